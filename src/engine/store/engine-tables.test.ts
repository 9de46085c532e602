import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'libsql';
import { openEngineTables } from './engine-tables';
import { messageTables } from './message-tables';

const folder = mkdtempSync(join(tmpdir(), 'engine-tables-'));
afterAll(() => rmSync(folder, { recursive: true }));

const words = 'database or disk is full';
const message = (id: string) => ({ id, assignment: 'a', body: '{}', deadline: 1 });
const limits = { key: 10, value: 20, total: 60 };

/** A message called `last` finds no room: as on a full disk, the whole transaction is taken back with it. */
function onSmallDisk(name: string) {
  const file = join(folder, name);
  const db = new Database(file);
  messageTables(db);
  db.exec(
    `CREATE TRIGGER full BEFORE INSERT ON message WHEN new.id = 'last' BEGIN SELECT RAISE(ROLLBACK, '${words}'); END`,
  );
  db.close();
  return openEngineTables(file, limits);
}

test('what was asked together with something that found no room is not written either, and all hear why', () => {
  const tables = onSmallDisk('together');
  const add = (id: string) => () => tables.messages.add(message(id), 0);
  expect(() => tables.together(['first', 'last', 'behind'].map(add), () => undefined)).toThrow(words);
  expect(tables.messages.counts().unconsumed).toBe(0);
  tables.together([add('first'), add('behind')], () => undefined);
  expect(tables.messages.counts().unconsumed).toBe(2);
  tables.close();
});

test('of several questions one that is refused leaves the others as they are', () => {
  const tables = onSmallDisk('refused');
  const answers = tables.together<unknown>(
    [
      () => tables.messages.add(message('first'), 0),
      () => tables.datastore.set('app', 'a key too long', 'v', 0, 0),
      () => tables.datastore.set('app', 'k', 'v', 0, 0),
    ],
    (error) => (error as Error).message,
  );
  expect(answers).toEqual([undefined, expect.stringContaining('14 characters'), true]);
  expect([tables.messages.counts().unconsumed, tables.datastore.get('app', 'k', 0)]).toEqual([1, 'v']);
  tables.close();
});

test('room that values took which were not written is there again', () => {
  const tables = onSmallDisk('room');
  const fill = (key: string) => () => tables.datastore.set('app', key, 'v'.repeat(19), 0, 0);
  const steps = [fill('a'), fill('b'), fill('c')];
  expect(() =>
    tables.together<unknown>([...steps, () => tables.messages.add(message('last'), 0)], () => undefined),
  ).toThrow(words);
  expect(tables.together<unknown>(steps, (error) => (error as Error).message)).toEqual([true, true, true]);
  tables.close();
});
