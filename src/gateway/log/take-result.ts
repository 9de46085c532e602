import type { DialRules } from '../../dialing/dial-entry';
import { parseCallResult, type CallResultAnswer } from '../../protocol/call-result';
import type { CallStore } from '../call-store';
import type { Session } from '../session-token';

export interface TakeResultNeed {
  readonly store: Pick<CallStore, 'call' | 'log' | 'dial'>;
  readonly rules: DialRules;
  readonly now: () => number;
  /** The call log has something to write. */
  readonly wake: () => void;
}

/** Answers `call:result` of an agent's browser: kept before it is acknowledged, and harmless when it is repeated. */
export function takeResult({ store, rules, now, wake }: TakeResultNeed) {
  return async (raw: unknown, { user, extension }: Session): Promise<CallResultAnswer> => {
    const said = parseCallResult(raw);
    if (said === undefined) {
      const message = 'Send {call_id, outcome: "open" | "saved" | "cancelled", call_status?: 1…7}.';
      return { ok: false, code: 'invalid_result', message };
    }
    const call = await store.call(said.call_id);
    // One answer for both: whether another's call exists is nobody's business.
    if (call === undefined || extension === null || !call.extensions.includes(extension))
      return { ok: false, code: 'unknown_call', message: 'You have talked in no such call.' };
    if (said.outcome === 'saved' && said.call_status !== undefined)
      await store.dial.filed(user, said.call_id, said.call_status, now(), rules);
    const kept = await store.log.outcome(said.call_id, said.outcome, said.call_status ?? null, now());
    if (!kept)
      return { ok: false, code: 'not_ended', message: 'The call has not ended, or is not logged here.' };
    wake();
    return { ok: true };
  };
}
