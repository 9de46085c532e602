import type { SqlDatabase } from '../sql-database';

const schema = `
  CREATE TABLE IF NOT EXISTS dial_lease (
    account INTEGER NOT NULL, number TEXT NOT NULL, user INTEGER NOT NULL, until INTEGER NOT NULL,
    PRIMARY KEY (account, number)
  ) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS dial_call (
    account INTEGER NOT NULL, number TEXT NOT NULL, at INTEGER NOT NULL, user INTEGER NOT NULL,
    PRIMARY KEY (account, number, at, user)
  ) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS dial_forbidden (
    account INTEGER NOT NULL, number TEXT NOT NULL, user INTEGER NOT NULL, at INTEGER NOT NULL,
    PRIMARY KEY (account, number)
  ) WITHOUT ROWID;
`;

/** How long a person stays with the agent who called last, ms. */
export const leaseLasts = 7 * 24 * 60 * 60_000;

/** What all agents of an account share: who has a person, what was called when, who must not be called. */
export function dialNumbers(db: SqlDatabase) {
  db.exec(schema);
  const within = 'number IN (SELECT value FROM json_each(?))';
  const taken = db.prepare(
    `SELECT max(until) AS until FROM dial_lease WHERE account = ? AND ${within} AND user <> ? AND until > ?`,
  );
  const take = db.prepare(
    'INSERT OR REPLACE INTO dial_lease (account, number, user, until) VALUES (?, ?, ?, ?)',
  );
  const release = db.prepare(`DELETE FROM dial_lease WHERE account = ? AND ${within} AND user = ?`);
  const putCall = db.prepare(
    'INSERT OR IGNORE INTO dial_call (account, number, at, user) VALUES (?, ?, ?, ?)',
  );
  const dropCall = db.prepare(
    'DELETE FROM dial_call WHERE account = ? AND number = ? AND at = ? AND user = ?',
  );
  const calls = db.prepare(
    'SELECT count(*) AS n FROM dial_call WHERE account = ? AND number = ? AND at >= ?',
  );
  const forbid = db.prepare(
    'INSERT OR IGNORE INTO dial_forbidden (account, number, user, at) VALUES (?, ?, ?, ?)',
  );
  const allow = db.prepare(`DELETE FROM dial_forbidden WHERE account = ? AND ${within}`);
  const forbidden = db.prepare(`SELECT count(*) AS n FROM dial_forbidden WHERE account = ? AND ${within}`);
  const listed = db.prepare('SELECT number, at FROM dial_forbidden WHERE account = ? ORDER BY at DESC');

  return {
    takenUntil: (
      account: number,
      numbers: readonly string[],
      user: number,
      now: number,
    ): number | undefined =>
      (taken.get(account, JSON.stringify(numbers), user, now) as { until: number | null }).until ?? undefined,
    take(account: number, numbers: readonly string[], user: number, now: number): void {
      for (const number of numbers) take.run(account, number, user, now + leaseLasts);
    },
    release: (account: number, numbers: readonly string[], user: number): void =>
      void release.run(account, JSON.stringify(numbers), user),
    called: (account: number, number: string, at: number, user: number): void =>
      void putCall.run(account, number, at, user),
    uncalled: (account: number, number: string, at: number, user: number): void =>
      void dropCall.run(account, number, at, user),
    callsSince: (account: number, number: string, since: number): number =>
      (calls.get(account, number, since) as { n: number }).n,
    forbid(account: number, numbers: readonly string[], user: number, now: number): void {
      for (const number of numbers) forbid.run(account, number, user, now);
    },
    allow: (account: number, numbers: readonly string[]): void =>
      void allow.run(account, JSON.stringify(numbers)),
    isForbidden: (account: number, numbers: readonly string[]): boolean =>
      (forbidden.get(account, JSON.stringify(numbers)) as { n: number }).n > 0,
    forbidden: (account: number): readonly { number: string; at: number }[] =>
      listed.all(account) as { number: string; at: number }[],
  };
}

export type DialNumbers = ReturnType<typeof dialNumbers>;
