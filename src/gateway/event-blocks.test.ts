import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'libsql';
import type { CallEvent } from '../domain/call';
import { fileTest, storeIn } from '../../test/fakes/store-at-hand';
import type { CallTables } from './call-tables';

const account = 28;
const minute = 60_000;
const start = Date.parse('2026-01-31T10:00:00Z');
let folder: string;
let tables: CallTables;

beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'blocks-'));
  tables = storeIn(folder, start);
});
afterEach(() => {
  tables.close();
  rmSync(folder, { recursive: true });
});

const event = (call: string, type: CallEvent['type'], second: number, extension = '101'): CallEvent => ({
  ...{ id: `${call}-${type}`, call_id: call, type, direction: 'inbound', from: '+79991112233' },
  ...{ to: '+74951234567', extensions: [extension], at: new Date(start + second * 1000).toISOString() },
  ...(type === 'ended' ? { disposition: 'answered' as const } : {}),
});
const append = (events: CallEvent[], at = start) => tables.append(account, [events], at);
/** As after a restart: nothing of it in memory. */
function reopen(): void {
  tables.close();
  tables = storeIn(folder, start);
}
const forget = (before: number): number => tables.forget(account, { details: before, calls: 0 }, 1000);

test('each of many calls that came at once goes on as a whole after a restart', () => {
  const calls = Array.from({ length: 90 }, (_none, index) => `c${index}`);
  append([
    ...calls.map((call) => event(call, 'ringing', 0, '101')),
    ...calls.map((call) => event(call, 'ringing', 1, '102')).map((one) => ({ ...one, id: `${one.id}-2` })),
    ...calls.map((call) => event(call, 'answered', 5, '102')),
  ]);
  reopen();
  const { changed } = append(calls.map((call) => event(call, 'ended', 65, '')));
  expect(changed).toHaveLength(90);
  for (const { picture, rooms } of changed) {
    expect(picture).toMatchObject({ state: 'ended', extensions: ['102'], duration: 60 });
    expect([...rooms].sort()).toEqual(['', '101', '102']);
  }
});

test('a call keeps its events while others that came with them are forgotten', () => {
  append([event('old', 'ended', 0), event('young', 'ringing', 0, '103')]);
  append([event('young', 'answered', 3600)], start + 60 * minute);
  expect(forget(start + 30 * minute)).toBe(1);
  reopen();
  const [ended] = append([event('young', 'ended', 3660, '101')], start + 61 * minute).changed;
  expect(ended?.picture).toMatchObject({ started_at: new Date(start).toISOString(), duration: 60 });
  expect([...ended!.rooms].sort()).toEqual(['101', '103']);
});

/** Rows of a table in the file. */
function rowsIn(...names: string[]): Record<string, number> {
  const db = new Database(join(folder, 'calls.db'));
  const count = (name: string): number =>
    (db.prepare(`SELECT count(*) AS n FROM ${name}`).get() as { n: number }).n;
  const found = Object.fromEntries(names.map((name) => [name, count(name)]));
  db.close();
  return found;
}
const nothing = { event: 0, event_block: 0, event_id: 0 };

fileTest('of forgotten calls no event and no id is left, not of those either that changed nothing', () => {
  append([event('a', 'ringing', 0), event('b', 'ringing', 0)]);
  append([event('a', 'ended', 5), event('b', 'answered', 5)]);
  const again = { ...event('a', 'ended', 5), id: 'again' };
  expect(append([again])).toEqual({ counts: [{ accepted: 1, duplicates: 0 }], changed: [] });
  append([event('b', 'ended', 9)], start + 60 * minute);
  forget(start + 30 * minute);
  expect(rowsIn('event_block')).toEqual({ event_block: 3 });
  forget(start + 120 * minute);
  expect(rowsIn('event', 'event_block', 'event_id')).toEqual(nothing);
});

fileTest('a store of before, with a row for each event, goes on where it stood', () => {
  append([event('a', 'ringing', 0), event('b', 'ringing', 0)]);
  const { seq } = tables.missed(account, '', undefined, start);
  tables.close();
  const db = new Database(join(folder, 'calls.db'));
  db.exec(`
    INSERT INTO event SELECT account, value->>'id', value->>'call_id', value FROM event_block, json_each(body);
    CREATE UNIQUE INDEX event_once ON event (account, id);
    DROP TABLE event_id;
    DROP TABLE event_block;
    ALTER TABLE call DROP COLUMN blocks;
    ALTER TABLE counter DROP COLUMN block;
    ALTER TABLE counter DROP COLUMN behind;
  `);
  db.close();
  tables = storeIn(folder, start);
  expect(append([event('a', 'ringing', 0)]).counts).toEqual([{ accepted: 0, duplicates: 1 }]);
  const [ended] = append([event('a', 'ended', 60, '102')]).changed;
  expect(ended?.picture).toMatchObject({ seq: seq + 1, started_at: new Date(start).toISOString() });
  expect([...ended!.rooms].sort()).toEqual(['101', '102']);
  reopen();
  expect(tables.call(account, 'b')?.state).toBe('ringing');
  forget(start + 60 * minute);
  expect(rowsIn('event', 'event_block', 'event_id')).toEqual(nothing);
});
