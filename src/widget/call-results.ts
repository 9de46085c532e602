import { localResultDrafts } from '../adapters/browser/result-drafts';
import { storageCopy } from '../adapters/browser/storage-copy';
import { isTyped, isUnfinished } from '../domain/result-draft';
import type { Undo } from '../domain/undo';
import { resultKey } from './result-key';

/** How a call's result stands, for whoever waits for it. */
export function callResults(
  own: string,
  onChange: () => void,
): {
  state(callId: string): 'none' | 'typed' | 'filed';
  stop: Undo;
} {
  const drafts = localResultDrafts(resultKey(own), storageCopy(resultKey(own)));
  const stop = drafts.onChange(onChange);
  return {
    state(callId) {
      const draft = drafts.find(callId);
      if (draft !== undefined && isUnfinished(draft)) return isTyped(draft) ? 'typed' : 'none';
      return drafts.decided().includes(callId) ? 'filed' : 'none';
    },
    stop,
  };
}
