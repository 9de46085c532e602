import { MessageChannel, receiveMessageOnPort, Worker } from 'node:worker_threads';
import type { SqlDatabase, SqlStatement } from '../sql-database';
import type { LineAnswer, LineNews, LineQuestion } from './line-talk';
import { postgresSql } from './postgres-sql';

/** The line itself gives up long before, ms. */
const longestWait = 15_000;
/** Only one gateway writes at a time, as only one thread does in a file: what is later in order is later on disk. */
const writersLock = 7_302_915;

/** The database cannot be asked now. */
export class StoreAway extends Error {}

export interface PostgresNeed {
  readonly address: string;
  /** File of `postgres-line.js`. */
  readonly line: string;
  /** Channel to listen to, and who hears; null: something may have been said while nobody listened. */
  readonly listen?: { readonly channel: string; readonly hear: (said: string | null) => void };
}

export interface PostgresDatabase extends SqlDatabase {
  readonly close: () => void;
}

/**
 * A PostgreSQL database with SQLite's interface: whoever asks waits, and so lives in a thread that may. Nothing is
 * connected before the first statement; each throws `StoreAway` where the database is not to be reached.
 */
export function openPostgres({ address, line, listen }: PostgresNeed): PostgresDatabase {
  const bell = new SharedArrayBuffer(4);
  const flag = new Int32Array(bell);
  const { port1: near, port2: far } = new MessageChannel();
  const worker = new Worker(line, {
    workerData: { address, port: far, bell, channel: listen?.channel },
    transferList: [far],
  });
  worker.on('message', ({ said }: LineNews) => listen?.hear(said));
  near.unref();
  const sql = postgresSql();
  let number = 0;
  /** Of the transaction that is under way. */
  let session: number | undefined;

  function ask(question: Omit<LineQuestion, 'number' | 'session'>): LineAnswer {
    number += 1;
    Atomics.store(flag, 0, 0);
    near.postMessage({ ...question, number, ...(session !== undefined && { session }) });
    for (;;) {
      const told = receiveMessageOnPort(near) as { message: LineAnswer } | undefined;
      if (told === undefined) {
        if (Atomics.wait(flag, 0, 0, longestWait) === 'timed-out')
          throw new StoreAway('the database gives no answer');
        Atomics.store(flag, 0, 0);
        continue;
      }
      const { message: answer } = told;
      // The answer to a question that nobody waits for any more.
      if (answer.number !== number) continue;
      const { fault } = answer;
      if (fault === undefined) return answer;
      if (fault.code.startsWith('23'))
        throw Object.assign(new Error(fault.message), { code: `SQLITE_CONSTRAINT_${fault.code}` });
      throw new StoreAway(`the database: ${fault.message}`);
    }
  }

  function prepare(text: string): SqlStatement {
    const translated = sql.statement(text);
    const isInsert = /^\s*INSERT/.test(translated) && !translated.includes('ON CONFLICT');
    const run = (values: readonly unknown[]): LineAnswer =>
      ask({
        text: translated,
        // Its text knows no character of the number nought.
        values: values.map((one) => (typeof one === 'string' ? one.replaceAll('\0', '\uFFFD') : one)),
        guarded: isInsert && session !== undefined,
      });
    return {
      run: (...values) => ({ changes: run(values).count }),
      get: (...values) => run(values).rows[0],
      all: (...values) => [...run(values).rows],
    };
  }

  function transaction<Values extends unknown[], Result>(work: (...values: Values) => Result) {
    const whole = (...values: Values): Result => {
      if (session !== undefined) return work(...values);
      ({ session } = ask({ text: `BEGIN; SELECT pg_advisory_xact_lock(${writersLock})` }));
      try {
        const result = work(...values);
        ask({ text: 'COMMIT' });
        return result;
      } catch (error) {
        try {
          ask({ text: 'ROLLBACK' });
        } catch {
          // Then its connection is gone, and it with it.
        }
        throw error;
      } finally {
        session = undefined;
      }
    };
    return Object.assign(whole, { immediate: whole });
  }

  return {
    exec: (text) => ask({ text: sql.schema(text) }),
    prepare,
    transaction,
    close() {
      near.close();
      void worker.terminate();
    },
  };
}
