/** A statement of SQLite's SQL, with a `?` for each of its values. */
export interface SqlStatement {
  run(...values: readonly unknown[]): { readonly changes: number };
  /** The first row. */
  get(...values: readonly unknown[]): unknown;
  all(...values: readonly unknown[]): unknown[];
}

/**
 * What the tables need of a database: SQLite's own interface, which one PostgreSQL for many machines has too. A
 * statement that fails undoes itself alone; the error's `code` begins with `SQLITE_CONSTRAINT` where a row is there.
 */
export interface SqlDatabase {
  exec(sql: string): unknown;
  prepare(sql: string): SqlStatement;
  /** Of those that write one is under way at a time. */
  transaction<Values extends unknown[], Result>(
    work: (...values: Values) => Result,
  ): ((...values: Values) => Result) & { immediate(...values: Values): Result };
  close(): unknown;
}
