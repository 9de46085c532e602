import type { SqlDatabase, SqlStatement } from './sql-database';
import type { CallEvent, CallState } from '../domain/call';
import type { FoldedCall } from './call-folds';
import { toldFor } from './told-calls';

/** What a call's row says. */
export interface CallRow {
  readonly callId: string;
  readonly fold: FoldedCall;
  readonly stage: CallState['state'];
  readonly seq: number;
  /** Of its last news, ms since 1970. */
  readonly at: number;
}

/**
 * Writes rows many at a time: one statement takes all of a transaction's rows of one table as JSON, since going over
 * to the database and back costs as much as the row itself.
 */
export function bulkRows(db: SqlDatabase) {
  const ids = db.prepare('INSERT INTO event_id (account, id) SELECT ?, value FROM json_each(?)');
  const events = db.prepare(`
    INSERT INTO event (account, id, call_id, body)
    SELECT ?, value->>'id', value->>'call_id', value FROM json_each(?)`);
  const calls = db.prepare(`
    INSERT OR REPLACE INTO call (account, call_id, seq, state, told_until, rooms, body, blocks)
    SELECT ?, value->>0, CAST(value->>1 AS INTEGER), value->>2, CAST(value->>3 AS INTEGER), value->>4, value->>5, value->>6
    FROM json_each(?)`);
  const blocks = db.prepare('UPDATE call SET blocks = ? WHERE account = ? AND call_id = ?');
  const all = (statement: SqlStatement, account: number, rows: readonly unknown[]): void => {
    if (rows.length > 0) statement.run(account, JSON.stringify(rows));
  };

  return {
    /** False, and nothing done, where one of them is stored already. */
    ids(account: number, rows: readonly CallEvent[]): boolean {
      try {
        all(
          ids,
          account,
          rows.map(({ id }) => id),
        );
        return true;
      } catch (error) {
        if (String((error as { code?: unknown }).code).startsWith('SQLITE_CONSTRAINT')) return false;
        throw error;
      }
    },
    /** Events of calls that have no row yet. */
    events: (account: number, rows: readonly CallEvent[]): void => all(events, account, rows),
    calls(account: number, rows: readonly CallRow[]): void {
      // JSON in JSON goes over as a text: it would be read there, and written anew, once for each column.
      all(
        calls,
        account,
        rows.map(({ callId, fold, stage, seq, at }) => [
          callId,
          seq,
          stage,
          at + toldFor[stage],
          JSON.stringify(fold.rooms),
          fold.text,
          JSON.stringify(fold.blocks),
        ]),
      );
    },
    /** A call whose picture is as it was. */
    blocks: (account: number, callId: string, numbers: readonly number[]): void =>
      void blocks.run(JSON.stringify(numbers), account, callId),
  };
}
