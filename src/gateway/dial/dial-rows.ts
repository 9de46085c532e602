import type { SqlDatabase } from '../sql-database';
import type { DialEntry } from '../../dialing/dial-entry';
import { usualHead, type DialHead } from '../../dialing/dial-head';
import type { DialChanges } from '../../dialing/dial-list';

const schema = `
  CREATE TABLE IF NOT EXISTS dial_head (
    account INTEGER NOT NULL, user INTEGER NOT NULL, rev INTEGER NOT NULL, body TEXT NOT NULL,
    PRIMARY KEY (account, user)
  ) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS dial_entry (
    account INTEGER NOT NULL, user INTEGER NOT NULL, id TEXT NOT NULL, rev INTEGER NOT NULL, rank REAL NOT NULL,
    state TEXT NOT NULL, callback INTEGER NOT NULL, next_at INTEGER NOT NULL, removed INTEGER, body TEXT NOT NULL,
    PRIMARY KEY (account, user, id)
  ) WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS dial_entry_rev ON dial_entry (account, user, rev);
  CREATE INDEX IF NOT EXISTS dial_entry_turn
    ON dial_entry (account, user, state, callback DESC, rank) WHERE removed IS NULL;
  CREATE INDEX IF NOT EXISTS dial_entry_due ON dial_entry (account, user, state, next_at) WHERE removed IS NULL;
  CREATE TABLE IF NOT EXISTS dial_number (
    account INTEGER NOT NULL, number TEXT NOT NULL, user INTEGER NOT NULL, id TEXT NOT NULL,
    PRIMARY KEY (account, number, user)
  ) WITHOUT ROWID;
`;

/** How long what was removed can be brought back, and a cursor followed, ms. */
const keptFor = 7 * 24 * 60 * 60_000;

interface Row {
  readonly id: string;
  readonly rev: number;
  readonly removed: number | null;
  readonly body: string;
}

const entryOf = ({ body }: Pick<Row, 'body'>): DialEntry => JSON.parse(body) as DialEntry;

/** The rows of dial lists, one list a user; each change gets the list's next revision. */
export function dialRows(db: SqlDatabase) {
  db.exec(schema);
  const readHead = db.prepare('SELECT rev, body FROM dial_head WHERE account = ? AND user = ?');
  const putHead = db.prepare(
    'INSERT OR REPLACE INTO dial_head (account, user, rev, body) VALUES (?, ?, ?, ?)',
  );
  const bump = db.prepare('UPDATE dial_head SET rev = rev + 1 WHERE account = ? AND user = ?');
  const putEntry = db.prepare(`
    INSERT OR REPLACE INTO dial_entry (account, user, id, rev, rank, state, callback, next_at, removed, body)
    VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?, ?)`);
  const readEntry = db.prepare(
    'SELECT body FROM dial_entry WHERE account = ? AND user = ? AND id = ? AND removed IS NULL',
  );
  const readSince = db.prepare(`
    SELECT id, rev, removed, body FROM dial_entry INDEXED BY dial_entry_rev
    WHERE account = ? AND user = ? AND rev > ? ORDER BY rev LIMIT ?`);
  const readTurn = db.prepare(`
    SELECT body FROM dial_entry INDEXED BY dial_entry_turn
    WHERE account = ? AND user = ? AND state = ? AND removed IS NULL AND next_at <= ?
    ORDER BY callback DESC, rank LIMIT ?`);
  const readState = db.prepare(`
    SELECT body FROM dial_entry INDEXED BY dial_entry_turn
    WHERE account = ? AND user = ? AND state = ? AND removed IS NULL ORDER BY callback DESC, rank`);
  const readNext = db.prepare(`
    SELECT min(next_at) AS at FROM dial_entry INDEXED BY dial_entry_due
    WHERE account = ? AND user = ? AND state = 'waiting' AND removed IS NULL`);
  const readMark = db.prepare('SELECT body FROM dial_entry WHERE account = ? AND user = ? AND removed = ?');
  const readRank = db.prepare(`
    SELECT rank FROM dial_entry WHERE account = ? AND user = ? AND removed IS NULL AND rank < ?
    ORDER BY rank DESC LIMIT 1`);
  const forget = db.prepare('DELETE FROM dial_entry WHERE account = ? AND user = ? AND removed < ?');
  const putNumber = db.prepare(
    'INSERT OR IGNORE INTO dial_number (account, number, user, id) VALUES (?, ?, ?, ?)',
  );
  const dropNumber = db.prepare(
    'DELETE FROM dial_number WHERE account = ? AND number = ? AND user = ? AND id = ?',
  );
  const readNumber = db.prepare('SELECT user, id FROM dial_number WHERE account = ? AND number = ?');

  const head = (account: number, user: number): { rev: number; head: DialHead } => {
    const row = readHead.get(account, user) as { rev: number; body: string } | undefined;
    if (row === undefined) return { rev: 0, head: usualHead };
    return { rev: row.rev, head: { ...usualHead, ...(JSON.parse(row.body) as Partial<DialHead>) } };
  };
  const nextRev = (account: number, user: number): number => {
    if (bump.run(account, user).changes === 0) putHead.run(account, user, 1, '{}');
    return head(account, user).rev;
  };

  return {
    head: (account: number, user: number): DialHead => head(account, user).head,

    putHead(account: number, user: number, next: DialHead): void {
      putHead.run(account, user, nextRev(account, user), JSON.stringify(next));
    },

    /** `removed`: the moment of its removal, ms. */
    put(account: number, user: number, entry: DialEntry, removed: number | null = null): void {
      const rev = nextRev(account, user);
      putEntry.run(
        ...[account, user, entry.id, rev, entry.rank, entry.state, entry.callback ? 1 : 0, entry.notBefore],
        removed,
        JSON.stringify(entry),
      );
      for (const phone of entry.phones)
        if (removed === null) putNumber.run(account, phone, user, entry.id);
        else dropNumber.run(account, phone, user, entry.id);
    },

    entry(account: number, user: number, id: string): DialEntry | undefined {
      const row = readEntry.get(account, user, id) as Row | undefined;
      return row && entryOf(row);
    },

    /** Of those that may be looked at now, in their order: those with a set time first. */
    turn: (account: number, user: number, now: number, limit: number): DialEntry[] =>
      (readTurn.all(account, user, 'waiting', now, limit) as Row[]).map(entryOf),

    inState: (account: number, user: number, state: DialEntry['state']): DialEntry[] =>
      (readState.all(account, user, state) as Row[]).map(entryOf),

    nextAt: (account: number, user: number): number | null =>
      (readNext.get(account, user) as { at: number | null }).at,

    removedAt: (account: number, user: number, mark: number): DialEntry[] =>
      (readMark.all(account, user, mark) as Row[]).map(entryOf),

    /** The nearest place below this one; undefined: none. */
    rankBelow: (account: number, user: number, rank: number): number | undefined =>
      (readRank.get(account, user, rank) as { rank: number } | undefined)?.rank,

    holders: (account: number, number: string): readonly { user: number; id: string }[] =>
      readNumber.all(account, number) as { user: number; id: string }[],

    forget: (account: number, user: number, now: number): void =>
      void forget.run(account, user, now - keptFor),

    since(account: number, user: number, after: number, limit: number, now: number): DialChanges {
      const own = head(account, user);
      const from = after > own.rev ? 0 : after;
      const rows = readSince.all(account, user, from, limit) as Row[];
      const more = rows.length === limit;
      return {
        rev: more ? (rows[rows.length - 1]?.rev ?? own.rev) : own.rev,
        more,
        entries: rows.filter(({ removed }) => removed === null).map(entryOf),
        removed: rows.filter(({ removed }) => removed !== null).map(({ id }) => id),
        head: own.head,
        now,
      };
    },
  };
}

export type DialRows = ReturnType<typeof dialRows>;
