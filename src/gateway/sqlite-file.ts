import Database from 'libsql';
import { errorWords } from '../domain/error-words';

/** Whether the disk has no room for what was to be written. */
export const isDiskFull = (error: unknown): boolean => (error as { code?: unknown }).code === 'SQLITE_FULL';

function opened(file: string): Database.Database {
  try {
    const db = new Database(file);
    // Only now it is read.
    db.prepare('PRAGMA schema_version').get();
    return db;
  } catch (error) {
    const cure = 'where it is damaged, restore the last copy of the store (docs/operations.md)';
    throw new Error(`${file} cannot be opened, ${errorWords(error)}: ${cure}`);
  }
}

/**
 * A file of SQLite's; throws in words where it is none. What goes wrong within a transaction is what is thrown: on a full
 * disk SQLite takes everything back by itself, and libsql's own transaction would say that there is nothing to take back.
 */
export function openSqliteFile(file: string): Database.Database {
  const db = opened(file);
  const begun =
    <Values extends unknown[], Result>(mode: string, work: (...values: Values) => Result) =>
    (...values: Values): Result => {
      db.exec(`BEGIN ${mode}`);
      try {
        const result = work(...values);
        db.exec('COMMIT');
        return result;
      } catch (error) {
        if (db.inTransaction) db.exec('ROLLBACK');
        throw error;
      }
    };
  const transaction = (work: (...values: unknown[]) => unknown) =>
    Object.assign(begun('DEFERRED', work), { immediate: begun('IMMEDIATE', work) });
  return Object.assign(db, { transaction });
}

/**
 * Runs `work`, of a thread that has no caller: errors of libsql's own kind lose their words on the way to another thread.
 */
export function plainly<Result>(work: () => Result): Result {
  try {
    return work();
  } catch (error) {
    throw new Error(errorWords(error));
  }
}
