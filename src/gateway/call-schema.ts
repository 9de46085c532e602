import type Database from 'libsql';
import type { SqlDatabase } from './sql-database';

const cacheKilobytes = 32_768;
/** 16 MB: a page that changes often is written back into the file once for many commits. */
const walPages = 4_000;

// `event`: events of calls that have no row yet, and of the calls of a store of before; all others are in blocks.
// Each question finds its rows by all columns that it names: the planner, left a choice, takes the key's first one.
const schema = `
  CREATE TABLE IF NOT EXISTS event (
    account INTEGER NOT NULL, id TEXT NOT NULL, call_id TEXT NOT NULL, body TEXT NOT NULL,
    PRIMARY KEY (account, call_id, id)
  ) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS event_id (
    account INTEGER NOT NULL, id TEXT NOT NULL, PRIMARY KEY (account, id)
  ) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS event_block (
    account INTEGER NOT NULL, number INTEGER NOT NULL, calls INTEGER NOT NULL, body TEXT NOT NULL,
    at INTEGER NOT NULL DEFAULT 0, PRIMARY KEY (account, number)
  );
  CREATE TABLE IF NOT EXISTS call (
    account INTEGER NOT NULL, call_id TEXT NOT NULL, seq INTEGER NOT NULL, state TEXT NOT NULL, body TEXT NOT NULL,
    rooms TEXT NOT NULL DEFAULT '[]', told_until INTEGER NOT NULL DEFAULT 0,
    blocks TEXT NOT NULL DEFAULT '[]', PRIMARY KEY (account, call_id)
  ) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS talk (
    account INTEGER NOT NULL, number TEXT NOT NULL, extension TEXT NOT NULL, at INTEGER NOT NULL,
    PRIMARY KEY (account, number)
  ) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS counter (
    account INTEGER PRIMARY KEY, seq INTEGER NOT NULL, block INTEGER NOT NULL DEFAULT 0,
    behind INTEGER NOT NULL DEFAULT 0
  );
`;

/** Stores of before kept whom a call concerns in a table of its own. */
const withoutConcern = `
  BEGIN;
  ALTER TABLE call ADD COLUMN rooms TEXT NOT NULL DEFAULT '[]';
  ALTER TABLE call ADD COLUMN told_until INTEGER NOT NULL DEFAULT 0;
  UPDATE call SET (rooms, told_until) = (
    SELECT json_group_array(extension), coalesce(max(told_until), 0) FROM concern
    WHERE concern.account = call.account AND concern.call_id = call.call_id);
  DROP TABLE concern;
  COMMIT;
`;

/** Stores of before kept each event, and its id, in a row of its own. */
const withoutBlocks = `
  INSERT INTO event_id (account, id) SELECT account, id FROM event;
  DROP INDEX event_once;
  ALTER TABLE call ADD COLUMN blocks TEXT NOT NULL DEFAULT '[]';
  ALTER TABLE counter ADD COLUMN block INTEGER NOT NULL DEFAULT 0;
`;

/** Table and column: stores of before wrote a call's row with each of its events. */
const forLateRows = [
  ['event_block', 'at'],
  ['counter', 'behind'],
] as const;
const withColumn = (table: string, column: string): string =>
  `ALTER TABLE ${table} ADD COLUMN ${column} INTEGER NOT NULL DEFAULT 0`;

const index = 'CREATE INDEX IF NOT EXISTS call_told ON call (account, told_until)';

/**
 * When a commit is on the disk for good: as soon as it returns, or once the caller, who also has the file's log
 * (`…-wal`) copied into the file, has synced it after it. Either way a lost power leaves a whole file, as it was after
 * some commit.
 */
export type Commits = 'durable' | 'synced and copied by the caller';

/** Makes the tables, those of an older store anew. */
export function prepareCallSchema(db: Database.Database, commits: Commits = 'durable'): void {
  db.pragma('journal_mode = WAL');
  db.pragma(`synchronous = ${commits === 'durable' ? 'FULL' : 'NORMAL'}`);
  db.pragma(`cache_size = -${cacheKilobytes}`);
  db.pragma(`wal_autocheckpoint = ${commits === 'durable' ? walPages : 0}`);
  db.exec(schema);
  const has = (name: string): boolean =>
    db.prepare('SELECT 1 AS found FROM sqlite_master WHERE name = ?').get(name) !== undefined;
  if (has('event_once')) db.exec(`BEGIN; ${withoutBlocks} COMMIT;`);
  const columns = db.prepare('SELECT 1 AS found FROM pragma_table_info(?) WHERE name = ?');
  for (const [table, column] of forLateRows)
    if (columns.get(table, column) === undefined) db.exec(withColumn(table, column));
  if (has('concern')) {
    db.exec('CREATE INDEX IF NOT EXISTS concern_call ON concern (account, call_id)');
    db.exec(withoutConcern);
  }
  db.exec(index);
}

/** In a database that keeps its own house, within a transaction: makes the tables, those of an older store anew. */
export function prepareSharedSchema(db: SqlDatabase): void {
  db.exec(schema);
  db.exec(index);
  const isOlder = db.prepare("SELECT 1 AS found FROM pg_indexes WHERE indexname = 'event_once'").get();
  if (isOlder !== undefined) db.exec(withoutBlocks);
  const columns = db.prepare(`
    SELECT 1 AS found FROM information_schema.columns
    WHERE table_schema = current_schema() AND table_name = ? AND column_name = ?`);
  for (const [table, column] of forLateRows)
    if (columns.get(table, column) === undefined) db.exec(withColumn(table, column));
  // It would try to make each block smaller, which takes longer than writing it.
  db.exec('ALTER TABLE event_block ALTER COLUMN body SET STORAGE EXTERNAL');
}
