import type { CallEvent } from '../domain/call';
import type { CallPicture } from '../protocol/agent-socket';
import { withSeq } from './appended-text';
import { bulkRows, type CallRow } from './bulk-rows';
import { foldOf, isAsBefore, mostEvents, type CallFolds, type FoldedCall } from './call-folds';
import type { Changed, Counts } from './call-store';
import { inBlocks, type EventBlocks } from './event-blocks';
import type { LastTalks } from './last-talks';
import type { LateRow, LateRows } from './late-rows';
import type { LogTables } from './log/log-tables';
import type { SqlDatabase } from './sql-database';

/** Where an account's numbers stand. */
export interface Counter {
  /** Of the last picture. */
  readonly seq: number;
  /** Of the last block. */
  readonly block: number;
}

interface Need {
  readonly folds: CallFolds;
  readonly blocks: EventBlocks;
  readonly talks: LastTalks;
  /** Undefined: ended calls are not written into the CRM. */
  readonly log: LogTables | undefined;
  /** Undefined: every row is written at once. */
  readonly late: LateRows | undefined;
  readonly counterOf: (account: number) => Counter;
}

interface News {
  before: FoldedCall | undefined;
  readonly events: CallEvent[];
  readonly blocks: number[];
}

/** What the transaction has done. */
export interface Written {
  readonly counts: readonly Counts[];
  readonly changed: readonly Changed[];
  /** Calls whose rows are to be written later. */
  readonly waiting: readonly LateRow[];
  /** Calls whose rows say all. */
  readonly done: readonly CallRow[];
  /** How many events were new. */
  readonly fresh: number;
}

/** Whether more news of the call is likely, and its events are not too many to be kept in memory. */
const mayWait = ({ stage, fold }: CallRow): boolean => stage !== 'ended' && fold.events.length <= mostEvents;

/** Those of the events that no event with their id was before, and how many of each batch. */
function newOnes(batches: readonly (readonly CallEvent[])[], seen: Set<string>) {
  const fresh: CallEvent[] = [];
  const counts = batches.map((events) => {
    const before = fresh.length;
    for (const event of events) {
      if (seen.has(event.id)) continue;
      seen.add(event.id);
      fresh.push(event);
    }
    const accepted = fresh.length - before;
    return { accepted, duplicates: events.length - accepted };
  });
  return { fresh, counts };
}

/** Puts batches of events, and all that follows from them, on the disk: to be called within one transaction. */
export function appendEvents(db: SqlDatabase, need: Need) {
  const { folds, blocks, talks, log, late, counterOf } = need;
  const add = bulkRows(db);
  const known = db.prepare(
    'SELECT id FROM event_id WHERE account = ? AND id IN (SELECT value FROM json_each(?))',
  );
  const putCounter = db.prepare(
    'INSERT OR REPLACE INTO counter (account, seq, block, behind) VALUES (?, ?, ?, ?)',
  );

  /** Seldom has one of them come before: that is looked for only when the table turns the others away for it. */
  function storeIds(account: number, batches: readonly (readonly CallEvent[])[]) {
    const all = batches.flat();
    if (add.ids(account, all)) {
      const counts = batches.map(({ length }) => ({ accepted: length, duplicates: 0 }));
      return { fresh: all, counts, isWhole: true };
    }
    const ids = JSON.stringify(all.map(({ id }) => id));
    const stored = (known.all(account, ids) as { id: string }[]).map(({ id }) => id);
    const { fresh, counts } = newOnes(batches, new Set(stored));
    if (!add.ids(account, fresh)) throw new Error('the events cannot be told from those that are stored');
    return { fresh, counts, isWhole: false };
  }

  /** By call; `block`: number of the last one before them. */
  function newsOf(account: number, cut: readonly (readonly CallEvent[])[], block: number) {
    const news = new Map<string, News>();
    const cold: string[] = [];
    let number = block;
    for (const events of cut) {
      number += 1;
      for (const event of events) {
        const { call_id: callId } = event;
        const call = news.get(callId);
        if (call === undefined) {
          const before = folds.atHand(account, callId);
          if (before === undefined) cold.push(callId);
          news.set(callId, { before, events: [event], blocks: [number] });
        } else {
          call.events.push(event);
          if (call.blocks[call.blocks.length - 1] !== number) call.blocks.push(number);
        }
      }
    }
    if (cold.length > 0)
      for (const [callId, before] of folds.read(account, cold)) {
        const call = news.get(callId);
        if (call !== undefined) call.before = before;
      }
    return news;
  }

  /** `texts`: JSON of the list of all events in blocks, where it is at hand. */
  return (
    account: number,
    batches: readonly (readonly CallEvent[])[],
    at: number,
    texts: readonly string[] | undefined,
  ): Written => {
    const { fresh, counts, isWhole } = storeIds(account, batches);
    const first = counterOf(account);
    const cut = inBlocks(fresh);
    let { seq } = first;
    const changed: Changed[] = [];
    const waiting: LateRow[] = [];
    const done: CallRow[] = [];
    const rows: CallRow[] = [];
    const ended: CallPicture[] = [];
    const loose: CallEvent[] = [];
    /** Calls of each block. */
    const inBlock = cut.map(() => 0);

    for (const [callId, { before, events, blocks: numbers }] of newsOf(account, cut, first.block)) {
      const { fold, state } =
        before === undefined
          ? foldOf(events, numbers)
          : foldOf([...before.events, ...events], [...before.blocks, ...numbers]);
      if (state === undefined) {
        loose.push(...events);
        continue;
      }
      for (const number of numbers) {
        const index = number - first.block - 1;
        inBlock[index] = (inBlock[index] ?? 0) + 1;
      }
      const isNews = !isAsBefore(fold, before);
      if (isNews) {
        seq += 1;
        const picture: CallPicture = Object.assign(state, { seq });
        changed.push({ picture, rooms: fold.rooms, text: withSeq(fold.text, seq) });
        if (state.state === 'ended') ended.push(picture);
      }
      const old = isNews ? undefined : late?.get(account, callId);
      const [block = 0] = numbers;
      const row = { callId, fold, stage: state.state, seq: old?.seq ?? seq, at: old?.at ?? at, block };
      if (!isNews && old === undefined) add.blocks(account, callId, fold.blocks);
      else if (late !== undefined && mayWait(row)) {
        waiting.push(row);
        continue;
      } else rows.push(row);
      done.push(row);
    }
    const textOf = (events: readonly CallEvent[], index: number): string =>
      (isWhole ? texts?.[index] : undefined) ?? JSON.stringify(events);
    blocks.put(
      account,
      cut.flatMap((events, index) => {
        const calls = inBlock[index] ?? 0;
        return calls === 0 ? [] : [{ number: first.block + 1 + index, calls, text: textOf(events, index) }];
      }),
      at,
    );
    add.events(account, loose);
    add.calls(account, rows);
    log?.ended(account, ended, at);
    talks.ended(account, ended);
    const block = first.block + cut.length;
    // Of rows that this transaction writes some count still as late: the next one knows better.
    const firstLate = late?.first(account) ?? waiting[0]?.block ?? block + 1;
    if (cut.length > 0) putCounter.run(account, seq, block, block + 1 - firstLate);
    return { counts, changed, waiting, done, fresh: fresh.length };
  };
}
