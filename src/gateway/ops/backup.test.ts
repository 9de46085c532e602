import { existsSync, mkdirSync, mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import Database from 'libsql';
import { backup } from './backup';

let folder: string;
let store: string;
beforeEach(() => {
  folder = mkdtempSync(join(tmpdir(), 'backup-'));
  store = join(folder, 'store');
  mkdirSync(join(store, 'accounts', '28'), { recursive: true });
  for (const name of ['calls.db', 'accounts.db']) {
    const db = new Database(join(store, name));
    db.exec(`CREATE TABLE held (name TEXT); INSERT INTO held VALUES ('${name}')`);
    db.close();
  }
  writeFileSync(join(store, 'routing-plan.json'), 'own plan');
  writeFileSync(join(store, 'accounts', '28', 'routing-plan.json'), 'plan of 28');
  writeFileSync(join(store, 'accounts', '28', 'extensions.json'), '{}');
});
afterEach(() => rmSync(folder, { recursive: true }));

test('a copy can stand in the place of the store, routing plans and all', () => {
  const copy = join(folder, 'copies', 'tonight');
  backup(store, copy);
  for (const name of ['calls.db', 'accounts.db']) {
    const db = new Database(join(copy, name));
    expect(db.prepare('SELECT name FROM held').all()).toEqual([{ name }]);
    db.close();
  }
  expect(readFileSync(join(copy, 'routing-plan.json'), 'utf8')).toBe('own plan');
  expect(readFileSync(join(copy, 'accounts/28/routing-plan.json'), 'utf8')).toBe('plan of 28');
  expect(existsSync(join(copy, 'accounts/28/extensions.json'))).toBe(false);
});

test('nothing is copied over what is there, and what a copy before left half is no hindrance', () => {
  const copy = join(folder, 'tonight');
  mkdirSync(`${copy}.part`);
  writeFileSync(join(`${copy}.part`, 'calls.db'), 'half');
  backup(store, copy);
  expect(existsSync(`${copy}.part`)).toBe(false);
  expect(() => backup(store, copy)).toThrow('is there already: give the name of a new folder');
  expect(() => backup(join(folder, 'elsewhere'), `${copy}-2`)).toThrow('there is no store in');
});
