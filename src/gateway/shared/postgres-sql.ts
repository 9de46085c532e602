/** Columns that two tables or more call by a word that PostgreSQL keeps for itself. */
const reserved = /\b(user)\b/g;

const types: readonly (readonly [RegExp, string])[] = [
  [/\bINTEGER\b/g, 'bigint'],
  [/\bREAL\b/g, 'double precision'],
];

const ways: readonly (readonly [RegExp, string])[] = [
  // The planner finds the way by itself: it counts the rows.
  [/ INDEXED BY \w+/g, ''],
  // A list that is made first finds its rows by the whole key; joined, they are sought among all of the account's.
  [/ IN \(SELECT value FROM json_each\(\?\)\)/g, ' = ANY(ARRAY(SELECT json_array_elements_text(?::json)))'],
  [/SELECT \?, value FROM json_each\(\?\)/g, 'SELECT ?, json_array_elements_text(?::json)'],
  [/FROM json_each\(\?\)/g, 'FROM json_array_elements(?::json) AS each(value)'],
  [/json_extract\(([\w.]+), '\$\.(\w+)'\)/g, "($1::json->>'$2')"],
  [/json_quote\(\?\)/g, 'to_json(?::text)::text'],
  [/\binstr\(/g, 'strpos('],
];

const all = (sql: string, changes: readonly (readonly [RegExp, string])[]): string =>
  changes.reduce((text, [from, to]) => text.replace(from, to), sql);

/** Puts SQLite's SQL, as the tables speak it, into PostgreSQL's. Tables first: it learns their keys from them. */
export function postgresSql() {
  const keys = new Map<string, readonly string[]>();

  function table(sql: string): string {
    const [, name] = /CREATE TABLE IF NOT EXISTS (\w+)/.exec(sql) ?? [];
    if (name === undefined) return sql;
    const [, many, one] = /PRIMARY KEY \(([^)]+)\)|(\w+) \w+ PRIMARY KEY/.exec(sql) ?? [];
    keys.set(name, (many ?? one ?? '').split(', '));
    return sql.includes(' WITHOUT ROWID')
      ? sql.replace(' WITHOUT ROWID', '')
      : sql.replace(/\)\s*$/, ', rowid bigserial)');
  }

  /** A row that is there already is left, or takes the new one's values. */
  function instead(sql: string): string {
    const found = /INSERT OR (REPLACE|IGNORE) INTO (\w+) \(([^)]+)\)/.exec(sql);
    if (found === null) return sql;
    const [whole, word, name = '', columns = ''] = found;
    const plain = sql.replace(whole, `INSERT INTO ${name} (${columns})`);
    if (word === 'IGNORE') return `${plain} ON CONFLICT DO NOTHING`;
    const key = keys.get(name) ?? [];
    const others = columns.split(', ').filter((column) => !key.includes(column));
    const values = others.map((column) => `${column} = excluded.${column}`).join(', ');
    return `${plain} ON CONFLICT (${key.join(', ')}) DO UPDATE SET ${values}`;
  }

  const words = (sql: string): string => all(sql, types).replace(reserved, '"$1"');

  return {
    schema: (sql: string): string => sql.split(';').map(table).map(words).join(';'),
    statement(sql: string): string {
      let count = 0;
      return words(all(instead(sql), ways)).replace(/\?/g, () => `$${(count += 1)}`);
    },
  };
}
