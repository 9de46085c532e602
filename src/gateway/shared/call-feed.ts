import type { CallState } from '../../domain/call';
import type { Changed } from '../call-store';
import type { SqlDatabase } from '../sql-database';

/** Pictures that are read at one time. */
const together = 1_000;

interface Row {
  readonly seq: number;
  readonly rooms: string;
  readonly body: string;
}

/**
 * What has become of calls, whichever gateway wrote it: each change once, in the order of the account's `seq`, which is
 * the order of the disk. A picture is the whole call, so that of two that came meanwhile the later is enough.
 */
export function callFeed(db: SqlDatabase, channel: string) {
  db.exec('CREATE INDEX IF NOT EXISTS call_seq ON call (account, seq)');
  const counters = db.prepare('SELECT account, seq FROM counter');
  const since = db.prepare(
    'SELECT seq, rooms, body FROM call WHERE account = ? AND seq > ? ORDER BY seq LIMIT ?',
  );
  const start = db.prepare('INSERT OR IGNORE INTO counter (account, seq) VALUES (?, ?)');
  const counterOf = db.prepare('SELECT seq FROM counter WHERE account = ?');
  const say = db.prepare('SELECT pg_notify(?, ?)');
  const current = (): readonly { account: number; seq: number }[] =>
    counters.all() as { account: number; seq: number }[];
  /** Up to where each account has been told. */
  const told = new Map(current().map(({ account, seq }) => [account, seq]));

  function changes(account: number): readonly Changed[] {
    const found: Changed[] = [];
    for (;;) {
      const rows = since.all(account, told.get(account) ?? 0, together) as Row[];
      for (const { seq, rooms, body } of rows)
        found.push({
          picture: { ...(JSON.parse(body) as CallState), seq },
          rooms: JSON.parse(rooms) as string[],
        });
      const last = rows[rows.length - 1];
      if (last !== undefined) told.set(account, last.seq);
      if (rows.length < together) return found;
    }
  }

  return {
    /** Where an account without calls begins, the same for all gateways. */
    begin(account: number, now: number): number {
      start.run(account, now);
      return (counterOf.get(account) as { seq: number }).seq;
    },
    /** Within the transaction that changes calls: wakes the other gateways once it is on the disk. */
    say: (account: number): void => void say.run(channel, String(account)),
    changes,
    /** After a transaction of our own: its changes, with all that others wrote before them. */
    own(account: number, changed: readonly Changed[]): readonly Changed[] {
      const [first] = changed;
      const last = changed[changed.length - 1];
      if (first === undefined || last === undefined) return changed;
      if (told.get(account) !== first.picture.seq - 1) return changes(account);
      told.set(account, last.picture.seq);
      return changed;
    },
    /** Accounts of which something is still to be told, as far as the counters say. */
    behind: (): readonly number[] =>
      current()
        .filter(({ account, seq }) => seq > (told.get(account) ?? 0))
        .map(({ account }) => account),
  };
}

export type CallFeed = ReturnType<typeof callFeed>;
