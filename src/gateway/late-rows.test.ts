import { cpSync, mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'libsql';
import type { CallEvent } from '../domain/call';
import { prepareCallSchema } from './call-schema';
import { callTables, openCallTables, type CallTables } from './call-tables';
import { openSqliteFile } from './sqlite-file';
import { toldFor } from './told-calls';

const account = 28;
const minute = 60_000;
const start = Date.parse('2026-01-31T10:00:00Z');
let folder: string;
let tables: CallTables;

const open = (now = start): CallTables => openCallTables(join(folder, 'calls.db'), now);
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'late-'));
  tables = open();
});
afterEach(() => {
  tables.close();
  rmSync(folder, { recursive: true });
});

const event = (call: string, type: CallEvent['type'], second = 0, extension = '101'): CallEvent => ({
  ...{ id: `${call}-${type}`, call_id: call, type, direction: 'inbound', from: '+79991112233' },
  ...{ to: '+74951234567', extensions: [extension], at: new Date(start + second * 1000).toISOString() },
  ...(type === 'recorded' ? { recording_url: 'https://pbx.example/1.mp3' } : {}),
});
const append = (events: CallEvent[], at = start) => tables.append(account, [events], at);
const told = (extension: string, at = start, since?: number) =>
  tables.missed(account, extension, since, at).pictures.map(({ call_id, state }) => `${call_id} ${state}`);
const seqNow = () => tables.missed(account, '', undefined, start).seq;
/** What was on the disk when the process was killed. */
function killed(): void {
  const before = folder;
  folder = mkdtempSync(join(tmpdir(), 'late-'));
  cpSync(before, folder, { recursive: true });
  tables.close();
  rmSync(before, { recursive: true });
}
/** … opened again. */
function crash(now = start): void {
  killed();
  tables = open(now);
}
function ask<Row>(sql: string): Row[] {
  const db = new Database(join(folder, 'calls.db'));
  const rows = db.prepare(sql).all() as Row[];
  db.close();
  return rows;
}
const rowsNow = () => ask<{ call_id: string }>('SELECT call_id FROM call').map((row) => row.call_id);
const behindNow = () => ask<{ behind: number }>('SELECT behind FROM counter')[0]!.behind;
const forget = (before: number) => tables.forget(account, { details: before, calls: 0 }, 1000);

test('calls that went on when the process was killed go on, each as it stood', () => {
  append([event('rings', 'ringing'), event('talks', 'ringing'), event('over', 'ringing')]);
  append([event('talks', 'answered', 5, '102'), event('over', 'ended', 5)]);
  const seq = seqNow();
  expect(rowsNow()).toEqual(['over']);
  crash();
  expect(told('101', start, seq)).toEqual(['rings ringing', 'talks active']);
  expect(tables.call(account, 'over')?.state).toBe('ended');
  const [ended] = append([event('talks', 'ended', 65, '102')]).changed;
  expect(ended?.picture).toMatchObject({ started_at: new Date(start).toISOString(), duration: 60 });
  expect([...ended!.rooms].sort()).toEqual(['101', '102']);
  expect(ended!.picture.seq).toBeGreaterThan(seq);
});

test('what was told before the process was killed has a lower seq than what is told after it', () => {
  const [before] = append([event('a', 'ringing')]).changed;
  crash();
  const [after] = tables.missed(account, '101', undefined, start).pictures;
  expect(after!.seq).toBeGreaterThan(before!.picture.seq);
  expect(seqNow()).toBe(after!.seq);
});

test('a crash makes no old ring fresh', () => {
  append([event('old', 'ringing')]);
  append([event('young', 'ringing')], start + 4 * minute);
  crash(start + toldFor.ringing);
  expect(told('101', start + toldFor.ringing)).toEqual(['young ringing']);
});

test('a crash brings back nothing that was forgotten, and takes nothing along that was not', () => {
  append([event('old', 'ringing'), event('young', 'recorded')]);
  append([event('old', 'answered'), event('young', 'ringing')]);
  append([event('young', 'answered')], start + 24 * 60 * minute);
  expect(forget(start + 13 * 60 * minute)).toBe(1);
  const later = start + 25 * 60 * minute;
  append([event('other', 'ringing')], later);
  crash(later);
  expect(told('101', later)).toEqual(['young active', 'other ringing']);
  expect(rowsNow().sort()).toEqual(['old', 'other', 'young']);
  const [ended] = append([event('young', 'ended', 60)], later).changed;
  expect(ended?.picture).toMatchObject({ state: 'ended', recording_url: 'https://pbx.example/1.mp3' });
  expect(forget(start + 48 * 60 * minute)).toBe(2);
  expect(ask('SELECT number FROM event_block')).toEqual([]);
});

test('an event that came before its call counts once after a crash', () => {
  append([event('a', 'recorded'), event('b', 'ringing')]);
  append([event('a', 'ringing')]);
  append([event('b', 'ended')]);
  crash();
  append([event('a', 'ended')]);
  expect(ask('SELECT blocks FROM call ORDER BY call_id')).toEqual([{ blocks: '[2,4]' }, { blocks: '[1,3]' }]);
});

test('a crash takes no call for written because another one of its block is', () => {
  append([event('a', 'recorded')]);
  append([event('a', 'ringing'), event('over', 'ringing')]);
  append([event('over', 'ended')]);
  crash();
  expect(told('101')).toEqual(['a ringing']);
  expect(ask('SELECT blocks FROM call ORDER BY call_id')).toEqual([{ blocks: '[2]' }, { blocks: '[2,3]' }]);
});

test('rows wait for so many events at the most, and not at all where the gateway is stopped', () => {
  append([event('first', 'ringing')]);
  let last = 0;
  const thousand = (): CallEvent[] => Array.from({ length: 1000 }, () => event(`c${(last += 1)}`, 'ringing'));
  for (let round = 0; round < 19; round += 1) append(thousand());
  expect(rowsNow()).toEqual([]);
  const behind = behindNow();
  for (let round = 0; round < 5; round += 1) append(thousand());
  expect(rowsNow()).toContain('first');
  expect(behindNow()).toBeLessThan(behind + 30);
  tables.close();
  expect(rowsNow()).toHaveLength(24_001);
  expect(behindNow()).toBe(0);
  tables = open();
});

test('of an account whose rows are written in part, the others are made after a crash', () => {
  const ring = (call: string) => tables.append(29, [[event(call, 'ringing')]], start);
  const many = (from: number): void =>
    void append(Array.from({ length: 10_000 }, (_none, index) => event(`c${from + index}`, 'ringing')));
  ring('early');
  many(0);
  ring('late');
  many(10_000);
  many(20_000);
  expect(ask('SELECT call_id FROM call WHERE account = 29')).toEqual([{ call_id: 'early' }]);
  crash();
  expect(tables.missed(29, '101', undefined, start).pictures.map((one) => one.call_id)).toEqual([
    'early',
    'late',
  ]);
});

test('an event that changes no picture keeps its seq, and for how long it is told', () => {
  append([event('a', 'ringing'), event('b', 'ringing')]);
  const before = tables.missed(account, '101', undefined, start).pictures;
  append([{ ...event('a', 'ringing'), id: 'again' }], start + 4 * minute);
  tables.close();
  tables = open();
  expect(tables.missed(account, '101', undefined, start).pictures).toEqual(before);
  expect(told('101', start + toldFor.ringing)).toEqual([]);
});

test('a full disk after a crash: nothing can be taken, what is there is told, and once there is room all goes on', () => {
  const calls = Array.from({ length: 100 }, (_none, index) => `c${index}`);
  append([
    event('over', 'ringing'),
    event('over', 'ended', 5),
    ...calls.map((call) => event(call, 'ringing')),
  ]);
  const seq = seqNow();
  killed();
  const db = openSqliteFile(join(folder, 'calls.db'));
  prepareCallSchema(db);
  const [{ page_count: pages }] = db.pragma('page_count') as [{ page_count: number }];
  db.pragma(`max_page_count = ${pages}`);
  tables = callTables(db, start, false);
  const blocks = ask('SELECT number FROM event_block').length;
  expect(told('101', start, seq - 101)).toEqual(['over ended']);
  for (const write of [() => append([event('c1', 'answered', 5)]), () => forget(start)])
    expect(write).toThrow('database or disk is full');
  expect(ask('SELECT number FROM event_block')).toHaveLength(blocks);
  db.pragma(`max_page_count = ${pages + 1000}`);
  append([event('c1', 'answered', 5)]);
  expect(told('101').sort()).toEqual(
    calls.map((call) => `${call} ${call === 'c1' ? 'active' : 'ringing'}`).sort(),
  );
  crash();
  expect(told('101')).toHaveLength(100);
});

test('a call of very many events is not kept in memory for its row', () => {
  append(Array.from({ length: 201 }, (_none, index) => ({ ...event('a', 'ringing'), id: `${index}` })));
  expect(rowsNow()).toEqual(['a']);
});

test('what wrote nothing leaves nothing to be written', () => {
  const torn = { ...event('a', 'ringing'), extensions: undefined } as unknown as CallEvent;
  expect(() => append([event('b', 'ringing'), torn])).toThrow();
  expect(append([event('b', 'answered')]).changed).toHaveLength(1);
  expect(tables.call(account, 'b')).toMatchObject({ state: 'active' });
  expect(tables.call(account, 'a')).toBeUndefined();
});

test('a store of before, whose rows say all, goes on where it stood', () => {
  append([event('a', 'ringing')]);
  tables.close();
  const db = new Database(join(folder, 'calls.db'));
  db.exec('ALTER TABLE counter DROP COLUMN behind; ALTER TABLE event_block DROP COLUMN at');
  db.close();
  tables = open();
  expect(told('101')).toEqual(['a ringing']);
  append([event('a', 'answered', 5)]);
  crash();
  const [ended] = append([event('a', 'ended', 65)]).changed;
  expect(ended?.picture).toMatchObject({ started_at: new Date(start).toISOString(), duration: 60 });
});
