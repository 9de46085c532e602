import Database from 'libsql';
import { accountTables, accountWrites, type AccountBook } from '../accounts/account-tables';
import { prepareKeys } from '../accounts/key-tables';
import type { Seal } from '../accounts/seal';
import { copied, type AccountCopy, type CopiedTable } from './shared-accounts';

export interface AccountMirror extends AccountBook {
  /** The database has changed to this. */
  readonly take: (copy: AccountCopy) => void;
}

/**
 * Installed accounts of a shared database, copied into memory: who asks for an account waits for no network. What is
 * written goes by `ask` to the database, whose news comes before its answer.
 */
export function accountMirror(
  sealed: Seal | undefined,
  ask: (method: string, args: readonly unknown[]) => Promise<unknown>,
): AccountMirror {
  const db = new Database(':memory:');
  let version = 0;
  const tables = accountTables(db, sealed, () => version);
  prepareKeys(db);
  const names = Object.keys(copied) as CopiedTable[];
  const puts = names.map((name) => {
    const columns = copied[name];
    return db.prepare(
      `INSERT INTO ${name} (${columns.join(', ')}) VALUES (${columns.map(() => '?').join(', ')})`,
    );
  });
  const writes = Object.fromEntries(
    accountWrites.map((method) => [method, (...args: unknown[]) => ask(method, args)]),
  ) as unknown as Pick<AccountBook, (typeof accountWrites)[number]>;
  return {
    ...tables,
    ...writes,
    take: db.transaction((copy: AccountCopy) => {
      for (const [index, name] of names.entries()) {
        db.exec(`DELETE FROM ${name}`);
        for (const row of copy[name]) puts[index]?.run(...row);
      }
      version += 1;
    }),
  };
}
