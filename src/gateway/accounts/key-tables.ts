import { createHash, randomBytes } from 'node:crypto';
import type { SqlDatabase } from '../sql-database';
import type { Seal } from './seal';

/** One key of a PBX, without its secret. */
export interface PbxKeyRow {
  /** Names it in lists and logs. */
  readonly id: string;
  readonly account: number;
  /** Ms since 1970. */
  readonly issued: number;
  /** Null: until it is revoked. */
  readonly ends: number | null;
}

const schema = `
  CREATE TABLE IF NOT EXISTS pbx_key (
    id TEXT PRIMARY KEY, account INTEGER NOT NULL, digest TEXT NOT NULL UNIQUE, sealed TEXT NOT NULL,
    issued INTEGER NOT NULL, ends INTEGER
  );
  CREATE INDEX IF NOT EXISTS pbx_key_account ON pbx_key (account);
`;

export const prepareKeys = (db: SqlDatabase): void => void db.exec(schema);

export const digestOf = (key: string): string => createHash('sha256').update(key).digest('hex');

/**
 * Keys of PBXs, many for one account at a time, found by their digest. Sealed beside it: with its key the gateway
 * signs what it tells the PBX.
 */
export function keyTables(db: SqlDatabase, seal: Seal) {
  prepareKeys(db);
  const put = db.prepare('INSERT INTO pbx_key (id, account, digest, sealed, issued) VALUES (?, ?, ?, ?, ?)');
  const all = db.prepare('SELECT id, account, issued, ends FROM pbx_key ORDER BY account, issued, id');
  const good = 'ends IS NULL OR ends > ?';
  const byDigest = db.prepare(`SELECT account FROM pbx_key WHERE digest = ? AND (${good})`);
  const newest = db.prepare(
    `SELECT id, sealed FROM pbx_key WHERE account = ? AND (${good}) ORDER BY issued DESC, rowid DESC`,
  );
  const endOthers = db.prepare(`UPDATE pbx_key SET ends = ? WHERE account = ? AND id <> ? AND (${good})`);
  const drop = db.prepare('DELETE FROM pbx_key WHERE account = ? AND id = ?');
  const forget = db.prepare('DELETE FROM pbx_key WHERE ends <= ?');
  const everySealed = db.prepare('SELECT id, sealed FROM pbx_key');
  const reseal = db.prepare('UPDATE pbx_key SET sealed = ? WHERE id = ?');
  const about = (id: string): string => `key ${id}`;

  function issue(account: number, now: number): { readonly id: string; readonly key: string } {
    const id = randomBytes(4).toString('hex');
    const key = `pbx_${account}_${randomBytes(32).toString('base64url')}`;
    put.run(id, account, digestOf(key), seal.close(key, about(id)), now);
    return { id, key };
  }

  return {
    /** A new key beside those that are there. */
    issue,
    /** A new key; all others end after `overlap` ms. */
    rotate: db.transaction((account: number, now: number, overlap: number) => {
      forget.run(now);
      const issued = issue(account, now);
      endOthers.run(now + overlap, account, issued.id, now + overlap);
      return issued;
    }),
    /** False: there is no such key. */
    revoke: (account: number, id: string): boolean => drop.run(account, id).changes === 1,
    list: (): readonly PbxKeyRow[] => all.all() as PbxKeyRow[],
    /** Whose key this is now. */
    accountOf: (key: string, now: number): number | undefined =>
      (byDigest.get(digestOf(key), now) as { account: number } | undefined)?.account,
    /** The one to sign with; undefined: the account has none. */
    newest(account: number, now: number): string | undefined {
      const row = newest.get(account, now) as { id: string; sealed: string } | undefined;
      return row && seal.open(row.sealed, about(row.id));
    },
    /** Seals what an older key sealed with the first one; how many. */
    reseal(): number {
      const old = (everySealed.all() as { id: string; sealed: string }[]).filter(({ sealed }) =>
        seal.isOld(sealed),
      );
      for (const { id, sealed } of old) reseal.run(seal.close(seal.open(sealed, about(id)), about(id)), id);
      return old.length;
    },
  };
}

export type KeyTables = ReturnType<typeof keyTables>;
