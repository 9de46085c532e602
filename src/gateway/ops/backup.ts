import { copyFileSync, existsSync, mkdirSync, readdirSync, renameSync, rmSync } from 'node:fs';
import { dirname, join, resolve } from 'node:path';
import Database from 'libsql';

/** What administrators saved beside the databases. All else there the CRM and the PBX tell again. */
const saved = 'routing-plan.json';

function copyDatabase(from: string, to: string): void {
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
 * Copies the store in `folder`, at work or not, into the new folder `into`, which can stand in its place: calls, routing
 * plans, and what is known of accounts, sealed as it is. Throws in words where it cannot: there is nothing to copy, or
 * something is there already. The new folder is there once it is whole.
 */
export function backup(folder: string, into: string): void {
  if (!existsSync(join(folder, 'calls.db')))
    throw new Error(`there is no store in ${folder}: give STORE_PATH as the gateway has it`);
  if (existsSync(into)) throw new Error(`${into} is there already: give the name of a new folder`);
  const part = `${resolve(into)}.part`;
  rmSync(part, { recursive: true, force: true });
  mkdirSync(part, { recursive: true });
  for (const name of ['calls.db', 'accounts.db'])
    if (existsSync(join(folder, name))) copyDatabase(join(folder, name), join(part, name));
  const ofAccounts = join(folder, 'accounts');
  const accounts = existsSync(ofAccounts) ? readdirSync(ofAccounts) : [];
  for (const name of [saved, ...accounts.map((id) => join('accounts', id, saved))]) {
    if (!existsSync(join(folder, name))) continue;
    mkdirSync(dirname(join(part, name)), { recursive: true });
    copyFileSync(join(folder, name), join(part, name));
  }
  renameSync(part, into);
}
