import { parseCallResult, type CallResultAnswer } from '../../protocol/call-result';
import type { CallStore } from '../call-store';

/** Answers `call:result` of an agent's browser: kept before it is acknowledged, and harmless when it is repeated. */
export function takeResult(store: Pick<CallStore, 'call' | 'log'>, now: () => number, wake: () => void) {
  return async (raw: unknown, extension: string | null): Promise<CallResultAnswer> => {
    const said = parseCallResult(raw);
    if (said === undefined) {
      const message = 'Send {call_id, outcome: "open" | "saved" | "cancelled", call_status?: 1…7}.';
      return { ok: false, code: 'invalid_result', message };
    }
    const call = await store.call(said.call_id);
    // One answer for both: whether another's call exists is nobody's business.
    if (call === undefined || extension === null || !call.extensions.includes(extension))
      return { ok: false, code: 'unknown_call', message: 'You have talked in no such call.' };
    const kept = await store.log.outcome(said.call_id, said.outcome, said.call_status ?? null, now());
    if (!kept)
      return { ok: false, code: 'not_ended', message: 'The call has not ended, or is not logged here.' };
    wake();
    return { ok: true };
  };
}
