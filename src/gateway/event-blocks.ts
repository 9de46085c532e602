import type { CallEvent } from '../domain/call';
import type { SqlDatabase } from './sql-database';

/** Events of one row: with more there are fewer rows, with fewer a call's events are found beside fewer others. */
export const mostInBlock = 100;

/** A list in pieces that are stored in one row each. */
export function inBlocks<T>(list: readonly T[]): readonly (readonly T[])[] {
  const blocks: (readonly T[])[] = [];
  for (let from = 0; from < list.length; from += mostInBlock)
    blocks.push(list.slice(from, from + mostInBlock));
  return blocks;
}

export interface NewBlock {
  readonly number: number;
  /** How many calls have it in their row. */
  readonly calls: number;
  /** JSON of a list of events. */
  readonly text: string;
}

/** A row as it was stored. */
export interface EventBlock {
  readonly number: number;
  /** When it came, ms since 1970; 0 in stores of before. */
  readonly at: number;
  readonly events: readonly CallEvent[];
}

type BlockRow = Omit<EventBlock, 'events'> & { readonly body: string };

const blockOf = ({ number, at, body }: BlockRow): EventBlock => ({
  number,
  at,
  events: JSON.parse(body) as CallEvent[],
});

/** JSON of numbers as a table that SQL may join. */
const rowsOf = (numbers: Iterable<number>): string => JSON.stringify([...numbers].map((number) => [number]));

/**
 * Events as they came, many of them in a row: a row, with its place in two trees, for each event costs three times as
 * much. A call's row names the blocks in which its events are; a block goes with the last of its calls.
 */
export function eventBlocks(db: SqlDatabase) {
  const insert = db.prepare(
    'INSERT INTO event_block (account, number, calls, body, at) VALUES (?, ?, ?, ?, ?)',
  );
  const named = '(SELECT CAST(value->>0 AS INTEGER) FROM json_each(?))';
  const bodies = db.prepare(
    `SELECT number, at, body FROM event_block WHERE account = ? AND number IN ${named}`,
  );
  const late = db.prepare(
    'SELECT number, at, body FROM event_block WHERE account = ? AND number > ? ORDER BY number',
  );
  const released = db.prepare(`
    UPDATE event_block SET calls = calls - gone.many
    FROM (SELECT CAST(value->>0 AS INTEGER) AS number, CAST(value->>1 AS INTEGER) AS many FROM json_each(?)) AS gone
    WHERE account = ? AND event_block.number = gone.number`);
  const empty = db.prepare(
    `SELECT number, body FROM event_block WHERE account = ? AND calls <= 0 AND number IN ${named}`,
  );
  const remove = db.prepare(`DELETE FROM event_block WHERE account = ? AND number IN ${named}`);

  return {
    put(account: number, blocks: readonly NewBlock[], at: number): void {
      for (const { number, calls, text } of blocks) insert.run(account, number, calls, text, at);
    },
    /** With the events of other calls, too. */
    read: (account: number, numbers: ReadonlySet<number>): readonly EventBlock[] =>
      numbers.size === 0 ? [] : (bodies.all(account, rowsOf(numbers)) as BlockRow[]).map(blockOf),
    /** Blocks that came after this one. */
    after: (account: number, number: number): readonly EventBlock[] =>
      (late.all(account, number) as BlockRow[]).map(blockOf),
    /** `given up`: how many calls need each block no more. Returns the events of the blocks that nobody needs, which are gone. */
    release(account: number, givenUp: ReadonlyMap<number, number>): readonly CallEvent[] {
      released.run(JSON.stringify([...givenUp]), account);
      const rows = empty.all(account, rowsOf(givenUp.keys())) as { number: number; body: string }[];
      remove.run(account, rowsOf(rows.map(({ number }) => number)));
      return rows.flatMap(({ body }) => JSON.parse(body) as CallEvent[]);
    },
  };
}

export type EventBlocks = ReturnType<typeof eventBlocks>;
