import { dispositionOf, type Disposition } from './disposition';

/** One INVITE of an agent to a number outside, as `GET /sandbox/calls` lists it. */
export interface OutsideCall {
  /** When it came, ISO 8601 in UTC. */
  readonly at: string;
  /** As in the events that the gateway gets. */
  readonly call_id: string;
  /** The agent's. */
  readonly extension: string;
  /** With its country in front: +79991112233. */
  readonly number: string;
  /** `calling` and `talking` while it lasts. */
  readonly outcome: 'calling' | 'talking' | Disposition;
  /** SIP's last word to it: 200, 486, 404 … */
  readonly status: number | null;
  /** Seconds of talk; null until it is over. */
  readonly duration: number | null;
}

export interface OutsideAttempt {
  /** `dialog`: key of the talk that begins. */
  answered(dialog: string, isMachine: boolean): void;
  refused(status: number): void;
}

/** The oldest are forgotten beyond so many. */
const most = 20_000;

/** What was dialled to the outside and what came of it, kept apart from the events that are posted. */
export function outsideCalls(now: () => number) {
  const calls = new Map<number, OutsideCall>();
  const talks = new Map<string, { readonly id: number; readonly since: number; readonly end: Disposition }>();
  let last = 0;
  const change = (id: number, to: Partial<OutsideCall>): void => {
    const call = calls.get(id);
    if (call !== undefined) calls.set(id, { ...call, ...to });
  };

  return {
    list: (): OutsideCall[] => [...calls.values()],
    clear: (): void => calls.clear(),
    begin(call: Pick<OutsideCall, 'call_id' | 'extension' | 'number'>): OutsideAttempt {
      const id = (last += 1);
      const at = new Date(now()).toISOString();
      calls.set(id, { at, ...call, outcome: 'calling', status: null, duration: null });
      if (calls.size > most) calls.delete(calls.keys().next().value ?? 0);
      return {
        answered(dialog, isMachine) {
          talks.set(dialog, { id, since: now(), end: isMachine ? 'voicemail' : 'answered' });
          change(id, { outcome: 'talking', status: 200 });
        },
        refused: (status) => change(id, { outcome: dispositionOf(status), status, duration: 0 }),
      };
    },
    /** The talk of this dialog has ended. */
    over: (dialog: string): void => {
      const talk = talks.get(dialog);
      if (talk === undefined) return;
      talks.delete(dialog);
      change(talk.id, { outcome: talk.end, duration: Math.round((now() - talk.since) / 1000) });
    },
  };
}

export type OutsideCalls = ReturnType<typeof outsideCalls>;
