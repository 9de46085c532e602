import { existsSync } from 'node:fs';
import { join } from 'node:path';
import Database from 'libsql';

function copy(from: string, to: string): void {
  const db = new Database(from);
  // The gateway at work may hold it for a moment.
  db.pragma('busy_timeout = 10000');
  try {
    db.prepare('VACUUM INTO ?').run(to);
  } finally {
    db.close();
  }
}

/**
 * Copies the store of `folder`, at work or not, into one whole new file, and what it knows of accounts, sealed as it
 * is, into another beside it, `FILE.accounts`. Throws in words where it cannot: there is nothing to copy, or a file is
 * there already.
 */
export function backup(folder: string, file: string): void {
  const store = join(folder, 'calls.db');
  if (!existsSync(store))
    throw new Error(`there is no store in ${folder}: give STORE_PATH as the gateway has it`);
  const ofAccounts = `${file}.accounts`;
  for (const one of [file, ofAccounts])
    if (existsSync(one)) throw new Error(`${one} is there already: give the name of a new file`);
  copy(store, file);
  if (existsSync(join(folder, 'accounts.db'))) copy(join(folder, 'accounts.db'), ofAccounts);
}
