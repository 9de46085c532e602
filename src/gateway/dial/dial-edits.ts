import { afterWord, again, ended, type DialWord } from '../../dialing/after-try';
import { without, type DialEntry } from '../../dialing/dial-entry';
import type { DialHead } from '../../dialing/dial-head';
import type { DialAdded } from '../../dialing/dial-list';
import { isUnwritten, markOf } from '../../dialing/dial-written';
import type { DialNumbers } from './dial-numbers';
import type { DialRows } from './dial-rows';

/** Somebody with numbers in the form that they are compared in. */
export type NewPerson = Pick<DialEntry, 'name' | 'company' | 'link' | 'phones'>;

const first = 1;
/** A browser that has died meanwhile is not waited for longer, ms. */
const writingAtMost = 60_000;
/** Below this two places cannot be told apart safely: all get new ones. */
const tightest = 1e-6;

/** What a user does with a list, and what it does to the colleagues' lists. */
export function dialEdits(rows: DialRows, numbers: DialNumbers) {
  /** A person whom nobody has called is free for others as soon as this agent lets go. */
  const letGo = (account: number, user: number, entry: DialEntry, now: number): void => {
    if (entry.tries.length > 0 || entry.attempt !== undefined) return;
    numbers.release(account, entry.phones, user);
    for (const phone of entry.phones)
      for (const holder of rows.holders(account, phone)) {
        const other = rows.entry(account, holder.user, holder.id);
        if (other?.why !== 'taken') continue;
        rows.put(account, holder.user, { ...without(other, 'why'), notBefore: now });
      }
  };

  const forbid = (account: number, user: number, phones: readonly string[], now: number): void => {
    numbers.forbid(account, phones, user, now);
    for (const phone of phones)
      for (const holder of rows.holders(account, phone)) {
        const entry = rows.entry(account, holder.user, holder.id);
        if (entry?.state === 'waiting') rows.put(account, holder.user, ended(entry, 'forbidden'));
      }
  };

  const spread = (account: number, user: number): void => {
    const all = (['waiting', 'calling', 'done'] as const).flatMap((state) =>
      rows.inState(account, user, state),
    );
    all
      .sort((a, b) => a.rank - b.rank)
      .forEach((entry, index) => rows.put(account, user, { ...entry, rank: index + first }));
  };

  return {
    letGo,

    add(account: number, user: number, people: readonly NewPerson[], now: number): DialAdded {
      const count = { added: 0, duplicates: 0, forbidden: 0, noPhone: 0 };
      rows.forget(account, user, now);
      let rank = Math.floor(rows.rankBelow(account, user, Infinity) ?? 0) + 1;
      for (const person of people) {
        const [next] = person.phones;
        const known = (phone: string): boolean =>
          rows.holders(account, phone).some((holder) => holder.user === user);
        if (next === undefined) count.noPhone += 1;
        else if (person.phones.some(known)) count.duplicates += 1;
        else if (numbers.isForbidden(account, person.phones)) count.forbidden += 1;
        else {
          count.added += 1;
          rows.put(account, user, {
            ...{ id: `${now.toString(36)}-${rank.toString(36)}`, rank, ...person, dead: [], next },
            ...{ state: 'waiting', tries: [], before: 0, notBefore: 0, callback: false },
          });
          rank += 1;
        }
      }
      return count;
    },

    move(account: number, user: number, id: string, before: string | null): void {
      const entry = rows.entry(account, user, id);
      const follower = before === null ? undefined : rows.entry(account, user, before);
      if (entry === undefined || id === before || (before !== null && follower === undefined)) return;
      const above = follower?.rank ?? Infinity;
      const below = rows.rankBelow(account, user, above);
      if (below === entry.rank) return;
      const rank =
        above === Infinity ? (below ?? 0) + 1 : below === undefined ? above - 1 : (below + above) / 2;
      rows.put(account, user, { ...entry, rank });
      if (below !== undefined && above - rank < tightest) spread(account, user);
    },

    /** Undefined `ids`: all. A number that is being called stays. Answers the mark that `restore` takes. */
    remove(account: number, user: number, ids: readonly string[] | undefined, now: number): { mark: number } {
      const entries =
        ids === undefined
          ? [...rows.inState(account, user, 'waiting'), ...rows.inState(account, user, 'done')]
          : ids.map((id) => rows.entry(account, user, id)).filter((one) => one !== undefined);
      for (const entry of entries) {
        if (entry.state === 'calling') continue;
        rows.put(account, user, entry, now);
        letGo(account, user, entry, now);
      }
      return { mark: now };
    },

    restore(account: number, user: number, mark: number): void {
      for (const entry of rows.removedAt(account, user, mark)) {
        const back = rows.holders(account, entry.next).some((holder) => holder.user === user);
        if (!back) rows.put(account, user, entry);
      }
    },

    word(account: number, user: number, id: string, word: DialWord, now: number): void {
      const entry = rows.entry(account, user, id);
      if (entry === undefined || entry.state === 'calling') return;
      const next = afterWord(entry, word);
      rows.put(account, user, next);
      if (word.is === 'forbidden') forbid(account, user, entry.phones, now);
      if (word.is === 'skipped') letGo(account, user, entry, now);
    },

    again(account: number, user: number, now: number): void {
      for (const entry of rows.inState(account, user, 'done'))
        if (entry.end === 'unreached' || entry.end === 'skipped') rows.put(account, user, again(entry, now));
    },

    /** One browser at a time, and none for what is written already. */
    write(account: number, user: number, id: string, mark: string, now: number): { write: boolean } {
      const entry = rows.entry(account, user, id);
      if (entry === undefined || markOf(entry) !== mark || !isUnwritten(entry)) return { write: false };
      if ((entry.writing ?? 0) > now) return { write: false };
      rows.put(account, user, { ...entry, writing: now + writingAtMost });
      return { write: true };
    },

    wrote(account: number, user: number, id: string, mark: string): void {
      const entry = rows.entry(account, user, id);
      if (entry !== undefined) rows.put(account, user, { ...without(entry, 'writing'), written: mark });
    },

    set(account: number, user: number, change: Partial<DialHead>): void {
      rows.putHead(account, user, { ...rows.head(account, user), ...change });
    },
  };
}

export type DialEdits = ReturnType<typeof dialEdits>;
