import { fdatasync, openSync } from 'node:fs';
import { join } from 'node:path';
import { afterSync } from './after-sync';
import { openCallTables } from './call-tables';
import { startCheckpoints } from './checkpoints';

/**
 * The store in a file of its own in `folder`: commits lie in the file's log, and an answer goes once that is on the disk.
 * `copier`: file of `checkpoint-worker.js`; `onFault`: the log cannot be copied into the file now, and why. Lives in the
 * store's thread.
 */
export function openFileStore(
  folder: string,
  logging: boolean,
  copier: string,
  onFault: (message: string) => void,
) {
  const file = join(folder, 'calls.db');
  const tables = openCallTables(file, Date.now(), logging, 'synced and copied by the caller');
  const log = openSync(`${file}-wal`, 'r');
  const send = afterSync((done) => fdatasync(log, done));
  const checkpoints = startCheckpoints(copier, file, {
    finish: tables.copyLog,
    onFault,
    onDeath: (error) => {
      throw error;
    },
  });
  return {
    tables,
    /** `rows`: about how many have been written since the last call. */
    send(rows: number, run: () => void): void {
      if (rows > 0) checkpoints.written(rows);
      send(rows > 0, run);
    },
    async close(): Promise<void> {
      // Whoever closes the file last puts the whole log into it.
      await checkpoints.close();
      tables.close();
    },
  };
}
