import { existsSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'libsql';

/**
 * Copies the store of `folder`, at work or not, into one whole new file. Throws in words where it cannot: there is
 * nothing to copy, or the file is there already.
 */
export function backup(folder: string, file: string): void {
  const store = join(folder, 'calls.db');
  if (!existsSync(store))
    throw new Error(`there is no store in ${folder}: give STORE_PATH as the gateway has it`);
  if (existsSync(file)) throw new Error(`${file} is there already: give the name of a new file`);
  const db = new Database(store);
  // The gateway at work may hold it for a moment.
  db.pragma('busy_timeout = 10000');
  try {
    db.prepare('VACUUM INTO ?').run(file);
  } finally {
    db.close();
  }
}
