import Database from 'libsql';
import { datastoreTables } from './datastore-tables';

const limits = { key: 10, value: 20, total: 60 };
const open = () => datastoreTables(new Database(':memory:'), limits);
const second = 1000;

test('a value is there until its time is over, in seconds', () => {
  const store = open();
  store.set('app', 'k', 'v', 2, 0);
  expect(store.get('app', 'k', 1999)).toBe('v');
  expect(store.get('app', 'k', 2000)).toBeNull();
});

test('without a time to live a value stays', () => {
  const store = open();
  store.set('app', 'k', 'v', 0, 0);
  expect(store.get('app', 'k', 1e12)).toBe('v');
});

test('apps do not see each other', () => {
  const store = open();
  store.set('one', 'k', 'v', 0, 0);
  expect(store.get('other', 'k', 0)).toBeNull();
  expect(store.keys('other', 0)).toEqual([]);
});

test('a counter starts at nothing, starts anew when its time is over, and keeps its time without a new one', () => {
  const store = open();
  expect(store.increment('app', 'n', 1, 10, 0)).toBe(1);
  expect(store.increment('app', 'n', 5, 0, 9 * second)).toBe(6);
  expect(store.increment('app', 'n', 1, 0, 10 * second)).toBe(1);
});

test('what is no number cannot be counted on', () => {
  const store = open();
  store.set('app', 'k', 'text', 0, 0);
  expect(() => store.increment('app', 'k', 1, 0, 0)).toThrow('"k" holds no number');
  expect(store.get('app', 'k', 0)).toBe('text');
});

test.each([
  ['an empty key', '', 'v', 'the key is empty'],
  ['a long key', 'k'.repeat(11), 'v', 'the key has 11 characters, 10 are allowed'],
  ['a long value', 'k', 'v'.repeat(21), 'has 21 characters, 20 are allowed'],
])('%s is refused and changes nothing', (_what, key, value, message) => {
  const store = open();
  expect(() => store.set('app', key, value, 0, 0)).toThrow(message);
  expect(store.usage('app', 0)).toEqual({ keys: 0, size: 0 });
});

test('an app may not fill more than its share; overwriting, deleting and time make room again', () => {
  const store = open();
  const filled = 'v'.repeat(19);
  for (const key of ['a', 'b', 'c']) store.set('app', key, filled, key === 'c' ? 1 : 0, 0);
  expect(() => store.set('app', 'd', 'x', 0, 0)).toThrow('the datastore is full: 60 characters');
  store.set('app', 'a', 'short', 0, 0);
  store.set('app', 'd', 'x', 0, 0);
  expect(store.usage('app', 0)).toEqual({ keys: 4, size: 48 });
  expect(() => store.set('app', 'e', filled, 0, 0)).toThrow('full');
  store.set('app', 'e', filled, 0, second);
  expect(store.keys('app', second)).toEqual(['a', 'b', 'd', 'e']);
  expect(store.delete('app', 'e')).toBe(true);
  expect(store.delete('app', 'e')).toBe(false);
  store.set('app', 'f', filled, 0, second);
});
