import type { DatastoreTables, Usage } from './datastore-tables';

type Answer<T> = T | Promise<T>;

/** The datastore of one app, shared by all its scripts and their workers. Times to live in seconds, 0 for ever. */
export interface Datastore {
  get(key: string): Answer<string | null>;
  set(key: string, value: string, ttl: number): Answer<true>;
  /** Gives the new value. */
  increment(key: string, by: number, ttl: number): Answer<number>;
  delete(key: string): Answer<boolean>;
  keys(): Answer<readonly string[]>;
  usage(): Answer<Usage>;
}

/** Tables that answer at once, or from another thread. */
export type AskedTables = {
  readonly [K in Exclude<keyof DatastoreTables, 'sweep'>]: (
    ...args: Parameters<DatastoreTables[K]>
  ) => Answer<ReturnType<DatastoreTables[K]>>;
};

/** `now`: ms since 1970. */
export const datastoreOf = (tables: AskedTables, app: string, now: () => number): Datastore => ({
  get: (key) => tables.get(app, key, now()),
  set: (key, value, ttl) => tables.set(app, key, value, ttl, now()),
  increment: (key, by, ttl) => tables.increment(app, key, by, ttl, now()),
  delete: (key) => tables.delete(app, key),
  keys: () => tables.keys(app, now()),
  usage: () => tables.usage(app, now()),
});
