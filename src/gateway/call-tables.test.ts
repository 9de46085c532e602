import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'libsql';
import type { CallEvent } from '../domain/call';
import { fileTest, storeIn } from '../../test/fakes/store-at-hand';
import type { CallTables } from './call-tables';
import { toldFor } from './told-calls';

const account = 28;
const start = Date.parse('2026-01-31T10:00:00Z');
let folder: string;
let tables: CallTables;

const open = (now = start) => storeIn(folder, now);
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'calls-'));
  tables = open();
});
afterEach(() => {
  tables.close();
  rmSync(folder, { recursive: true });
});

const event = (
  call: string,
  type: CallEvent['type'],
  extensions: string[],
  more: Partial<CallEvent> = {},
): CallEvent => ({
  id: `${call}-${type}`,
  call_id: call,
  type,
  direction: 'inbound',
  from: '+79991112233',
  to: '+74951234567',
  extensions,
  at: new Date(start).toISOString(),
  ...(type === 'ended' ? { disposition: 'answered' as const, duration: 5 } : {}),
  ...more,
});
const append = (events: CallEvent[], now = start) => tables.append(account, [events], now);
const told = (extension: string, since?: number, now = start) =>
  tables.missed(account, extension, since, now).pictures.map(({ call_id, state }) => `${call_id} ${state}`);
const seqNow = () => tables.missed(account, '', undefined, start).seq;

test('an event that comes twice, in one batch or later, is stored once and changes nothing', () => {
  const ring = event('c1', 'ringing', ['101']);
  expect(append([ring, ring]).counts).toEqual([{ accepted: 1, duplicates: 1 }]);
  const again = tables.append(account, [[ring], [event('c2', 'ringing', ['101']), ring]], start);
  expect(again.counts).toEqual([
    { accepted: 0, duplicates: 1 },
    { accepted: 1, duplicates: 1 },
  ]);
  expect(again.changed.map(({ picture }) => picture.call_id)).toEqual(['c2']);
});

test('the counter grows with changes of pictures only', () => {
  const [first] = append([event('c1', 'ringing', ['101'])]).changed;
  expect(append([event('c1', 'ringing', ['101'], { id: 'again' })]).changed).toEqual([]);
  const [second] = append([event('c1', 'answered', ['101'])]).changed;
  expect(second!.picture.seq).toBe(first!.picture.seq + 1);
  expect(seqNow()).toBe(second!.picture.seq);
});

test('everybody who was ever rung is told of the call to its end', () => {
  append([event('c1', 'ringing', ['101', '102'])]);
  const [answered] = append([event('c1', 'answered', ['102'])]).changed;
  expect([...answered!.rooms].sort()).toEqual(['101', '102']);
  expect(answered!.picture).toMatchObject({ extensions: ['102'], state: 'active' });
});

test('an agent named only later is told of the call though its picture stays the same', () => {
  append([event('c1', 'ringing', ['101']), event('c1', 'answered', ['101']), event('c1', 'ended', ['101'])]);
  const [late] = append([event('c1', 'ringing', ['103'], { id: 'late' })]).changed;
  expect(late?.rooms).toContain('103');
});

describe('a browser that comes (back) is told', () => {
  const minute = 60_000;
  beforeEach(() => {
    append([event('rings', 'ringing', ['101']), event('talks', 'answered', ['101'])]);
    append([event('foreign', 'ringing', ['102'])]);
  });

  test('without a cursor: the live calls of its agent', () => {
    append([event('over', 'ended', ['101'])]);
    expect(told('101')).toEqual(['rings ringing', 'talks active']);
    expect(told('102')).toEqual(['foreign ringing']);
    expect(told('103')).toEqual([]);
  });

  test('with a cursor: the live calls, and those that have ended since', () => {
    append([event('before', 'ended', ['101'])]);
    const since = seqNow();
    append([event('rings', 'ended', ['101'])]);
    expect(told('101', since)).toEqual(['talks active', 'rings ended']);
    expect(told('101', seqNow())).toEqual(['talks active']);
    expect(told('101', 0)).toEqual(['talks active', 'before ended', 'rings ended']);
  });

  test('nothing of a call that ended long ago, of a ring that nobody ended, of a talk of yesterday', () => {
    const since = seqNow();
    append([event('over', 'ended', ['101'])]);
    const at = (ms: number) => told('101', since, start + ms);
    expect(at(toldFor.ringing - 1)).toEqual(['rings ringing', 'talks active', 'over ended']);
    expect(at(toldFor.ringing)).toEqual(['talks active', 'over ended']);
    expect(at(toldFor.ended)).toEqual(['talks active']);
    expect(at(toldFor.active)).toEqual([]);
  });

  test('of a call whose recording comes after its end once, and not when it knows that already', () => {
    append([event('over', 'ended', ['101'])]);
    const since = seqNow();
    const recording_url = 'https://pbx.example/1.mp3';
    append([event('over', 'recorded', ['101'], { recording_url })]);
    const over = 'over ended';
    expect(told('101', since - 1).filter((one) => one === over)).toEqual([over]);
    expect(told('101', since)).toContain(over);
    expect(told('101', seqNow())).not.toContain(over);
    const all = tables.missed(account, '101', since, start).pictures;
    expect(all.find(({ call_id: id }) => id === 'over')).toMatchObject({ seq: seqNow(), recording_url });
  });

  test('of what is still to be told nothing less once others come minutes later', () => {
    const since = seqNow();
    append([event('over', 'ended', ['101'])]);
    append([event('next', 'ringing', ['101'])], start + 2 * minute);
    append([event('last', 'ringing', ['102'])], start + 6 * minute);
    const calls = ['talks active', 'over ended', 'next ringing'];
    expect(told('101', since, start + 6 * minute)).toEqual(calls);
  });

  test('news makes a call fresh again', () => {
    const later = start + 4 * minute;
    append([event('rings', 'ringing', ['104'], { id: 'next in the queue' })], later);
    expect(told('101', undefined, later + 4 * minute)).toContain('rings ringing');
  });

  test('live calls alone when its cursor is of another history', () => {
    append([event('over', 'ended', ['101'])]);
    expect(told('101', Number.MAX_SAFE_INTEGER)).toEqual(['rings ringing', 'talks active']);
  });
});

test('a recording of a call that nobody knows waits until the call is known', () => {
  const recording = event('c1', 'recorded', ['101'], { recording_url: 'https://pbx.example/1.mp3' });
  expect(append([recording]).changed).toEqual([]);
  const [ended] = append([event('c1', 'ended', ['101'])]).changed;
  expect(ended?.picture.recording_url).toBe('https://pbx.example/1.mp3');
});

test('what was stored is there after a restart, and the counter goes on', () => {
  append([event('c1', 'ringing', ['101'])]);
  const seq = seqNow();
  tables.close();
  tables = open(start - 1_000_000);
  expect(told('101')).toEqual(['c1 ringing']);
  expect(append([event('c1', 'answered', ['101'])]).changed[0]?.picture.seq).toBe(seq + 1);
});

test('a store made anew counts on above the cursors of the one before', () => {
  append([event('c1', 'ringing', ['101'])]);
  const old = seqNow();
  tables.close();
  rmSync(folder, { recursive: true });
  folder = mkdtempSync(join(tmpdir(), 'calls-'));
  tables = open(start + 60_000);
  expect(seqNow()).toBeGreaterThan(old);
});

test('accounts do not see each other', () => {
  append([event('c1', 'ringing', ['101'])]);
  expect(tables.missed(29, '101', undefined, start).pictures).toEqual([]);
});

test('who talked with a number last is known in any notation, and not changed by older news or by missed calls', () => {
  const talk = (call: string, extension: string, minutes: number, more: Partial<CallEvent> = {}) =>
    append([
      event(call, 'ended', [extension], {
        at: new Date(start + minutes * 60_000).toISOString(),
        ...more,
      }),
    ]);
  expect(tables.lastTalk(account, '+79991112233')).toBeUndefined();
  talk('c1', '101', 10);
  talk('c2', '102', 5);
  talk('c3', '103', 20, { disposition: 'no_answer', duration: 0 });
  expect(tables.lastTalk(account, '8 (999) 111-22-33')).toEqual({ extension: '101', at: start + 600_000 });
  expect(tables.lastTalk(account + 1, '+79991112233')).toBeUndefined();
});

fileTest('a store of before, with its list of whom calls concern, goes on where it stood', () => {
  append([event('c1', 'ringing', ['101', '102'])]);
  const seq = seqNow();
  tables.close();
  const db = new Database(join(folder, 'calls.db'));
  db.exec(`
    DROP INDEX call_told;
    ALTER TABLE call DROP COLUMN rooms;
    ALTER TABLE call DROP COLUMN told_until;
    CREATE TABLE concern (
      account INTEGER NOT NULL, extension TEXT NOT NULL, call_id TEXT NOT NULL, told_until INTEGER NOT NULL,
      PRIMARY KEY (account, extension, call_id)
    ) WITHOUT ROWID;
    INSERT INTO concern VALUES (28, '101', 'c1', ${start + toldFor.ringing}), (28, '102', 'c1', ${start + toldFor.ringing});
  `);
  db.close();
  tables = open();
  expect([told('101'), told('102'), told('103')]).toEqual([['c1 ringing'], ['c1 ringing'], []]);
  const [answered] = append([event('c1', 'answered', ['102'])]).changed;
  expect(answered!.picture).toMatchObject({ seq: seq + 1, state: 'active' });
  expect([...answered!.rooms].sort()).toEqual(['101', '102']);
});
