import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { usualRules as rules } from '../../dialing/dial-entry';
import { storeIn } from '../../../test/fakes/store-at-hand';
import type { CallTables } from '../call-tables';

const account = 28;
const now = Date.parse('2026-03-03T09:00:00Z');
const second = 1000;
const [anna, boris] = [1, 2];
let folder: string;
let tables: CallTables;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'dial-'));
  tables = storeIn(folder, now);
});
afterEach(() => {
  tables.close();
  rmSync(folder, { recursive: true });
});

const phone = (index: number): string => `+7495000${String(index).padStart(4, '0')}`;
const add = (user: number, ...indexes: number[]) =>
  tables.dial.add(
    account,
    user,
    indexes.map((index) => ({ name: `Client ${index}`, company: '', link: null, phones: [phone(index)] })),
    now,
  );
const start = (user: number, driver = `d${user}`) =>
  tables.dial.set(account, user, { run: { driver, since: now, paused: null } });
const claim = (user: number, at = now, driver = `d${user}`, id?: string) =>
  tables.dial.claim(account, user, { driver, ...(id !== undefined && { id }) }, at, rules);
const called = (user: number, at = now): string => {
  const got = claim(user, at);
  return 'call' in got ? got.call.name : got.none;
};
const over = (user: number, outcome: 'answered' | 'busy' | 'untried', at = now) => {
  const open = claim(user, at);
  if (!('open' in open)) throw new Error('no call is open');
  tables.dial.over(account, user, open.open.attempt!.id, { outcome, seconds: 5 }, at, rules);
};
const list = (user: number, since = 0) => tables.dial.since(account, user, since, 2000, now);
const names = (user: number): string[] =>
  [...list(user).entries].sort((a, b) => a.rank - b.rank).map(({ name }) => name);
const idOf = (user: number, name: string): string =>
  list(user).entries.find((entry) => entry.name === name)!.id;

test('a number is taken once; one without a phone and one that must not be called are counted', () => {
  tables.dial.add(account, anna, [{ name: 'Banned', company: '', link: null, phones: [phone(9)] }], now);
  tables.dial.word(account, anna, idOf(anna, 'Banned'), { is: 'forbidden' }, now);
  expect(add(anna, 1, 2, 1)).toEqual({ added: 2, duplicates: 1, forbidden: 0, noPhone: 0 });
  expect(add(boris, 9, 1)).toEqual({ added: 1, duplicates: 0, forbidden: 1, noPhone: 0 });
  expect(
    tables.dial.add(account, boris, [{ name: 'None', company: '', link: null, phones: [] }], now),
  ).toMatchObject({ noPhone: 1 });
});

test('two agents with overlapping lists never ring one person, and a person let go is free at once', () => {
  add(anna, 1, 2);
  add(boris, 1, 3);
  start(anna);
  start(boris);
  expect(called(anna)).toBe('Client 1');
  expect(called(boris)).toBe('Client 3');
  over(boris, 'answered');
  expect(called(boris)).toBe('nobody');
  expect(list(boris).entries.find(({ name }) => name === 'Client 1')).toMatchObject({ why: 'taken' });
  // Nothing has left Anna's computer: the person goes back to everybody.
  over(anna, 'untried');
  expect(called(boris)).toBe('Client 1');
});

test('one call at a time for a user, and one browser that dials', () => {
  add(anna, 1, 2);
  expect(called(anna)).toBe('stopped');
  start(anna);
  expect(called(anna)).toBe('Client 1');
  expect(called(anna)).toBe('open');
  expect(claim(anna, now, 'another')).toMatchObject({ none: 'elsewhere' });
  over(anna, 'busy');
  start(anna, 'another');
  expect(claim(anna)).toMatchObject({ none: 'elsewhere' });
  expect(claim(anna, now, 'another')).toMatchObject({ call: { name: 'Client 2' } });
});

test('a set time goes to the top when it comes; until then the list goes on', () => {
  add(anna, 1, 2, 3);
  start(anna);
  tables.dial.word(account, anna, idOf(anna, 'Client 3'), { is: 'callback', at: now + 60 * second }, now);
  expect(called(anna)).toBe('Client 1');
  over(anna, 'answered');
  expect(called(anna, now + 61 * second)).toBe('Client 3');
});

test('a row is moved anywhere, however often, and the whole list may be cleared and brought back', () => {
  add(anna, 1, 2, 3, 4);
  tables.dial.move(account, anna, idOf(anna, 'Client 4'), idOf(anna, 'Client 1'));
  tables.dial.move(account, anna, idOf(anna, 'Client 1'), null);
  expect(names(anna)).toEqual(['Client 4', 'Client 2', 'Client 3', 'Client 1']);
  for (let turn = 0; turn < 200; turn += 1) {
    const [first, second, third] = names(anna);
    tables.dial.move(account, anna, idOf(anna, third!), idOf(anna, second!));
    expect(names(anna).slice(0, 3)).toEqual([first, third, second]);
  }
  const { mark } = tables.dial.remove(account, anna, undefined, now + 1);
  expect(names(anna)).toEqual([]);
  tables.dial.restore(account, anna, mark);
  expect(names(anna)).toHaveLength(4);
});

test('a cursor brings what has changed since, removals too, and outlives the process', () => {
  add(anna, 1, 2);
  const { rev } = list(anna);
  const gone = idOf(anna, 'Client 2');
  tables.dial.remove(account, anna, [gone], now + 1);
  tables.close();
  tables = storeIn(folder, now);
  expect(list(anna, rev)).toMatchObject({ entries: [], removed: [gone], more: false });
  expect(names(anna)).toEqual(['Client 1']);
  expect(list(boris).entries).toEqual([]);
});

describe('a browser died and nobody knows what became of its call', () => {
  const event = (type: 'ringing' | 'ended', more: object = {}) =>
    tables.append(
      account,
      [
        [
          {
            ...{ id: `c1-${type}`, call_id: 'c1', type, direction: 'outbound', from: '+74950000000' },
            ...{ to: phone(1), extensions: ['101'], at: new Date(now + second).toISOString(), ...more },
          },
        ],
      ],
      now + second,
    );
  const settle = (after: number) => {
    const open = claim(anna);
    if (!('open' in open)) throw new Error('no call is open');
    return tables.dial.settle(account, anna, '101', open.open.attempt!.id, now + after, rules).settled;
  };
  beforeEach(() => {
    add(anna, 1);
    start(anna);
    expect(called(anna)).toBe('Client 1');
  });

  test('the PBX has never heard of it: the number waits again, and the try does not count', () => {
    expect(settle(second)).toBe('live');
    expect(settle(10 * second)).toBe('never');
    expect(list(anna).entries).toMatchObject([{ state: 'waiting', tries: [] }]);
    expect(called(anna)).toBe('Client 1');
  });

  test('the PBX still has it: nobody dials over it', () => {
    event('ringing');
    expect(settle(60 * second)).toBe('live');
    expect(called(anna)).toBe('open');
  });

  test('the PBX has ended it: its word counts, once', () => {
    event('ringing');
    event('ended', { disposition: 'busy', duration: 0 });
    expect(settle(10 * second)).toBe('over');
    expect(list(anna).entries).toMatchObject([
      { state: 'waiting', tries: [{ outcome: 'busy', callId: 'c1' }] },
    ]);
  });
});

test('the status that the agent files stands above what the line said', () => {
  add(anna, 1, 2);
  start(anna);
  for (const [index, status] of [
    [1, 5],
    [2, 1],
  ] as const) {
    const got = claim(anna);
    if (!('call' in got)) throw new Error('nothing to call');
    tables.dial.placed(account, anna, got.call.attempt!.id, `c${index}`);
    over(anna, 'answered');
    tables.dial.filed(account, anna, `c${index}`, status, now, rules);
  }
  expect([...list(anna).entries].sort((a, b) => a.rank - b.rank)).toMatchObject([
    { end: 'wrong' },
    { state: 'waiting', tries: [{ outcome: 'machine', callId: 'c2' }] },
  ]);
});
