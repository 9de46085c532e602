import { MessageChannel, receiveMessageOnPort, Worker } from 'node:worker_threads';
import type { SqlDatabase, SqlStatement } from '../sql-database';
import type { LineAnswer, LineFault, LineNews, LineQuestion } from './line-talk';
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

  /** Questions of the transaction whose answers nobody waits for yet, and what is to be done with those. */
  const later = new Map<number, (answer: LineAnswer) => void>();
  /** What went wrong first of them: whatever follows in the transaction fails for it. */
  let first: LineFault | undefined;

  function send(question: Omit<LineQuestion, 'number' | 'session'>): number {
    number += 1;
    near.postMessage({ ...question, number, ...(session !== undefined && { session }) });
    return number;
  }
  function failed({ code, message }: LineFault): Error {
    if (code.startsWith('23'))
      return Object.assign(new Error(message), { code: `SQLITE_CONSTRAINT_${code}` });
    return new StoreAway(`the database: ${message}`);
  }
  /** Waits for the answer to this one; those of all before it have come by then. */
  function hear(wanted: number): LineAnswer {
    for (;;) {
      const told = receiveMessageOnPort(near) as { message: LineAnswer } | undefined;
      if (told === undefined) {
        if (Atomics.wait(flag, 0, 0, longestWait) === 'timed-out')
          throw new StoreAway('the database gives no answer');
        Atomics.store(flag, 0, 0);
        continue;
      }
      const { message: answer } = told;
      const take = later.get(answer.number);
      if (take !== undefined) {
        later.delete(answer.number);
        first ??= answer.fault;
        take(answer);
      }
      // Else the answer to a question that nobody waits for any more.
      if (answer.number !== wanted) continue;
      if (answer.fault === undefined) return answer;
      throw failed(first ?? answer.fault);
    }
  }
  const ask = (question: Omit<LineQuestion, 'number' | 'session'>): LineAnswer => hear(send(question));

  function prepare(text: string): SqlStatement {
    const translated = sql.statement(text);
    const isInsert = /^\s*INSERT/.test(translated) && !translated.includes('ON CONFLICT');
    const question = (values: readonly unknown[]) => ({
      text: translated,
      // Its text knows no character of the number nought.
      values: values.map((one) => (typeof one === 'string' ? one.replaceAll('\0', '\uFFFD') : one)),
      guarded: isInsert && session !== undefined,
    });
    return {
      run(...values) {
        if (session === undefined || isInsert) return { changes: ask(question(values)).count };
        // Others wait while this transaction lasts: what follows need not wait for what is answered here.
        let answer: LineAnswer | undefined;
        const sent = send(question(values));
        later.set(sent, (given) => (answer = given));
        return {
          get changes() {
            answer ??= hear(sent);
            if (answer.fault !== undefined) throw failed(answer.fault);
            return answer.count;
          },
        };
      },
      get: (...values) => ask(question(values)).rows[0],
      all: (...values) => [...ask(question(values)).rows],
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
        first = undefined;
        later.clear();
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
