import type { SqlDatabase } from './sql-database';

/** Moments, ms since 1970: of calls without news since `details` all but the call itself goes, since `calls` that too. */
export interface ForgetBefore {
  readonly details: number;
  readonly calls: number;
}

/**
 * Takes old calls off the store, a few at a time. First their events and their place in the call log, which are most of
 * what a call weighs; the call stays as long as a link to its recording may open it. What is still to be written into
 * the CRM stays whole.
 */
export function forgetCalls(db: SqlDatabase) {
  // A call whose details are gone has its time with a minus before it, and so is not met again.
  const stale = db.prepare(`
    SELECT call_id FROM call INDEXED BY call_told
    WHERE account = ? AND told_until > 0 AND told_until < ? AND NOT EXISTS (
      SELECT 1 FROM log WHERE log.account = call.account AND log.call_id = call.call_id AND log.state IN ('waiting', 'held'))
    LIMIT ?`);
  const chosen = 'account = ? AND call_id IN (SELECT value FROM json_each(?))';
  const details = [
    `DELETE FROM event WHERE ${chosen}`,
    `DELETE FROM log WHERE ${chosen}`,
    `UPDATE call SET told_until = -told_until WHERE ${chosen}`,
  ].map((sql) => db.prepare(sql));
  const bare = db.prepare(`
    DELETE FROM call WHERE account = ? AND call_id IN (
      SELECT call_id FROM call INDEXED BY call_told
      WHERE account = ? AND told_until < 0 AND told_until > ? LIMIT ?)`);

  return db.transaction((account: number, before: ForgetBefore, most: number): number => {
    const found = (stale.all(account, before.details, most) as { call_id: string }[]).map(
      (row) => row.call_id,
    );
    if (found.length > 0) for (const statement of details) statement.run(account, JSON.stringify(found));
    return found.length + bare.run(account, account, -before.calls, most).changes;
  });
}
