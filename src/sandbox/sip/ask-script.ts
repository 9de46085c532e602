import type { ScriptEngine } from '../script-engine';
import { readScriptAnswer } from './read-script-answer';
import type { AskedRoute, AskRoute, RoutePlan } from './route-plan';
import type { RoutedCalls } from './routed-calls';

/** Everybody together, ms. */
const defaultRings = 30_000;

/** A call as the platform's routing engine puts it before a script: its candidates are all agents, ringing together. */
const messageOf = ({ call_id, from, to }: AskedRoute, everybody: readonly string[]): object => ({
  routing: {
    callid: call_id,
    cli: from,
    dest_number: to,
    egress_routing: [{ gw: Object.fromEntries(everybody.map((number) => [number, { cli: from }])) }],
  },
});

const why = (error: unknown): string => (error instanceof Error ? error.message : String(error));

/** Has the script on the engine say whom a call rings. Where the engine is silent, all agents ring. */
export function askScript(parts: {
  engine: Pick<ScriptEngine, 'ask' | 'faultsOf'>;
  everybody: () => readonly string[];
  routed: Pick<RoutedCalls, 'add'>;
}): AskRoute {
  const { engine, everybody, routed } = parts;
  return async (asked) => {
    const since = performance.now();
    const numbers = everybody();
    const told = (by: string, plan: RoutePlan, faults: readonly string[]): RoutePlan => {
      routed.add({ ...asked, by, ms: Math.round(performance.now() - since), ...plan, faults });
      return plan;
    };
    const byDefault = (fault: string): RoutePlan =>
      told('default', { steps: [{ numbers, rings: defaultRings }] }, [fault]);
    try {
      const answer = await engine.ask(asked.call_id, asked.to, messageOf(asked, numbers));
      const plan = readScriptAnswer(answer, asked.to);
      if (plan === undefined) return byDefault('the script’s answer names nobody');
      const { reason = 'script' } = answer as { reason?: string };
      const faults = reason === 'script' ? [] : await engine.faultsOf(asked.call_id).catch(() => []);
      return told(reason === 'script' ? 'script' : `${reason} action`, plan, faults);
    } catch (error) {
      return byDefault(why(error));
    }
  };
}
