import { join } from 'node:path';
import { openPostgres, type PostgresDatabase } from '../../src/gateway/shared/postgres-database';
import { sharedTables } from '../../src/gateway/shared/shared-store';
import { testStore } from '../fakes/store-at-hand';
import { hasPostgres, postgresTest, startPostgres } from './postgres';
import type { Postgres } from './postgres';

jest.setTimeout(60_000);

const line = join(__dirname, '../../dist/gateway/postgres-line.js');
const inDatabase = hasPostgres ? describe : describe.skip;

let postgres: Postgres | undefined;
let db: PostgresDatabase;
beforeAll(async () => {
  if (!hasPostgres) return;
  postgres = await startPostgres();
  db = openPostgres({ address: postgres.address, line });
});
afterAll(async () => {
  if (!hasPostgres) return;
  db.close();
  await postgres?.remove();
});

/** Whose folder the tables now are of. */
let shown = '';
testStore((folder, now, logging) => {
  if (folder !== shown) db.exec('DROP SCHEMA public CASCADE; CREATE SCHEMA public');
  shown = folder;
  return { ...sharedTables(db, 'me', now, logging).tables, close: () => undefined };
});

/** The embedded store's own tests, of the database that many gateways share. */
inDatabase.each([
  ['calls', '../../src/gateway/call-tables.test'],
  ['events', '../../src/gateway/event-blocks.test'],
  ['the call log', '../../src/gateway/log/log-tables.test'],
  ['dial lists', '../../src/gateway/dial/dial-tables.test'],
  ['what is kept', '../../src/gateway/keep-store-small.test'],
])('%s in PostgreSQL', (_what, file) => {
  jest.requireActual(file);
});

postgresTest('a database of before, with a row for each event, goes on where it stood', () => {
  db.exec('DROP SCHEMA public CASCADE; CREATE SCHEMA public');
  const now = Date.parse('2026-01-31T10:00:00Z');
  const event = (type: 'ringing' | 'answered') => ({
    ...{
      id: `c1-${type}`,
      call_id: 'c1',
      type,
      direction: 'inbound' as const,
      from: '+79991112233',
      to: '1',
    },
    ...{ extensions: ['101'], at: new Date(type === 'ringing' ? now : now + 5000).toISOString() },
  });
  const before = sharedTables(db, 'me', now, false).tables;
  const [rang] = before.append(28, [[event('ringing')]], now).changed;
  db.exec(`
    INSERT INTO event SELECT account, e->>'id', e->>'call_id', e FROM event_block, json_array_elements(body::json) AS e;
    CREATE UNIQUE INDEX event_once ON event (account, id);
    DROP TABLE event_id; DROP TABLE event_block;
    ALTER TABLE call DROP COLUMN blocks; ALTER TABLE counter DROP COLUMN block, DROP COLUMN behind`);
  const { tables } = sharedTables(db, 'me', now, false);
  expect(tables.append(28, [[event('ringing')]], now).counts).toEqual([{ accepted: 0, duplicates: 1 }]);
  const [answered] = tables.append(28, [[event('answered')]], now).changed;
  expect(answered?.picture).toMatchObject({
    ...{ state: 'active', seq: rang!.picture.seq + 1, started_at: new Date(now).toISOString() },
  });
  return Promise.resolve();
});

postgresTest(
  'a transaction in which something fails that nobody looked at writes nothing, and says why',
  () => {
    db.exec('DROP SCHEMA public CASCADE; CREATE SCHEMA public; CREATE TABLE word (id INTEGER, text TEXT)');
    const put = db.prepare('UPDATE word SET text = ? WHERE id = ?');
    const add = db.prepare('INSERT INTO word (id, text) VALUES (?, ?)');
    const words = db.prepare('SELECT text FROM word ORDER BY id');
    add.run(1, 'before');
    const change = db.transaction((id: unknown) => {
      const changed = put.run('after', 1);
      put.run('never', id);
      put.run('nor this', 1);
      return changed;
    });
    expect(() => change('no number')).toThrow(/invalid input syntax/);
    expect(words.all()).toEqual([{ text: 'before' }]);
    // And the next one is whole: what it changed it knows afterwards too.
    expect(change(2).changes).toBe(1);
    expect(words.all()).toEqual([{ text: 'nor this' }]);
    return Promise.resolve();
  },
);

postgresTest('a call’s events are found by the whole key, however many others the account has', () => {
  db.exec('DROP SCHEMA public CASCADE; CREATE SCHEMA public');
  sharedTables(db, 'me', 1, false);
  const way = db
    .prepare(
      'EXPLAIN SELECT body FROM event WHERE account = ? AND call_id IN (SELECT value FROM json_each(?))',
    )
    .all(28, '["a", "b"]');
  expect(JSON.stringify(way)).toMatch(/Index Cond: \(\(account = [^)]+\) AND \(call_id = ANY/);
  return Promise.resolve();
});
