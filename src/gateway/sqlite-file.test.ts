import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isDiskFull, openSqliteFile, plainly } from './sqlite-file';

const folder = mkdtempSync(join(tmpdir(), 'sqlite-'));
afterAll(() => rmSync(folder, { recursive: true }));

const thrownBy = (work: () => unknown): unknown => {
  try {
    return work();
  } catch (error) {
    return error;
  }
};
/** A file that may grow no further. */
function full(name: string) {
  const db = openSqliteFile(join(folder, name));
  db.exec('CREATE TABLE kept (word TEXT NOT NULL UNIQUE)');
  db.pragma('max_page_count = 3');
  const put = db.prepare('INSERT INTO kept VALUES (?)');
  const words = (): unknown[] => db.prepare('SELECT word FROM kept').all();
  return { db, put: (word: string) => put.run(word), words };
}
const long = 'x'.repeat(20_000);

test('a transaction that finds the disk full says so, leaves nothing behind, and the next one is done', () => {
  const { db, put, words } = full('full.db');
  const both = db.transaction((...all: string[]) => all.map(put).length);
  for (const run of [() => both('short', long), () => both.immediate('short', long)]) {
    const error = thrownBy(run);
    expect(error).toMatchObject({ code: 'SQLITE_FULL', message: 'database or disk is full' });
    expect(isDiskFull(error)).toBe(true);
    expect(words()).toEqual([]);
  }
  expect(both.immediate('one', 'two')).toBe(2);
  expect(words()).toHaveLength(2);
  db.close();
});

test('a transaction that fails for another reason is taken back as a whole', () => {
  const { db, put, words } = full('twice.db');
  const error = thrownBy(() => db.transaction(() => ['one', 'one'].map(put)).immediate());
  expect(String((error as { code?: unknown }).code)).toMatch(/^SQLITE_CONSTRAINT/);
  expect(isDiskFull(error)).toBe(false);
  expect(() =>
    db
      .transaction(() => {
        put('two');
        throw new Error('thought better of it');
      })
      .immediate(),
  ).toThrow('thought better of it');
  expect(words()).toEqual([]);
  db.close();
});

test('an error of the database keeps its words on the way to another thread', () => {
  const { db } = full('words.db');
  expect(structuredClone(thrownBy(() => db.exec('no such thing')))).not.toHaveProperty('message');
  const error = structuredClone(thrownBy(() => plainly(() => db.exec('no such thing'))));
  expect(error).toHaveProperty('message', expect.stringContaining('syntax error'));
  expect(plainly(() => 1)).toBe(1);
  db.close();
});

test('a file that is damaged is refused by its name, with what to do', () => {
  const file = join(folder, 'damaged.db');
  writeFileSync(file, 'x'.repeat(9000));
  expect(() => openSqliteFile(file)).toThrow(
    `${file} cannot be opened, file is not a database: where it is damaged`,
  );
  expect(() => openSqliteFile(folder)).toThrow(`${folder} cannot be opened`);
});
