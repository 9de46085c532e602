// Fourth entry of the gateway's build: copies what the store's log holds into its file, while the store goes on writing.
import Database from 'libsql';
import { parentPort, workerData } from 'node:worker_threads';

export interface CheckpointData {
  readonly file: string;
}

/** Pages in the log when it was done. */
export interface Checkpointed {
  readonly pages: number;
}

const db = new Database((workerData as CheckpointData).file);

parentPort?.on('message', (word: 'copy' | 'close') => {
  if (word === 'close') {
    db.close();
    parentPort?.close();
    return;
  }
  const [row] = db.pragma('wal_checkpoint(PASSIVE)') as { log: number }[];
  parentPort?.postMessage({ pages: row?.log ?? 0 } satisfies Checkpointed);
});
