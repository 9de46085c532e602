import type Database from 'libsql';
import { checkLengths, fullMessage, noNumber } from './datastore-limits';
import type { DatastoreLimits } from './datastore-limits';

export interface Usage {
  readonly keys: number;
  readonly size: number;
}

const schema = `
  CREATE TABLE IF NOT EXISTS kept (
    app TEXT NOT NULL, key TEXT NOT NULL, value TEXT NOT NULL, until INTEGER, PRIMARY KEY (app, key)
  ) WITHOUT ROWID;
  CREATE INDEX IF NOT EXISTS kept_until ON kept (until) WHERE until IS NOT NULL;
`;

const sizeOf = 'count(*) AS keys, coalesce(sum(length(key) + length(value)), 0) AS size';
const alive = '(until IS NULL OR until > ?)';

/**
 * Values by app and key, until their time is over. `at`: ms since 1970; `ttl`: seconds, 0 keeps for good. Too long a
 * key or value, or more than an app may keep, throws and changes nothing.
 */
export function datastoreTables(db: Database.Database, limits: DatastoreLimits) {
  db.exec(schema);
  const read = db.prepare(`SELECT value, until FROM kept WHERE app = ? AND key = ? AND ${alive}`);
  const write = db.prepare('INSERT OR REPLACE INTO kept (app, key, value, until) VALUES (?, ?, ?, ?)');
  const remove = db.prepare('DELETE FROM kept WHERE app = ? AND key = ?');
  const list = db.prepare(`SELECT key FROM kept WHERE app = ? AND ${alive} ORDER BY key`);
  const measure = db.prepare(`SELECT ${sizeOf} FROM kept WHERE app = ?`);
  const measureAlive = db.prepare(`SELECT ${sizeOf} FROM kept WHERE app = ? AND ${alive}`);
  const old = db.prepare('SELECT value FROM kept WHERE app = ? AND key = ?');
  const forget = db.prepare('DELETE FROM kept WHERE until <= ?');
  /** Size by app; the table is asked once. */
  const sizes = new Map<string, number>();

  const found = (app: string, key: string, at: number) =>
    read.get(app, key, at) as { value: string; until: number | null } | undefined;
  const sizeIn = (app: string): number => sizes.get(app) ?? (measure.get(app) as Usage).size;

  function sweep(at: number): void {
    if (forget.run(at).changes > 0) sizes.clear();
  }

  function put(app: string, key: string, value: string, until: number | null, at: number): void {
    checkLengths(key, value, limits);
    const before = (old.get(app, key) as { value: string } | undefined)?.value;
    const grows = value.length - (before?.length ?? -key.length);
    if (sizeIn(app) + grows > limits.total) sweep(at);
    const size = sizeIn(app) + grows;
    if (grows > 0 && size > limits.total) throw new Error(fullMessage(limits));
    write.run(app, key, value, until);
    sizes.set(app, size);
  }
  const untilOf = (ttl: number, at: number): number | null => (ttl > 0 ? at + ttl * 1000 : null);

  return {
    get: (app: string, key: string, at: number): string | null => found(app, key, at)?.value ?? null,
    set(app: string, key: string, value: string, ttl: number, at: number): true {
      put(app, key, value, untilOf(ttl, at), at);
      return true;
    },
    /** Gives the new value. Without `ttl` the key lives as long as it would have. */
    increment(app: string, key: string, by: number, ttl: number, at: number): number {
      const row = found(app, key, at);
      const value = Number(row?.value ?? 0) + by;
      if (!Number.isFinite(value)) throw noNumber(key);
      put(app, key, String(value), ttl > 0 ? untilOf(ttl, at) : (row?.until ?? null), at);
      return value;
    },
    delete(app: string, key: string): boolean {
      const before = old.get(app, key) as { value: string } | undefined;
      if (before === undefined) return false;
      const size = sizeIn(app) - before.value.length - key.length;
      remove.run(app, key);
      sizes.set(app, size);
      return true;
    },
    keys: (app: string, at: number): readonly string[] =>
      (list.all(app, at) as { key: string }[]).map(({ key }) => key),
    usage(app: string, at: number): Usage {
      const { keys, size } = measureAlive.get(app, at) as Usage;
      return { keys, size };
    },
    sweep,
    /** What was written since may have been taken back. */
    measureAnew: (): void => sizes.clear(),
  };
}

export type DatastoreTables = Omit<ReturnType<typeof datastoreTables>, 'measureAnew'>;
