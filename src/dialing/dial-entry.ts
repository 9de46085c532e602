import type { LinkKind } from '../domain/call-result';

/**
 * One person of a dial list. Numbers are keys of `phoneKey`: "+79991112233" wherever the country is clear.
 *
 *     waiting -> calling -> waiting (another try) | done
 *     waiting -> done (skipped, forbidden)           done -> waiting (again with those not reached)
 */
export type DialState = 'waiting' | 'calling' | 'done';

/** How an entry ended. `forbidden`: on the account's do-not-call list. */
export type DialEnd = 'reached' | 'unreached' | 'wrong' | 'forbidden' | 'skipped';

/** What came of one try; `interrupted`: our side was lost after the number had been dialled. */
export type DialOutcome =
  'answered' | 'busy' | 'no-answer' | 'machine' | 'declined' | 'no-such-number' | 'failed' | 'interrupted';

export interface DialTry {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly phone: string;
  readonly outcome: DialOutcome;
  /** Of talk. */
  readonly seconds: number;
  readonly callId?: string;
}

/** A call that has been allowed and whose outcome is not known yet. */
export interface DialAttempt {
  readonly id: string;
  readonly at: number;
  readonly phone: string;
  /** The PBX's id, once the call has been placed. */
  readonly callId?: string;
}

export interface DialEntry {
  readonly id: string;
  /** Place in the list: lower is earlier. */
  readonly rank: number;
  readonly name: string;
  readonly company: string;
  /** The record of the CRM that it came from; null for a number that was typed in. */
  readonly link: { readonly kind: LinkKind; readonly id: number } | null;
  /** At least one; those found dead are left out of later tries. */
  readonly phones: readonly string[];
  readonly dead: readonly string[];
  /** The number that is next, of those not dead. */
  readonly next: string;
  readonly state: DialState;
  readonly end?: DialEnd;
  readonly tries: readonly DialTry[];
  /** Tries of earlier rounds, before "again with those not reached". */
  readonly before: number;
  /** Not to be called earlier, ms since 1970. */
  readonly notBefore: number;
  /** The client asked to be called at `notBefore`: goes to the top then. */
  readonly callback: boolean;
  /** Why it has to wait. */
  readonly why?: 'retry' | 'hours' | 'taken' | 'day-full';
  readonly attempt?: DialAttempt;
  /** What has been written of it into the CRM (`markOf`). */
  readonly written?: string;
  /** A browser writes it; until then no other does, ms since 1970. */
  readonly writing?: number;
}

/** The same entry with these left out. */
export const without = (
  entry: DialEntry,
  ...names: readonly ('attempt' | 'end' | 'why' | 'writing')[]
): DialEntry =>
  Object.fromEntries(
    Object.entries(entry).filter(([name]) => !(names as readonly string[]).includes(name)),
  ) as unknown as DialEntry;

export interface DialRules {
  /** Minutes of the day at the client's. */
  readonly hours: { readonly from: number; readonly until: number };
  /** 0 Sunday … 6 Saturday, at the client's. */
  readonly days: readonly number[];
  /** Of one person, in one round. */
  readonly mostTries: number;
  /** Of one number, whoever calls it. */
  readonly mostADay: number;
  /** Where the number does not say where its owner is: "Europe/Moscow", "+03:00". */
  readonly zone: string;
}

export const usualRules: DialRules = {
  hours: { from: 9 * 60, until: 20 * 60 },
  days: [0, 1, 2, 3, 4, 5, 6],
  mostTries: 5,
  mostADay: 2,
  zone: 'Europe/Moscow',
};
