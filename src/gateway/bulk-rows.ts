import type { SqlDatabase, SqlStatement } from './sql-database';
import type { CallEvent } from '../domain/call';
import type { Changed } from './call-store';
import { toldFor } from './told-calls';

/** `body`: JSON of the call's state; `blocks`: those in which its events are. */
export type Written = Changed & { readonly body: string; readonly blocks: readonly number[] };

/**
 * Writes rows many at a time: one statement takes all of a transaction's rows of one table as JSON, since going over
 * to the database and back costs as much as the row itself.
 */
export function bulkRows(db: SqlDatabase) {
  const ids = db.prepare('INSERT INTO event_id (account, id) SELECT ?, value->>0 FROM json_each(?)');
  const events = db.prepare(`
    INSERT INTO event (account, id, call_id, body)
    SELECT ?, value->>'id', value->>'call_id', value FROM json_each(?)`);
  const calls = db.prepare(`
    INSERT OR REPLACE INTO call (account, call_id, seq, state, told_until, rooms, body, blocks)
    SELECT ?, value->>0, CAST(value->>1 AS INTEGER), value->>2, CAST(value->>3 AS INTEGER), value->4, value->5, value->6
    FROM json_each(?)`);
  const blocks = db.prepare('UPDATE call SET blocks = ? WHERE account = ? AND call_id = ?');
  const talks = db.prepare(`
    INSERT INTO talk (account, number, extension, at)
    SELECT ?, value->>0, value->>1, CAST(value->>2 AS INTEGER) FROM json_each(?) WHERE true
    ON CONFLICT (account, number) DO UPDATE SET extension = excluded.extension, at = excluded.at
    WHERE excluded.at >= talk.at`);
  const all = (
    statement: SqlStatement,
    account: number,
    rows: readonly unknown[],
    text = JSON.stringify(rows),
  ): void => {
    if (rows.length > 0) statement.run(account, text);
  };

  return {
    /** False, and nothing done, where one of them is stored already. */
    ids(account: number, rows: readonly CallEvent[]): boolean {
      try {
        all(
          ids,
          account,
          rows.map(({ id }) => [id]),
        );
        return true;
      } catch (error) {
        if (String((error as { code?: unknown }).code).startsWith('SQLITE_CONSTRAINT')) return false;
        throw error;
      }
    },
    /** Events of calls that have no row yet. */
    events: (account: number, rows: readonly CallEvent[]): void => all(events, account, rows),
    calls(account: number, changed: readonly Written[], at: number): void {
      const rows = changed.map(
        ({ picture: { call_id: callId, seq, state }, rooms, body, blocks: numbers }) =>
          `[${JSON.stringify(callId)},${seq},"${state}",${at + toldFor[state]},${JSON.stringify(rooms)},${body},[${numbers.join()}]]`,
      );
      all(calls, account, rows, `[${rows.join()}]`);
    },
    /** A call whose picture is as it was. */
    blocks: (account: number, callId: string, numbers: readonly number[]): void =>
      void blocks.run(JSON.stringify(numbers), account, callId),
    /** Number, extension, at. */
    talks(account: number, rows: readonly (readonly [string, string, number])[]): void {
      // Of one number only the newest: many databases take a row once in one statement.
      const newest = new Map<string, (typeof rows)[number]>();
      for (const row of rows) if (row[2] >= (newest.get(row[0])?.[2] ?? -Infinity)) newest.set(row[0], row);
      all(talks, account, [...newest.values()]);
    },
  };
}
