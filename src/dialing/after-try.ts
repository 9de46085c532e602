import type { CallStatus } from '../domain/call-result';
import { callableFrom, nextPart, type OffsetOf } from './calling-hours';
import { without, type DialEntry, type DialOutcome, type DialRules, type DialTry } from './dial-entry';

const minute = 60_000;
const busyPause = 10 * minute;
const failedPause = 30 * minute;

/** What an agent says of a talk, in the result window or on the row. */
export type DialWord =
  | { readonly is: 'reached' | 'unreached' | 'wrong' | 'skipped' | 'forbidden' }
  /** Ms since 1970. */
  | { readonly is: 'callback'; readonly at: number };

/** What the agent's `call_status` says of a talk that the line called answered; undefined: nothing else. */
const outcomeOfStatus: Readonly<Partial<Record<CallStatus, DialOutcome>>> = {
  1: 'machine',
  3: 'no-answer',
  6: 'no-answer',
  7: 'busy',
};

const base = (entry: DialEntry): DialEntry => ({
  ...without(entry, 'attempt', 'end', 'why'),
  callback: false,
});

export const ended = (entry: DialEntry, end: NonNullable<DialEntry['end']>): DialEntry => ({
  ...base(entry),
  state: 'done',
  end,
});

/** A try that never left: as if it had not been begun. */
export const untried = (entry: DialEntry): DialEntry => ({ ...without(entry, 'attempt'), state: 'waiting' });

function pauseUntil(
  phone: string,
  outcome: DialOutcome,
  now: number,
  rules: DialRules,
  offsetOf: OffsetOf,
): number {
  const soonest =
    outcome === 'busy'
      ? now + busyPause
      : outcome === 'failed'
        ? now + failedPause
        : nextPart(phone, now, rules, offsetOf);
  return callableFrom(phone, soonest, rules, offsetOf) ?? soonest;
}

/** What becomes of an entry when a try is over: the next number at once, the same later, or its end. */
export function afterTry(
  entry: DialEntry,
  done: DialTry,
  now: number,
  rules: DialRules,
  offsetOf: OffsetOf,
): DialEntry {
  const tried = { ...base(entry), tries: [...entry.tries, done] };
  if (done.outcome === 'answered') return ended(tried, 'reached');
  const dead = done.outcome === 'no-such-number' ? [...new Set([...entry.dead, done.phone])] : entry.dead;
  const living = entry.phones.filter((phone) => !dead.includes(phone));
  const [first] = living;
  if (first === undefined) return ended({ ...tried, dead }, 'wrong');
  if (tried.tries.length - tried.before >= rules.mostTries) return ended({ ...tried, dead }, 'unreached');
  const place = entry.phones.indexOf(done.phone);
  const following = living.find((phone) => entry.phones.indexOf(phone) > place);
  if (following !== undefined)
    return { ...tried, dead, state: 'waiting', next: following, notBefore: now, why: 'retry' };
  return {
    ...tried,
    dead,
    state: 'waiting',
    next: first,
    notBefore: pauseUntil(first, done.outcome, now, rules, offsetOf),
    why: 'retry',
  };
}

/** The agent's word stands above what the line said. */
export function afterWord(entry: DialEntry, word: DialWord): DialEntry {
  if (word.is !== 'callback') return ended(entry, word.is);
  return { ...base(entry), state: 'waiting', notBefore: word.at, callback: true, why: 'retry' };
}

/** Another round for those who were not reached: what was tried stays to be seen and no longer counts. */
export const again = (entry: DialEntry, now: number): DialEntry => ({
  ...base(entry),
  state: 'waiting',
  before: entry.tries.length,
  next: entry.phones.find((phone) => !entry.dead.includes(phone)) ?? entry.next,
  notBefore: now,
});

/** The status that the agent has filed for the last try: a machine that took the call is tried again, and so on. */
export function afterStatus(
  entry: DialEntry,
  status: CallStatus,
  now: number,
  rules: DialRules,
  offsetOf: OffsetOf,
): DialEntry {
  const last = entry.tries[entry.tries.length - 1];
  const outcome = outcomeOfStatus[status];
  if (status === 5) return ended(entry, 'wrong');
  if (last?.outcome !== 'answered' || entry.end !== 'reached' || outcome === undefined) return entry;
  return afterTry({ ...entry, tries: entry.tries.slice(0, -1) }, { ...last, outcome }, now, rules, offsetOf);
}
