import { callState, everConcerned } from '../domain/call';
import type { CallEvent, CallState } from '../domain/call';

/** A call as its events make it. */
export interface FoldedCall {
  readonly events: readonly CallEvent[];
  readonly rooms: readonly string[];
  /** Numbers of the blocks in which the events are on the disk. */
  readonly blocks: readonly number[];
  /** JSON of its state, written once for the disk, the browsers and the comparison with what comes next; '' without one. */
  readonly text: string;
}

/** Calls kept at hand, twice over at the most; whatever else has news is read from the disk. */
const mostKept = 4_000;
/** A call of more events is not worth its memory. */
const mostEvents = 200;

/** `state`: undefined while nothing but a recording is known. */
export function foldOf(
  events: readonly CallEvent[],
  blocks: readonly number[],
): { readonly fold: FoldedCall; readonly state: CallState | undefined } {
  const state = callState(events);
  const text = state === undefined ? '' : JSON.stringify(state);
  return { state, fold: { events, rooms: everConcerned(events), blocks, text } };
}

/** Whether nobody need be told anything: who is concerned may grow though the picture stays. */
export const isAsBefore = (fold: FoldedCall, before: FoldedCall | undefined): boolean =>
  fold.text === before?.text && fold.rooms.length === before.rooms.length;

const nothing = foldOf([], []).fold;

/** What the disk has of a call. */
export type StoredCall = Pick<FoldedCall, 'events' | 'blocks'>;

/** Of each account its own. */
function accountsFolds() {
  const accounts = new Map<number, Map<string, FoldedCall>>();
  let size = 0;
  return {
    size: () => size,
    get: (account: number, callId: string) => accounts.get(account)?.get(callId),
    set(account: number, callId: string, fold: FoldedCall): void {
      let calls = accounts.get(account);
      if (calls === undefined) accounts.set(account, (calls = new Map<string, FoldedCall>()));
      size -= calls.size;
      calls.set(callId, fold);
      size += calls.size;
    },
    delete(account: number, callId: string): void {
      if (accounts.get(account)?.delete(callId) === true) size -= 1;
    },
  };
}

/** The calls that had news last, folded: a call's next event need not read the others from the disk. */
export function callFolds(
  stored: (account: number, callIds: readonly string[]) => ReadonlyMap<string, StoredCall>,
) {
  // Those that have had no news since the others were begun are given up together.
  let kept = accountsFolds();
  let keptBefore = accountsFolds();

  return {
    /** What is on the disk of these calls. */
    before(account: number, callIds: readonly string[]): ReadonlyMap<string, FoldedCall> {
      const found = new Map<string, FoldedCall>();
      const cold: string[] = [];
      for (const callId of callIds) {
        const fold = kept.get(account, callId) ?? keptBefore.get(account, callId);
        if (fold === undefined) cold.push(callId);
        else found.set(callId, fold);
      }
      if (cold.length === 0) return found;
      const calls = stored(account, cold);
      for (const callId of cold) {
        const call = calls.get(callId);
        found.set(callId, call === undefined ? nothing : foldOf(call.events, call.blocks).fold);
      }
      return found;
    },
    /** Only what is on the disk for good may be kept. */
    keep(account: number, news: Iterable<readonly [string, FoldedCall]>): void {
      for (const [callId, fold] of news) {
        if (fold.events.length <= mostEvents) kept.set(account, callId, fold);
        else for (const folds of [kept, keptBefore]) folds.delete(account, callId);
      }
      if (kept.size() < mostKept) return;
      keptBefore = kept;
      kept = accountsFolds();
    },
  };
}
