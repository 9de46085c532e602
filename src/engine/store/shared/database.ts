import { Pool } from 'pg';
import { databaseFault } from './database-fault';

/** No statement, and no connecting, takes longer: whoever waits for it hears that it failed. */
const patienceMs = 5000;

/** Statements that are run one after the other, each a transaction of its own. */
export interface Lane {
  /** `name` stands for `text`, which the server reads once. Rejects with the fault and its cure. */
  rows<Row extends object>(name: string, text: string, values?: readonly unknown[]): Promise<Row[]>;
  /** The same, of which only the number of rows that it touched is wanted. */
  count(name: string, text: string, values?: readonly unknown[]): Promise<number>;
  /** Many statements, all or none of them. */
  script(text: string): Promise<void>;
  close(): Promise<void>;
}

/** Two engines locked the same rows in another order: one of them is asked to try again. */
const isDeadlock = (error: unknown): boolean => (error as { code?: unknown }).code === '40P01';

/**
 * A connection to the PostgreSQL at `address`, made anew when it was lost. `durable`: an answered statement is on the
 * server's disk, with all that any lane wrote before; otherwise it may be lost with the server, and with it alone.
 */
export function openLane(address: string, durable: 'durable' | 'quick'): Lane {
  const pool = new Pool({
    connectionString: address,
    max: 1,
    idleTimeoutMillis: 0,
    connectionTimeoutMillis: patienceMs,
    query_timeout: patienceMs,
    statement_timeout: patienceMs,
    keepAlive: true,
    application_name: 'script engine',
    options: `-c synchronous_commit=${durable === 'durable' ? 'on' : 'off'}`,
  });
  // An idle connection that breaks: the next statement makes a new one, or says why it cannot.
  pool.on('error', () => undefined);

  async function run(name: string, text: string, values: readonly unknown[]) {
    const query = { name, text, values: [...values] };
    try {
      return await pool.query<object>(query);
    } catch (error) {
      if (!isDeadlock(error)) throw databaseFault(address, error);
    }
    return pool.query<object>(query).catch((error: unknown) => {
      throw databaseFault(address, error);
    });
  }
  return {
    rows: async <Row extends object>(name: string, text: string, values: readonly unknown[] = []) =>
      (await run(name, text, values)).rows as Row[],
    count: async (name, text, values = []) => (await run(name, text, values)).rowCount ?? 0,
    async script(text) {
      await pool.query(text).catch((error: unknown) => {
        throw databaseFault(address, error);
      });
    },
    close: () => pool.end(),
  };
}
