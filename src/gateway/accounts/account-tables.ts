import { mkdirSync } from 'node:fs';
import { join } from 'node:path';
import type { SqlDatabase } from '../sql-database';
import { openSqliteFile } from '../sqlite-file';
import type { Seal } from './seal';

/** `active`; `reconnect`: the CRM takes our tokens no more, an administrator has to install anew; `gone`: uninstalled. */
export type AccountState = 'active' | 'reconnect' | 'gone';

export interface TokenPair {
  readonly access: string;
  readonly refresh: string;
  /** Ms since 1970, as all times here. */
  readonly expires: number;
  /** From when on the next pair is asked for: long before, or one lost answer would cost the access. */
  readonly renewFrom: number;
}

export interface AccountRow {
  readonly id: number;
  /** `https://example.amocrm.ru` */
  readonly url: string;
  readonly clientId: string;
  readonly state: AccountState;
  /** Grows with every pair of tokens. */
  readonly generation: number;
  readonly tokens: TokenPair | undefined;
}

interface Stored {
  readonly id: number;
  readonly url: string;
  readonly client_id: string;
  readonly state: AccountState;
  readonly generation: number;
  readonly sealed: string | null;
}

const schema = `
  CREATE TABLE IF NOT EXISTS account (
    id INTEGER PRIMARY KEY, url TEXT NOT NULL, client_id TEXT NOT NULL, state TEXT NOT NULL,
    generation INTEGER NOT NULL, sealed TEXT, expires INTEGER NOT NULL DEFAULT 0,
    lease_by TEXT NOT NULL DEFAULT '', lease_until INTEGER NOT NULL DEFAULT 0
  );
  CREATE TABLE IF NOT EXISTS session_floor (account INTEGER PRIMARY KEY, at INTEGER NOT NULL);
`;

const about = (id: number): string => `tokens of account ${id}`;

const unsealed = (): never => {
  throw new Error('accounts were installed here: set ACCOUNTS_KEY');
};

/**
 * Accounts that were installed here, in a file of their own: read and written by every process that has the folder.
 * Synchronous and small. Secrets in it are sealed; without a seal only what holds no secret can be read.
 */
export function openAccountTables(folder: string, sealed: Seal | undefined): AccountTables {
  mkdirSync(folder, { recursive: true });
  const db = openSqliteFile(join(folder, 'accounts.db'));
  // Other processes may be writing: a lease is a row, never a transaction that waits for the CRM.
  db.pragma('busy_timeout = 10000');
  db.pragma('journal_mode = WAL');
  db.pragma('synchronous = FULL');
  const readVersion = db.prepare('PRAGMA data_version');
  return accountTables(db, sealed, () => (readVersion.get() as { data_version: number }).data_version);
}

/** The same in any database. `version`: changes whenever another process has changed something. */
export function accountTables(db: SqlDatabase, sealed: Seal | undefined, version: () => number) {
  db.exec(schema);
  const columns = 'id, url, client_id, state, generation, sealed';
  const byId = db.prepare(`SELECT ${columns} FROM account WHERE id = ?`);
  const readStates = db.prepare('SELECT id, state, expires FROM account');
  const everybody = db.prepare(`SELECT ${columns} FROM account ORDER BY id`);
  const put = db.prepare(`
    INSERT INTO account (id, url, client_id, state, generation, sealed, expires) VALUES (?, ?, ?, 'active', 1, ?, ?)
    ON CONFLICT (id) DO UPDATE SET url = excluded.url, client_id = excluded.client_id, state = 'active',
    generation = account.generation + 1, sealed = excluded.sealed, expires = excluded.expires, lease_by = '', lease_until = 0`);
  const take = db.prepare(`
    UPDATE account SET lease_by = ?, lease_until = ?
    WHERE id = ? AND generation = ? AND state <> 'gone' AND (lease_by = ? OR lease_until <= ?)`);
  const give = db.prepare(`UPDATE account SET lease_by = '', lease_until = 0 WHERE id = ? AND lease_by = ?`);
  const renew = db.prepare(`
    UPDATE account SET sealed = ?, expires = ?, generation = generation + 1, state = 'active', lease_by = '', lease_until = 0
    WHERE id = ? AND generation = ? AND state <> 'gone'`);
  const lost = db.prepare(`UPDATE account SET state = 'reconnect', lease_by = '', lease_until = 0
    WHERE id = ? AND generation = ? AND state = 'active'`);
  const end = db.prepare(`
    UPDATE account SET state = 'gone', sealed = NULL, generation = generation + 1 WHERE id = ?`);
  const raiseFloor = db.prepare('INSERT OR REPLACE INTO session_floor (account, at) VALUES (?, ?)');
  const readFloor = db.prepare('SELECT at FROM session_floor WHERE account = ?');
  const reseal = db.prepare('UPDATE account SET sealed = ? WHERE id = ? AND generation = ?');

  const seal: Seal = sealed ?? {
    close: () => unsealed(),
    open: () => unsealed(),
    isOld: () => false,
  };
  const read = (row: unknown): AccountRow | undefined => {
    if (row === undefined) return undefined;
    const { id, url, client_id, state, generation, sealed } = row as Stored;
    const tokens = sealed === null ? undefined : (JSON.parse(seal.open(sealed, about(id))) as TokenPair);
    return { id, url, clientId: client_id, state, generation, tokens };
  };
  const sealedPair = (id: number, pair: TokenPair): string => seal.close(JSON.stringify(pair), about(id));

  return {
    db,
    sealed,
    account: (id: number): AccountRow | undefined => read(byId.get(id)),
    accounts: (): readonly AccountRow[] => everybody.all().flatMap((row) => read(row) ?? []),
    states: (): readonly { readonly id: number; readonly state: AccountState; readonly expires: number }[] =>
      readStates.all() as { id: number; state: AccountState; expires: number }[],
    /** Installed, or installed anew: whatever was known of its tokens is forgotten. */
    install(id: number, url: string, clientId: string, pair: TokenPair): void {
      put.run(id, url, clientId, sealedPair(id, pair), pair.expires);
    },
    /** Whether `who` alone may renew the tokens of this generation until `until`; ms since 1970. */
    lease: (id: number, generation: number, who: string, until: number, now: number): boolean =>
      take.run(who, until, id, generation, who, now).changes === 1,
    unlease: (id: number, who: string): void => void give.run(id, who),
    /** False, and nothing done, where other tokens have been stored since `generation`. */
    renewed: (id: number, generation: number, pair: TokenPair): boolean =>
      renew.run(sealedPair(id, pair), pair.expires, id, generation).changes === 1,
    /** The CRM refuses the tokens of this generation. */
    refused: (id: number, generation: number): boolean => lost.run(id, generation).changes === 1,
    /** Uninstalled: tokens are forgotten, sessions are over. */
    uninstall: db.transaction((id: number, now: number): void => {
      end.run(id);
      raiseFloor.run(id, now);
    }),
    /** Sessions begun before this are over; 0: none has been ended. */
    sessionsFrom: (id: number): number => (readFloor.get(id) as { at: number } | undefined)?.at ?? 0,
    /** Seals everything that an older key sealed with the first one; how many tokens that were. */
    reseal(): number {
      const old = (everybody.all() as Stored[]).filter(({ sealed }) => sealed !== null && seal.isOld(sealed));
      for (const { id, sealed, generation } of old)
        reseal.run(seal.close(seal.open(sealed ?? '', about(id)), about(id)), id, generation);
      return old.length;
    },
    version,
    close: (): void => void db.close(),
  };
}

export type AccountTables = ReturnType<typeof accountTables>;

export const accountWrites = ['install', 'lease', 'unlease', 'renewed', 'refused', 'uninstall'] as const;
type Write = (typeof accountWrites)[number];
/** The same where what is written may be elsewhere. */
export type AccountBook = Omit<AccountTables, Write> & {
  readonly [K in Write]: (
    ...args: Parameters<AccountTables[K]>
  ) => ReturnType<AccountTables[K]> | Promise<ReturnType<AccountTables[K]>>;
};
