import { postgresSql } from './postgres-sql';

const sql = postgresSql();
const table = sql.schema(`
  CREATE TABLE IF NOT EXISTS a (user INTEGER NOT NULL, b REAL, c TEXT, PRIMARY KEY (user, b)) WITHOUT ROWID;
  CREATE TABLE IF NOT EXISTS d (e INTEGER PRIMARY KEY, f TEXT)`);

test('tables keep their columns; those that SQLite numbers are numbered', () => {
  expect(table).toBe(`
  CREATE TABLE IF NOT EXISTS a ("user" bigint NOT NULL, b double precision, c TEXT, PRIMARY KEY ("user", b));
  CREATE TABLE IF NOT EXISTS d (e bigint PRIMARY KEY, f TEXT, rowid bigserial)`);
});

test.each([
  ['SELECT c FROM a INDEXED BY i WHERE user = ? AND b > ?', 'SELECT c FROM a WHERE "user" = $1 AND b > $2'],
  [
    'INSERT OR REPLACE INTO a (user, b, c) VALUES (?, ?, ?)',
    'INSERT INTO a ("user", b, c) VALUES ($1, $2, $3) ON CONFLICT ("user", b) DO UPDATE SET c = excluded.c',
  ],
  [
    'INSERT OR REPLACE INTO d (e, f) VALUES (?, ?)',
    'INSERT INTO d (e, f) VALUES ($1, $2) ON CONFLICT (e) DO UPDATE SET f = excluded.f',
  ],
  [
    'INSERT OR IGNORE INTO d (e, f) VALUES (?, ?)',
    'INSERT INTO d (e, f) VALUES ($1, $2) ON CONFLICT DO NOTHING',
  ],
  [
    'SELECT e FROM d WHERE f IN (SELECT value FROM json_each(?))',
    'SELECT e FROM d WHERE f = ANY(ARRAY(SELECT json_array_elements_text($1::json)))',
  ],
  [
    'INSERT INTO d SELECT ?, CAST(value->>1 AS INTEGER) FROM json_each(?)',
    'INSERT INTO d SELECT $1, CAST(value->>1 AS bigint) FROM json_array_elements($2::json) AS each(value)',
  ],
  [
    'INSERT INTO d (e, f) SELECT ?, value FROM json_each(?)',
    'INSERT INTO d (e, f) SELECT $1, json_array_elements_text($2::json)',
  ],
  ["SELECT json_extract(c, '$.at') FROM a", "SELECT (c::json->>'at') FROM a"],
  ['SELECT instr(c, json_quote(?)) > 0 FROM a', 'SELECT strpos(c, to_json($1::text)::text) > 0 FROM a'],
])('%s', (from, to) => {
  expect(sql.statement(from)).toBe(to);
});
