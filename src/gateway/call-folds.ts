import { callState, everConcerned } from '../domain/call';
import type { CallEvent, CallState } from '../domain/call';

/** A call as its events make it. */
export interface FoldedCall {
  readonly events: readonly CallEvent[];
  readonly rooms: readonly string[];
  /** Numbers of the blocks in which the events are on the disk. */
  readonly blocks: readonly number[];
  /** It has ended. */
  readonly isOver: boolean;
  /** JSON of its state, written once for the disk, the browsers and the comparison with what comes next; '' without one. */
  readonly text: string;
}

/**
 * Calls kept at hand, twice over at the most; whatever else has news is read from the disk. Of a call that is over
 * nothing comes but its recording, soon; many of them would only be moved about by the garbage collector.
 */
const mostGoing = 4_000;
const mostOver = 500;
/** A call of more events is not worth its memory. */
const mostEvents = 200;

/** `state`: undefined while nothing but a recording is known. */
export function foldOf(
  events: readonly CallEvent[],
  blocks: readonly number[],
): { readonly fold: FoldedCall; readonly state: CallState | undefined } {
  const state = callState(events);
  const text = state === undefined ? '' : JSON.stringify(state);
  return {
    state,
    fold: { events, rooms: everConcerned(events), blocks, isOver: state?.state === 'ended', text },
  };
}

/** Whether nobody need be told anything: who is concerned may grow though the picture stays. */
export const isAsBefore = (fold: FoldedCall, before: FoldedCall | undefined): boolean =>
  fold.text === before?.text && fold.rooms.length === before.rooms.length;

const nothing = foldOf([], []).fold;

/** What the disk has of a call. */
export type StoredCall = Pick<FoldedCall, 'events' | 'blocks'>;

/** Of each account its own calls: the last `most` that had news, and before they are given up together as many again. */
function lastCalls(most: number) {
  type Calls = Map<number, Map<string, FoldedCall>>;
  let kept: Calls = new Map();
  let keptBefore: Calls = new Map();
  let count = 0;
  return {
    get: (account: number, callId: string): FoldedCall | undefined =>
      kept.get(account)?.get(callId) ?? keptBefore.get(account)?.get(callId),
    set(account: number, callId: string, fold: FoldedCall): void {
      let calls = kept.get(account);
      if (calls === undefined) kept.set(account, (calls = new Map<string, FoldedCall>()));
      count -= calls.size;
      calls.set(callId, fold);
      count += calls.size;
      if (count < most) return;
      keptBefore = kept;
      kept = new Map();
      count = 0;
    },
    delete(account: number, callId: string): void {
      if (kept.get(account)?.delete(callId) === true) count -= 1;
      keptBefore.get(account)?.delete(callId);
    },
  };
}

/** The calls that had news last, folded: a call's next event need not read the others from the disk. */
export function callFolds(
  stored: (account: number, callIds: readonly string[]) => ReadonlyMap<string, StoredCall>,
) {
  const going = lastCalls(mostGoing);
  const over = lastCalls(mostOver);
  const both = [going, over];

  return {
    /** What is on the disk of these calls. */
    before(account: number, callIds: readonly string[]): ReadonlyMap<string, FoldedCall> {
      const found = new Map<string, FoldedCall>();
      const cold: string[] = [];
      for (const callId of callIds) {
        const fold = going.get(account, callId) ?? over.get(account, callId);
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
        const its = fold.events.length > mostEvents ? undefined : fold.isOver ? over : going;
        for (const calls of both)
          if (calls === its) calls.set(account, callId, fold);
          else calls.delete(account, callId);
      }
    },
  };
}
