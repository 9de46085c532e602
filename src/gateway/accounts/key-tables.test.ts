import Database from 'libsql';
import { keyTables } from './key-tables';
import { seal } from './seal';

const hour = 3_600_000;
const locked = seal([Buffer.alloc(32, 7)]);
const fresh = () => {
  const db = new Database(':memory:');
  return { db, keys: keyTables(db, locked) };
};

test('a key belongs to one account and to no other', () => {
  const { keys } = fresh();
  const [one, other] = [keys.issue(28, 0), keys.issue(29, 0)];
  expect([keys.accountOf(one.key, 1), keys.accountOf(other.key, 1)]).toEqual([28, 29]);
  expect(keys.accountOf(`${one.key}x`, 1)).toBeUndefined();
});

test('after a rotation both keys are good until the overlap ends, then the new one alone', () => {
  const { keys } = fresh();
  const [old, stranger] = [keys.issue(28, 0), keys.issue(29, 0)];
  const { key } = keys.rotate(28, 1000, hour);
  expect([keys.accountOf(old.key, hour), keys.accountOf(key, hour)]).toEqual([28, 28]);
  expect(keys.newest(28, hour)).toBe(key);
  expect([keys.accountOf(old.key, hour + 1000), keys.accountOf(key, 9 * hour)]).toEqual([undefined, 28]);
  expect(keys.accountOf(stranger.key, 9 * hour)).toBe(29);
});

test('a later rotation never lengthens the life of a key that ends', () => {
  const { keys } = fresh();
  const old = keys.issue(28, 0);
  keys.rotate(28, 0, hour);
  keys.rotate(28, 0, 9 * hour);
  expect(keys.accountOf(old.key, hour)).toBeUndefined();
});

test('a revoked key opens nothing from this moment on, and is not signed with', () => {
  const { keys } = fresh();
  const { id, key } = keys.issue(28, 0);
  expect(keys.revoke(29, id)).toBe(false);
  expect(keys.revoke(28, id)).toBe(true);
  expect([keys.accountOf(key, 1), keys.newest(28, 1)]).toEqual([undefined, undefined]);
});

test('no key lies readable in the file', () => {
  const { db, keys } = fresh();
  const { key } = keys.issue(28, 0);
  expect(JSON.stringify(db.prepare('SELECT * FROM pbx_key').all())).not.toContain(key.slice(8));
});

test('a new sealing key takes over all of them', () => {
  const { db, keys } = fresh();
  const { key } = keys.issue(28, 0);
  expect(keyTables(db, seal([Buffer.alloc(32, 9), Buffer.alloc(32, 7)])).reseal()).toBe(1);
  expect(keyTables(db, seal([Buffer.alloc(32, 9)])).newest(28, 1)).toBe(key);
});
