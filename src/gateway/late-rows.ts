import { bulkRows, type CallRow } from './bulk-rows';
import { lateRowsOf } from './catch-up';
import type { EventBlocks } from './event-blocks';
import type { SqlDatabase } from './sql-database';
import { isDiskFull } from './sqlite-file';
import type { StoredCalls } from './stored-calls';

export interface LateRow extends CallRow {
  /** The first block of its last news. */
  readonly block: number;
}

interface Kept {
  row: LateRow;
  /** The first block with an event that the row on the disk does not say. */
  readonly block: number;
  /** Events that the store had taken when it began to be late. */
  readonly came: number;
}

/** Events that may come until a row is written: about as many are read once more after a crash. */
const mostBehind = 20_000;
/** … and between two looks for such rows. */
const betweenLooks = 2_000;

/**
 * Rows of calls that go on: most have more news soon, and a row is written once for all of it. Their events are on the
 * disk at once, and after a crash the rows are made of those. Whoever reads rows of calls that go on has them written
 * first. `counter.behind`: so many of the last blocks hold events that not all rows say. `onRows`: the rows are as they
 * should be after a crash, or, on a full disk, as nearly as they can be now.
 */
export function lateRows(db: SqlDatabase, blocks: EventBlocks, stored: StoredCalls, onRows: () => void) {
  const add = bulkRows(db);
  const readBlock = db.prepare('SELECT block FROM counter WHERE account = ?');
  const putBehind = db.prepare('UPDATE counter SET behind = ? WHERE account = ?');
  const putSeq = db.prepare('UPDATE counter SET behind = 0, seq = ? WHERE account = ?');
  const behind = db.prepare('SELECT account, seq, block, behind FROM counter WHERE behind > 0');
  const accounts = new Map<number, Map<string, Kept>>();
  let came = 0;
  let looked = 0;

  const write = db.transaction((account: number, rows: readonly CallRow[], firstLeft: number | undefined) => {
    add.calls(account, rows);
    const { block } = readBlock.get(account) as { block: number };
    putBehind.run(firstLeft === undefined ? 0 : block - firstLeft + 1, account);
  });

  /** Those that began to be late by then; they come in that order. */
  function writeUntil(account: number, calls: Map<string, Kept>, until: number): void {
    const due: LateRow[] = [];
    let firstLeft: number | undefined;
    for (const kept of calls.values()) {
      if (kept.came > until) {
        firstLeft = kept.block;
        break;
      }
      due.push(kept.row);
    }
    if (due.length === 0) return;
    write.immediate(account, due, firstLeft);
    for (const { callId } of due) calls.delete(callId);
  }

  const catchUp = db.transaction(() => {
    type Row = Record<'account' | 'seq' | 'block' | 'behind', number>;
    for (const { account, seq, block, behind: many } of behind.all() as Row[]) {
      const late = blocks.after(account, block - many);
      const rows = lateRowsOf(late, (callIds) => stored(account, callIds), seq);
      add.calls(account, rows);
      putSeq.run(seq + rows.length, account);
    }
  });
  let isCaughtUp = false;
  /** Before anything else is written: what comes new is put together with what the rows say. */
  function begin(): void {
    if (isCaughtUp) return;
    catchUp.immediate();
    isCaughtUp = true;
    onRows();
  }
  try {
    begin();
  } catch (error) {
    // Nothing can be taken now, but whoever asks for what is there is answered.
    if (!isDiskFull(error)) throw error;
    onRows();
  }

  return {
    /** The first block of the account with an event that not all rows say. */
    first: (account: number): number | undefined => accounts.get(account)?.values().next().value?.block,
    get: (account: number, callId: string): LateRow | undefined => accounts.get(account)?.get(callId)?.row,
    /** Only what is on the disk for good: with events of these rows, and of those that are written. */
    keep(account: number, events: number, rows: readonly LateRow[], written: readonly CallRow[]): void {
      came += events;
      let calls = accounts.get(account);
      if (calls === undefined) accounts.set(account, (calls = new Map<string, Kept>()));
      for (const { callId } of written) calls.delete(callId);
      for (const row of rows) {
        const kept = calls.get(row.callId);
        if (kept === undefined) calls.set(row.callId, { row, block: row.block, came });
        else kept.row = row;
      }
    },
    /** Writes those that have waited long enough. */
    writeDue(): void {
      begin();
      if (came - looked < betweenLooks) return;
      looked = came;
      for (const [account, calls] of accounts) writeUntil(account, calls, came - mostBehind);
    },
    /** Writes all, of one account or of every one. */
    writeAll(...only: readonly number[]): void {
      begin();
      for (const [account, calls] of accounts)
        if (only.length === 0 || only.includes(account)) writeUntil(account, calls, Infinity);
    },
  };
}

export type LateRows = ReturnType<typeof lateRows>;
