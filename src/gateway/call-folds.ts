import { callState, everConcerned } from '../domain/call';
import type { CallEvent, CallState } from '../domain/call';

/** A call as its events make it. */
export interface FoldedCall {
  readonly events: readonly CallEvent[];
  /** Undefined while nothing but a recording is known. */
  readonly state: CallState | undefined;
  readonly rooms: readonly string[];
  /** JSON of `state`, written once for the disk, the browsers and the comparison with what comes next; '' without it. */
  readonly text: string;
}

/** Calls kept at hand, twice over at the most; whatever else has news is read from the disk. */
const mostKept = 4_000;
/** A call of more events is not worth its memory. */
const mostEvents = 200;

export function foldOf(events: readonly CallEvent[]): FoldedCall {
  const state = callState(events);
  const rooms = everConcerned(events);
  return { events, state, rooms, text: state === undefined ? '' : JSON.stringify(state) };
}

/** Whether nobody need be told anything: who is concerned may grow though the picture stays. */
export const isAsBefore = (fold: FoldedCall, before: FoldedCall | undefined): boolean =>
  fold.text === before?.text && fold.rooms.length === before.rooms.length;

const nothing = foldOf([]);

/** The calls that had news last, folded: a call's next event need not read the others from the disk. */
export function callFolds(eventsOf: (account: number, callIds: readonly string[]) => readonly CallEvent[]) {
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
      const events = new Map<string, CallEvent[]>(cold.map((callId) => [callId, []]));
      for (const event of eventsOf(account, cold)) events.get(event.call_id)?.push(event);
      for (const [callId, list] of events) found.set(callId, list.length === 0 ? nothing : foldOf(list));
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
