/** What crosses `/v1/dial`: a user's own dial list, under the session of `/v1/session`. Times are ms since 1970. */

import type { DialEntry, DialOutcome } from './dial-entry';
import type { DialHead, DialPause } from './dial-head';
import type { DialWord } from './after-try';

/** Somebody to be added; `phones` as they were written. */
export interface DialPerson {
  readonly name: string;
  readonly company: string;
  readonly link: DialEntry['link'];
  readonly phones: readonly string[];
}

export type DialOrder =
  | { readonly do: 'add'; readonly people: readonly DialPerson[] }
  /** Before that entry; null: to the end. */
  | { readonly do: 'move'; readonly id: string; readonly before: string | null }
  | { readonly do: 'remove'; readonly ids: readonly string[] }
  | { readonly do: 'clear' | 'again' | 'stop' }
  /** Undoes a removal by the mark that it answered. */
  | { readonly do: 'restore'; readonly mark: number }
  | { readonly do: 'word'; readonly id: string; readonly word: DialWord }
  | { readonly do: 'set'; readonly head: Partial<Omit<DialHead, 'run'>> }
  | { readonly do: 'start'; readonly driver: string }
  | { readonly do: 'pause'; readonly driver: string; readonly why: DialPause }
  /** `id`: this one, by the agent's own press. */
  | { readonly do: 'claim'; readonly driver: string; readonly id?: string }
  | { readonly do: 'placed'; readonly attempt: string; readonly callId: string }
  /** `untried`: nothing has left the computer. */
  | {
      readonly do: 'over';
      readonly attempt: string;
      readonly outcome: DialOutcome | 'untried';
      readonly seconds: number;
    }
  /** Nobody knows what became of an attempt: the gateway looks in its record of calls. */
  | { readonly do: 'settle'; readonly attempt: string }
  /** May this browser write into the CRM what came of it (`markOf`)? `wrote`: it has. */
  | { readonly do: 'write' | 'wrote'; readonly id: string; readonly mark: string };

/** Some of the list, from a cursor on; `more`: ask again with `rev`. */
export interface DialChanges {
  readonly rev: number;
  readonly more: boolean;
  readonly entries: readonly DialEntry[];
  readonly removed: readonly string[];
  readonly head: DialHead;
  /** The gateway's clock. */
  readonly now: number;
}

/** How many were taken, and why the others were not. */
export interface DialAdded {
  readonly added: number;
  readonly duplicates: number;
  readonly forbidden: number;
  readonly noPhone: number;
}

export type DialClaim =
  | { readonly call: DialEntry }
  /** `nextAt`: when the first of those that wait may be called; null: nobody waits. */
  | { readonly none: 'nobody' | 'elsewhere' | 'stopped' | 'not-now'; readonly nextAt: number | null }
  /** A call of this user is under way or its outcome unknown. */
  | { readonly none: 'open'; readonly open: DialEntry };

export interface DialSettled {
  /** `never`: it was not placed, and the number waits again. */
  readonly settled: 'over' | 'live' | 'never';
}

export type DialAnswer =
  | DialAdded
  | DialClaim
  | DialSettled
  | { readonly mark: number }
  | { readonly write: boolean }
  | { readonly ok: true };

export const mostPeople = 500;
