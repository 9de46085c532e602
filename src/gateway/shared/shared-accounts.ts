import { join } from 'node:path';
import { accountTables, type AccountTables } from '../accounts/account-tables';
import { keyTables, prepareKeys } from '../accounts/key-tables';
import type { Seal } from '../accounts/seal';
import type { SqlDatabase } from '../sql-database';
import { channel } from './channel';
import { openPostgres } from './postgres-database';

/** Columns of each table that gateways keep a copy of. */
export const copied = {
  account: ['id', 'url', 'client_id', 'state', 'generation', 'sealed', 'expires', 'lease_by', 'lease_until'],
  session_floor: ['account', 'at'],
  pbx_key: ['id', 'account', 'digest', 'sealed', 'issued', 'ends'],
} as const;
export type CopiedTable = keyof typeof copied;
/** Rows, each with its values in the order of the columns. */
export type AccountCopy = Readonly<Record<CopiedTable, readonly (readonly unknown[])[]>>;

/** Said whoever changes something, a command in a process of its own too. */
const tellChanges = `
  CREATE OR REPLACE FUNCTION accounts_changed() RETURNS trigger LANGUAGE plpgsql AS
  $$ BEGIN PERFORM pg_notify('${channel}', 'accounts'); RETURN NULL; END $$;
  ${Object.keys(copied)
    .map(
      (table) => `CREATE OR REPLACE TRIGGER ${table}_changed AFTER INSERT OR UPDATE OR DELETE ON ${table}
        FOR EACH STATEMENT EXECUTE FUNCTION accounts_changed()`,
    )
    .join(';\n')}
`;

/** Installed accounts in the database that many gateways share. */
export function sharedAccounts(db: SqlDatabase, sealed: Seal | undefined) {
  const tables = accountTables(db, sealed, () => 0);
  prepareKeys(db);
  db.exec(tellChanges);
  const read = Object.entries(copied).map(([table, columns]) => {
    const all = db.prepare(
      `SELECT ${columns.join(', ')} FROM ${table}${table === 'pbx_key' ? ' ORDER BY rowid' : ''}`,
    );
    return () => {
      const rows = all.all() as Record<string, unknown>[];
      return [table, rows.map((row) => columns.map((column) => row[column]))] as const;
    };
  });
  return {
    tables,
    copy: (): AccountCopy => Object.fromEntries(read.map((one) => one())) as unknown as AccountCopy,
    /** Seals with the first key what an older one sealed. */
    reseal(): void {
      if (sealed === undefined) return;
      tables.reseal();
      keyTables(db, sealed).reseal();
    },
  };
}

/** For a process that does one thing with them and ends. */
export function openSharedAccounts(address: string, sealed: Seal): AccountTables {
  const db = openPostgres({ address, line: join(__dirname, 'postgres-line.js') });
  return db.transaction(() => sharedAccounts(db, sealed))().tables;
}
