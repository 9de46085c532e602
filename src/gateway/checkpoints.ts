import { Worker } from 'node:worker_threads';
import { errorWords } from '../domain/error-words';
import type { Checkpointed } from './checkpoint-worker';

/** Pages that a transaction of so many rows writes into the log, about: each table's and index's, and the rows. */
const pagesOf = (rows: number): number => 12 + rows;
/** Pages after which the log is copied: some 16 MB, so that a page that changes often is copied once for many commits. */
const worthCopying = 4_000;
/** A log of more pages begins anew: so long as somebody writes, that takes a moment in which nobody does. */
const mostPages = 8_000;

export interface Checkpoints {
  /** `rows` more have been written, in one transaction. */
  written(rows: number): void;
  /** Settles once its connection to the file is closed. */
  close(): Promise<void>;
}

export interface CheckpointsNeed {
  readonly finish: () => void;
  readonly onFault: (message: string) => void;
  readonly onDeath: (error: Error) => void;
}

/**
 * Has the log of SQLite's file copied into the file by a thread of its own (`checkpoint-worker.ts`): in the store's own
 * it would hold up every commit meanwhile. `finish`: copies in the store's thread what was written since the other
 * began, so that the log begins anew. `onFault`: nothing could be copied, which is tried again with the next pages; not
 * said twice in a row. `onDeath`: the thread is gone, and nothing will be copied any more.
 */
export function startCheckpoints(
  program: string,
  file: string,
  { finish, onFault, onDeath }: CheckpointsNeed,
): Checkpoints {
  const thread = new Worker(program, { workerData: { file } });
  let pages = 0;
  let isCopying = false;
  let isGone = false;
  let fault = '';
  let gone = (): void => undefined;

  function finished(said: Checkpointed): string {
    if ('fault' in said) return said.fault;
    try {
      if (said.pages > mostPages) finish();
      return '';
    } catch (error) {
      return errorWords(error);
    }
  }
  thread.on('message', (said: Checkpointed) => {
    isCopying = false;
    const found = finished(said);
    if (found !== '' && found !== fault) onFault(found);
    fault = found;
  });
  thread.on('error', onDeath);
  thread.on('exit', () => {
    isGone = true;
    gone();
  });
  return {
    written(rows) {
      pages += pagesOf(rows);
      if (pages < worthCopying || isCopying || isGone) return;
      pages = 0;
      isCopying = true;
      thread.postMessage('copy');
    },
    close: () =>
      new Promise((resolve) => {
        gone = resolve;
        if (isGone) resolve();
        else thread.postMessage('close');
      }),
  };
}
