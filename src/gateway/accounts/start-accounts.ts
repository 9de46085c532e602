import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import type { AccountConfig, Config } from '../config';
import type { AccountNeeds, OpenAccount } from '../open-account';
import type { PbxKeys } from '../pbx-key';
import type { AccountBook, AccountRow } from './account-tables';
import type { AccountsConfig, InstalledBy } from './accounts-config';
import { exchangeTokens } from './exchange-tokens';
import type { KeyTables } from './key-tables';
import type { OpenAccounts } from './open-accounts';
import { renewedToken } from './renewed-token';

export interface StartAccountsNeed {
  readonly config: Config;
  readonly accounts: AccountsConfig;
  readonly tables: AccountBook;
  readonly keys: KeyTables;
  readonly opened: OpenAccounts;
  readonly open: (
    needs: Pick<AccountNeeds, 'config' | 'token' | 'keys' | 'sessionsFrom' | 'named' | 'age' | 'access'>,
  ) => Promise<OpenAccount>;
  /** Ends its browsers' connections. */
  readonly letGo: (account: number) => void;
  readonly now: () => number;
  readonly warn: (details: object, message: string) => void;
}

/** Keeps one open account for each that is installed, as the tables say it, whichever process changes them. */
export function startAccounts(need: StartAccountsNeed) {
  const { config, accounts, tables, keys, opened, open, letGo, now, warn } = need;
  const who = `${process.pid} ${randomUUID()}`;
  /** Address and integration with which each is open. */
  const shown = new Map<number, string>();
  let version = -1;
  let syncing: Promise<void> = Promise.resolve();

  const integrationOf = ({ clientId }: AccountRow): InstalledBy | undefined =>
    accounts.integrations.find((by) => by.clientId === clientId);

  function needsOf(row: AccountRow, by: InstalledBy, age: number) {
    const { id, url } = row;
    const { clientId, clientSecret, widgetCode } = by;
    const amo = { url: new URL(url), accountId: id, clientId, clientSecret, widgetCode };
    const folder = join(config.storePath, 'accounts', String(id));
    // What names one PBX's own people is the environment's account's alone.
    const own = { sip: undefined, webhookSecret: undefined, asterisk: undefined };
    const accountConfig: AccountConfig = { ...config, ...own, amo, storePath: folder };
    const pbx: PbxKeys = {
      isGood: (key) => keys.accountOf(key, now()) === id,
      newest: () => keys.newest(id, now()),
    };
    const token = renewedToken({
      ...{ account: id, tables, who, now },
      exchange: exchangeTokens(by, now),
      wait: (ms) => sleep(ms),
      alarm: (message) => warn({ account: id, why: message }, "an account's tokens were not renewed"),
    });
    return {
      ...{ config: accountConfig, token, keys: pbx, age },
      ...{ sessionsFrom: () => tables.sessionsFrom(id), named: true },
      access: () => tables.states().find((state) => state.id === id),
    };
  }

  async function shut(id: number): Promise<void> {
    const account = opened.shut(id);
    shown.delete(id);
    letGo(id);
    await account?.rest();
    await account?.close();
  }

  async function follow(age: number): Promise<void> {
    for (const row of tables.accounts()) {
      const by = integrationOf(row);
      const mark = `${row.url} ${row.clientId}`;
      const wanted = row.state !== 'gone' && by !== undefined && row.id !== config.own?.amo.accountId;
      if (shown.has(row.id) && (!wanted || shown.get(row.id) !== mark)) await shut(row.id);
      if (!wanted || shown.has(row.id)) continue;
      try {
        opened.open(row.id, await open(needsOf(row, by, age)));
        shown.set(row.id, mark);
      } catch (error) {
        warn({ account: row.id, err: error }, 'an account cannot be opened');
        // Tried again at the next look.
        version = -1;
      }
    }
  }
  /** `age`: ms that nobody can have asked the CRM for. */
  const sync = (age = 0): Promise<void> =>
    (syncing = syncing.then(
      () => follow(age),
      () => follow(age),
    ));

  return {
    sync,
    /** Looks whether another process has changed something: keys and accounts are managed by commands. */
    async look(): Promise<void> {
      const current = tables.version();
      if (current === version) return;
      version = current;
      await sync();
    },
  };
}
