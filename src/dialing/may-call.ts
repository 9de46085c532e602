import { callableFrom, dayEnds, type OffsetOf } from './calling-hours';
import type { DialEntry, DialRules } from './dial-entry';

/** What is known of an entry's numbers beyond the entry, at the moment of the call. */
export interface NumberFacts {
  readonly forbidden: boolean;
  /** Until when a colleague has the person, ms since 1970; undefined: nobody has. */
  readonly takenUntil: number | undefined;
  /** Calls to the next number since the client's day began, whoever made them. */
  readonly today: number;
}

export type MayCall =
  | { readonly call: string }
  | { readonly later: number; readonly why: NonNullable<DialEntry['why']> }
  | { readonly never: 'forbidden' | 'unreached' | 'wrong' };

/** Whether an entry may be called now. The last word before a number is dialled. */
export function mayCall(
  entry: DialEntry,
  facts: NumberFacts,
  now: number,
  rules: DialRules,
  offsetOf: OffsetOf,
): MayCall {
  if (facts.forbidden) return { never: 'forbidden' };
  if (entry.phones.length === entry.dead.length) return { never: 'wrong' };
  if (entry.tries.length - entry.before >= rules.mostTries) return { never: 'unreached' };
  if (facts.takenUntil !== undefined && facts.takenUntil > now)
    return { later: facts.takenUntil, why: 'taken' };
  if (entry.notBefore > now) return { later: entry.notBefore, why: entry.why ?? 'retry' };
  if (facts.today >= rules.mostADay) {
    const tomorrow = dayEnds(entry.next, now, rules, offsetOf);
    return { later: callableFrom(entry.next, tomorrow, rules, offsetOf) ?? tomorrow, why: 'day-full' };
  }
  const from = callableFrom(entry.next, now, rules, offsetOf);
  if (from === undefined) return { never: 'unreached' };
  return from > now ? { later: from, why: 'hours' } : { call: entry.next };
}
