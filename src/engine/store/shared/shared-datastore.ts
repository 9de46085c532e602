import { checkLengths, fullMessage, noNumber } from '../datastore-limits';
import type { DatastoreLimits } from '../datastore-limits';
import type { EngineTables } from '../engine-tables';
import type { Remote } from '../store-talk';
import type { Lane } from './database';

interface Kept {
  readonly value: string;
  readonly until: number | null;
}

const alive = '(until IS NULL OR until > $2)';

/** The datastore in a database that engines share: what one engine's script keeps, another's finds. */
export function sharedDatastore(lane: Lane, limits: DatastoreLimits): Remote<EngineTables['datastore']> {
  const untilOf = (ttl: number, at: number): number | null => (ttl > 0 ? at + ttl * 1000 : null);
  const rowOf = async (app: string, key: string): Promise<Kept | undefined> => {
    const [row] = await lane.rows<Kept>(
      'kept',
      'SELECT value, until::float8 AS until FROM engine_kept WHERE app = $1 AND key = $2',
      [app, key],
    );
    return row;
  };

  /** False: another engine was quicker. `expected`: undefined for whatever may be there. */
  async function put(
    ...[app, key, value, until, at, expected]: [
      app: string,
      key: string,
      value: string,
      until: number | null,
      at: number,
      expected?: string | null,
    ]
  ): Promise<boolean> {
    checkLengths(key, value, limits);
    if ((key + value).includes('\0'))
      throw new Error(`"${key.replaceAll('\0', '\\0')}": a database that engines share keeps no \\0`);
    const [row] = await lane.rows<{ outcome: string }>(
      'put',
      'SELECT engine_put($1, $2, $3, $4, $5, $6, $7, $8) AS outcome',
      [app, key, value, until, at, limits.total, expected === undefined, expected ?? null],
    );
    if (row?.outcome === 'full') throw new Error(fullMessage(limits));
    return row?.outcome === 'kept';
  }

  const count: Remote<EngineTables['datastore']>['increment'] = async (app, key, by, ttl, at) => {
    for (;;) {
      const row = await rowOf(app, key);
      const isAlive = row !== undefined && (row.until === null || row.until > at);
      const value = Number(isAlive ? row.value : 0) + by;
      if (!Number.isFinite(value)) throw noNumber(key);
      const until = ttl > 0 ? untilOf(ttl, at) : isAlive ? row.until : null;
      if (await put(app, key, String(value), until, at, row?.value ?? null)) return value;
    }
  };
  /** Counting is reading and writing: those of one engine would only be in each other's way. */
  let counting: Promise<number> = Promise.resolve(0);

  return {
    async get(app, key, at) {
      const row = await rowOf(app, key);
      return row === undefined || (row.until !== null && row.until <= at) ? null : row.value;
    },
    async set(app, key, value, ttl, at) {
      await put(app, key, value, untilOf(ttl, at), at);
      return true;
    },
    increment(...given) {
      counting = counting.then(
        () => count(...given),
        () => count(...given),
      );
      return counting;
    },
    async delete(app, key) {
      const [row] = await lane.rows<{ gone: boolean }>('drop', 'SELECT engine_drop($1, $2) AS gone', [
        app,
        key,
      ]);
      return row?.gone === true;
    },
    async keys(app, at) {
      const rows = await lane.rows<{ key: string }>(
        'keys',
        `SELECT key FROM engine_kept WHERE app = $1 AND ${alive} ORDER BY key COLLATE "C"`,
        [app, at],
      );
      return rows.map(({ key }) => key);
    },
    async usage(app, at) {
      const [row] = await lane.rows<{ keys: number; size: number }>(
        'usage',
        `SELECT count(*)::integer AS keys, coalesce(sum(length(key) + length(value)), 0)::float8 AS size
           FROM engine_kept WHERE app = $1 AND ${alive}`,
        [app, at],
      );
      return row ?? { keys: 0, size: 0 };
    },
    async sweep(at) {
      await lane.count('sweep', 'SELECT engine_sweep($1)', [at]);
    },
  };
}
