import Database from 'libsql';
import { datastoreLimits } from './datastore-limits';
import type { DatastoreLimits } from './datastore-limits';
import { datastoreTables } from './datastore-tables';
import type { DatastoreTables } from './datastore-tables';
import { messageTables } from './message-tables';
import type { MessageTables } from './message-tables';

/** Every question that the engine's store answers, by name. */
export interface EngineTables {
  readonly messages: MessageTables;
  readonly datastore: DatastoreTables;
}

export interface OpenedTables extends EngineTables {
  /**
   * Runs all steps as one durable transaction; what one of them throws is its own affair and answered by `refused`. Throws
   * where the transaction is lost: nothing of it is written.
   */
  together<Result>(steps: readonly (() => Result)[], refused: (error: unknown) => Result): Result[];
  close(): void;
}

/** Opens the engine's file, which one engine at a time may do. Synchronous: lives in the store's thread. */
export function openEngineTables(file: string, limits: DatastoreLimits = datastoreLimits): OpenedTables {
  const db = new Database(file);
  try {
    db.pragma('locking_mode = EXCLUSIVE');
    db.pragma('journal_mode = WAL');
    // A killed process loses nothing by it. After a power cut the last answers may be gone, and their senders with them:
    // nobody was promised more than an answer while they wait.
    db.pragma('synchronous = NORMAL');
    // Moving the log into the file waits for the disk, and whoever asks meanwhile with it: seldom, 32 MB at once.
    db.pragma('wal_autocheckpoint = 8000');
    const tables = { messages: messageTables(db), datastore: datastoreTables(db, limits) };
    return {
      ...tables,
      together(steps, refused) {
        db.exec('BEGIN IMMEDIATE');
        try {
          const results = steps.map((step) => {
            try {
              return step();
            } catch (error) {
              // On a full disk SQLite takes all back by itself, and what came after would be written alone.
              if (!db.inTransaction) throw error;
              return refused(error);
            }
          });
          db.exec('COMMIT');
          return results;
        } catch (error) {
          if (db.inTransaction) db.exec('ROLLBACK');
          tables.datastore.measureAnew();
          throw error;
        }
      },
      close: () => void db.close(),
    };
  } catch (error) {
    db.close();
    const { message } = error as Error;
    if (!/locked|busy/i.test(message)) throw error;
    throw new Error(`another engine works with ${file}: give each its own folder`, { cause: error });
  }
}
