import { Worker } from 'node:worker_threads';
import type { EngineTables } from './engine-tables';
import type { StoredMessage } from './message-tables';
import { datastoreMethods, messageMethods } from './store-talk';
import type { Answer, Question, Remote } from './store-talk';

/** A script that has workers free, by one of its assignments. */
export interface Want {
  readonly assignment: string;
  readonly script: string;
  /** Of the script, not of each assignment. */
  readonly free: number;
}

/** The other engines of a bus that several share. */
export interface OtherEngines {
  /** Ms between two looks for what dead ones left; by each look an engine also says that it lives. */
  readonly lookEveryMs: number;
  /** Ms between two looks of an engine that has workers free. */
  readonly takeEveryMs: number;
  /** Ms between two looks of an engine whose messages wait. */
  readonly watchEveryMs: number;
  /** Takes what waits with other engines, the oldest first, for these workers; it is this engine's then. */
  take(wants: readonly Want[]): Promise<readonly StoredMessage[]>;
  /** Of these messages those that another engine has. */
  elsewhere(ids: readonly string[]): Promise<readonly StoredMessage[]>;
}

/** What the engine keeps: in a file of its own (a thread writes it), or in a database that engines share. */
export interface EngineStore {
  readonly messages: Remote<EngineTables['messages']>;
  readonly datastore: Remote<EngineTables['datastore']>;
  /** None where the store is this engine's own. */
  readonly others?: OtherEngines;
  close(): Promise<void>;
}

interface Waiting {
  readonly resolve: (value: unknown) => void;
  readonly reject: (error: Error) => void;
}

/** Opens the store in a folder. `file`: the built engine-store.js. Rejects when the file is another engine's. */
export async function openStore(file: string, folder: string): Promise<EngineStore> {
  const worker = new Worker(file, { workerData: { folder } });
  const waiting: Waiting[] = [];
  let death: Error | undefined;
  const die = (error: Error): void => {
    death ??= error;
    for (const { reject } of waiting.splice(0)) reject(death);
  };
  worker.on('error', die);
  const ended = new Promise<void>((resolve) => {
    worker.on('exit', () => {
      die(new Error('the engine’s store has ended'));
      resolve();
    });
  });
  await new Promise<void>((resolve, reject) => {
    waiting.push({ resolve: () => resolve(), reject });
    worker.once('message', () => {
      waiting.splice(0);
      worker.on('message', (answers: readonly Answer[]) => {
        for (const answer of answers) {
          const asked = waiting.shift();
          if ('error' in answer) asked?.reject(new Error(answer.error));
          else asked?.resolve(answer.value);
        }
      });
      resolve();
    });
  });

  /** What is asked in one go reaches the thread as one, and is one transaction there: a message is added and consumed. */
  let asked: Question[] = [];
  const tell = (): void => {
    if (asked.length > 0) worker.postMessage(asked);
    asked = [];
  };
  const ask = (question: Question): Promise<unknown> =>
    new Promise((resolve, reject) => {
      if (death !== undefined) return reject(death);
      waiting.push({ resolve, reject });
      if (asked.length === 0) queueMicrotask(tell);
      asked.push(question);
    });
  const remote = <K extends keyof EngineTables>(
    table: K,
    methods: readonly string[],
  ): Remote<EngineTables[K]> =>
    Object.fromEntries(
      methods.map((method) => [method, (...args: unknown[]) => ask({ table, method, args })]),
    ) as Remote<EngineTables[K]>;

  return {
    messages: remote('messages', messageMethods),
    datastore: remote('datastore', datastoreMethods),
    async close() {
      tell();
      worker.postMessage('close');
      await ended;
    },
  };
}
