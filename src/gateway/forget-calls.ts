import { eventBlocks } from './event-blocks';
import type { SqlDatabase } from './sql-database';

/** Moments, ms since 1970: of calls without news since `details` all but the call itself goes, since `calls` that too. */
export interface ForgetBefore {
  readonly details: number;
  readonly calls: number;
}

/**
 * Takes old calls off the store, a few at a time. First their events and their place in the call log, which are most of
 * what a call weighs; the call stays as long as a link to its recording may open it. What is still to be written into
 * the CRM stays whole, and with it what came in one row with its events (`event-blocks.ts`).
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
    `UPDATE call SET told_until = -told_until, blocks = '[]' WHERE ${chosen}`,
  ].map((sql) => db.prepare(sql));
  const blocksOf = db.prepare(`SELECT blocks FROM call WHERE ${chosen}`);
  const loose = db.prepare(`SELECT id FROM event WHERE ${chosen}`);
  const removeIds = db.prepare(
    'DELETE FROM event_id WHERE account = ? AND id IN (SELECT value FROM json_each(?))',
  );
  const blocks = eventBlocks(db);

  function forgetDetails(account: number, callIds: string): void {
    const givenUp = new Map<number, number>();
    for (const { blocks: list } of blocksOf.all(account, callIds) as { blocks: string }[])
      for (const number of JSON.parse(list) as number[]) givenUp.set(number, (givenUp.get(number) ?? 0) + 1);
    const gone = [...blocks.release(account, givenUp), ...(loose.all(account, callIds) as { id: string }[])];
    removeIds.run(account, JSON.stringify(gone.map(({ id }) => id)));
    for (const statement of details) statement.run(account, callIds);
  }
  const bare = db.prepare(`
    DELETE FROM call WHERE account = ? AND call_id IN (
      SELECT call_id FROM call INDEXED BY call_told
      WHERE account = ? AND told_until < 0 AND told_until > ? LIMIT ?)`);

  return db.transaction((account: number, before: ForgetBefore, most: number): number => {
    const found = (stale.all(account, before.details, most) as { call_id: string }[]).map(
      (row) => row.call_id,
    );
    if (found.length > 0) forgetDetails(account, JSON.stringify(found));
    return found.length + bare.run(account, account, -before.calls, most).changes;
  });
}
