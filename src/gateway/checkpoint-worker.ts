// Fourth entry of the gateway's build: copies what the store's log holds into its file, while the store goes on writing.
import Database from 'libsql';
import { parentPort, workerData } from 'node:worker_threads';
import { errorWords } from '../domain/error-words';
import { plainly } from './sqlite-file';

export interface CheckpointData {
  readonly file: string;
}

/** Pages in the log when it was done, or why nothing could be copied, as on a full disk. */
export type Checkpointed = { readonly pages: number } | { readonly fault: string };

const db = plainly(() => new Database((workerData as CheckpointData).file));

function copied(): Checkpointed {
  try {
    const [row] = db.pragma('wal_checkpoint(PASSIVE)') as { log: number }[];
    return { pages: row?.log ?? 0 };
  } catch (error) {
    return { fault: errorWords(error) };
  }
}

parentPort?.on('message', (word: 'copy' | 'close') => {
  if (word === 'close') {
    db.close();
    parentPort?.close();
    return;
  }
  parentPort?.postMessage(copied());
});
