import type { AskedRoute, RoutePlan } from './route-plan';

/** One line of `GET /sandbox/routed`. */
export type RoutedCall = AskedRoute &
  RoutePlan & {
    /** ISO 8601. */
    readonly at: string;
    /** `script`; `timeout action` or `error action` in its place; `default`: the engine was silent. */
    readonly by: string;
    /** From the question to the answer. */
    readonly ms: number;
    /** Why it was not the script. */
    readonly faults: readonly string[];
  };

/** The last calls for the company: whom they rang, and by whose word. */
export interface RoutedCalls {
  add(call: Omit<RoutedCall, 'at'> & RoutePlan): void;
  list(): readonly RoutedCall[];
}

const most = 1_000;

const inWords = (call: RoutePlan): string =>
  'status' in call
    ? `refused ${call.status} ${call.reason}`
    : `rings ${call.steps.map(({ numbers, rings }) => `${numbers.join('+')} for ${rings / 1000} s`).join(', then ')}`;

/** `say` gets a line for each, for whoever tries a script. */
export function routedCalls(now: () => number, say: (line: string) => void): RoutedCalls {
  const calls: RoutedCall[] = [];
  return {
    add(call) {
      calls.push({ at: new Date(now()).toISOString(), ...call });
      if (calls.length > most) calls.shift();
      const { from, by, ms, faults } = call;
      say(`${from} calls the company: ${inWords(call)} (${[`${by}, ${ms} ms`, ...faults].join('; ')})`);
    },
    list: () => calls,
  };
}
