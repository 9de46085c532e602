import { callState, everConcerned } from '../domain/call';
import type { CallEvent, CallState } from '../domain/call';

/** A call as its events make it. */
export interface FoldedCall {
  readonly events: readonly CallEvent[];
  readonly rooms: readonly string[];
  /** Numbers of the blocks in which the events are on the disk. */
  readonly blocks: readonly number[];
  /** Undefined while nothing but a recording is known. */
  readonly stage: CallState['state'] | undefined;
  /** JSON of its state, written once for the disk, the browsers and the comparison with what comes next; '' without one. */
  readonly text: string;
}

/**
 * Calls that are over, kept at hand twice over at the most; whatever else has news is read from the disk. Nothing comes
 * of them but their recording, soon; many of them would only be moved about by the garbage collector.
 */
const mostOver = 500;
/** A call of more events is not worth its memory. */
export const mostEvents = 200;

/** `state`: undefined while nothing but a recording is known. */
export function foldOf(
  events: readonly CallEvent[],
  blocks: readonly number[],
): { readonly fold: FoldedCall; readonly state: CallState | undefined } {
  const state = callState(events);
  const text = state === undefined ? '' : JSON.stringify(state);
  return {
    state,
    fold: { events, rooms: everConcerned(events), blocks, stage: state?.state, text },
  };
}

/** Whether nobody need be told anything: who is concerned may grow though the picture stays. */
export const isAsBefore = (fold: FoldedCall, before: FoldedCall | undefined): boolean =>
  fold.text === before?.text && fold.rooms.length === before.rooms.length;

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

/** Calls as they stand, folded. `goingOn`: of one whose row is not written yet. */
export function callFolds(
  stored: (account: number, callIds: readonly string[]) => ReadonlyMap<string, StoredCall>,
  goingOn: (account: number, callId: string) => FoldedCall | undefined,
) {
  const over = lastCalls(mostOver);

  return {
    /** Undefined for a call that must be read from the disk. */
    atHand: (account: number, callId: string): FoldedCall | undefined =>
      goingOn(account, callId) ?? over.get(account, callId),
    /** What is on the disk of these calls. */
    read(account: number, callIds: readonly string[]): ReadonlyMap<string, FoldedCall> {
      const calls = stored(account, callIds);
      const found = new Map<string, FoldedCall>();
      for (const [callId, { events, blocks }] of calls) found.set(callId, foldOf(events, blocks).fold);
      return found;
    },
    /** Only what is on the disk for good may be kept: of calls whose rows say all. */
    keep(account: number, calls: readonly { readonly callId: string; readonly fold: FoldedCall }[]): void {
      for (const { callId, fold } of calls)
        if (fold.stage === 'ended' && fold.events.length <= mostEvents) over.set(account, callId, fold);
        else over.delete(account, callId);
    },
  };
}

export type CallFolds = ReturnType<typeof callFolds>;
