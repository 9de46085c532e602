import { callState, everConcerned } from '../domain/call';
import type { CallEvent, CallState } from '../domain/call';

/** A call as its events make it. */
export interface FoldedCall {
  readonly events: readonly CallEvent[];
  /** Undefined while nothing but a recording is known. */
  readonly state: CallState | undefined;
  readonly rooms: readonly string[];
  /** Numbers of the blocks in which the events are on the disk. */
  readonly blocks: readonly number[];
  /** JSON of `state`, written once for the disk, the browsers and the comparison with what comes next; '' without it. */
  readonly text: string;
}

/** Calls kept at hand, twice over at the most; whatever else has news is read from the disk. */
const mostKept = 4_000;
/** A call of more events is not worth its memory. */
const mostEvents = 200;

export function foldOf(events: readonly CallEvent[], blocks: readonly number[]): FoldedCall {
  const state = callState(events);
  const rooms = everConcerned(events);
  return { events, state, rooms, blocks, text: state === undefined ? '' : JSON.stringify(state) };
}

/** Whether nobody need be told anything: who is concerned may grow though the picture stays. */
export const isAsBefore = (fold: FoldedCall, before: FoldedCall | undefined): boolean =>
  fold.text === before?.text && fold.rooms.length === before.rooms.length;

const nothing = foldOf([], []);

/** What the disk has of a call. */
export type StoredCall = Pick<FoldedCall, 'events' | 'blocks'>;

/** The calls that had news last, folded: a call's next event need not read the others from the disk. */
export function callFolds(
  stored: (account: number, callIds: readonly string[]) => ReadonlyMap<string, StoredCall>,
) {
  // Those that have had no news since the others were begun are given up together.
  let kept = new Map<string, FoldedCall>();
  let keptBefore = new Map<string, FoldedCall>();
  const key = (account: number, callId: string): string => `${account} ${callId}`;

  return {
    /** What is on the disk of these calls. */
    before(account: number, callIds: readonly string[]): ReadonlyMap<string, FoldedCall> {
      const found = new Map<string, FoldedCall>();
      const cold: string[] = [];
      for (const callId of callIds) {
        const name = key(account, callId);
        const fold = kept.get(name) ?? keptBefore.get(name);
        if (fold === undefined) cold.push(callId);
        else found.set(callId, fold);
      }
      if (cold.length === 0) return found;
      const calls = stored(account, cold);
      for (const callId of cold) {
        const call = calls.get(callId);
        found.set(callId, call === undefined ? nothing : foldOf(call.events, call.blocks));
      }
      return found;
    },
    /** Only what is on the disk for good may be kept. */
    keep(account: number, folds: Iterable<readonly [string, FoldedCall]>): void {
      for (const [callId, fold] of folds) {
        const name = key(account, callId);
        if (fold.events.length <= mostEvents) kept.set(name, fold);
        else {
          kept.delete(name);
          keptBefore.delete(name);
        }
      }
      if (kept.size < mostKept) return;
      keptBefore = kept;
      kept = new Map();
    },
  };
}
