import { errorWords } from '../../domain/error-words';
import type { accountWrites } from '../accounts/account-tables';
import { callTables } from '../call-tables';
import { prepareSharedSchema } from '../call-schema';
import { seal, type Seal } from '../accounts/seal';
import { callFeed } from './call-feed';
import { channel } from './channel';
import type { FellowQuestion } from './fellow-store';
import { fellowTables } from './fellow-tables';
import { openPostgres, type PostgresDatabase } from './postgres-database';
import { sharedAccounts } from './shared-accounts';
import type { StoreNews } from './store-news';

/** Between two tries to reach a database that was never reached, ms. */
const betweenTries = 500;

export interface SharedStoreNeed {
  /** `postgresql://user:password@host/name` */
  readonly address: string;
  /** File of `postgres-line.js`. */
  readonly line: string;
  /** This gateway, until its process ends. */
  readonly me: string;
  readonly logging: boolean;
  /** Keys that installed accounts are sealed with, the newest first; none: there are no installed accounts. */
  readonly sealKeys: readonly Uint8Array[];
  readonly tell: (news: StoreNews) => void;
}

/** The tables in a database that many gateways share. Throws `StoreAway` while it is not to be reached. */
export const sharedTables = (
  db: PostgresDatabase,
  me: string,
  now: number,
  logging: boolean,
  sealed?: Seal,
) =>
  // Gateways that start together make the tables one after the other.
  db.transaction(() => {
    prepareSharedSchema(db);
    const feed = callFeed(db, channel);
    return {
      tables: callTables(db, now, logging, feed),
      feed,
      fellows: fellowTables(db, me),
      accounts: sharedAccounts(db, sealed),
    };
  })();

/** Opens it, however long the database is not to be reached, and tells what others do there. Lives in the store's thread. */
export function openSharedStore({ address, line, me, logging, sealKeys, tell }: SharedStoreNeed) {
  const [first, ...older] = sealKeys.map((key) => Buffer.from(key));
  const sealed = first && seal([first, ...older]);
  let heard = new Set<string>();
  let isDue = false;
  let told = '';
  let rev = 0;
  /** Says only what is new of what is wrong. */
  const trouble = (message: string): void => {
    if (message !== '' && message !== told) tell({ news: 'trouble', message });
    told = message;
  };
  const db = openPostgres({
    ...{ address, line },
    listen: {
      channel,
      hear(said) {
        heard.add(said ?? '');
        if (isDue) return;
        isDue = true;
        setImmediate(follow);
      },
    },
  });

  function opened() {
    const nap = new Int32Array(new SharedArrayBuffer(4));
    for (;;) {
      try {
        const made = sharedTables(db, me, Date.now(), logging, sealed);
        made.accounts.reseal();
        return made;
      } catch (error) {
        trouble(errorWords(error));
        Atomics.wait(nap, 0, 0, betweenTries);
      }
    }
  }
  const { tables, feed, fellows, accounts } = opened();
  trouble('');
  const say = db.prepare('SELECT pg_notify(?, ?)');

  function callsOf(accounts: Iterable<number>): void {
    for (const account of accounts) {
      const changed = feed.changes(account);
      if (changed.length > 0) tell({ news: 'calls', account, changed });
    }
  }
  function browsers(): void {
    const rows = fellows.browsers(rev);
    rev = rows[rows.length - 1]?.rev ?? rev;
    if (rows.length > 0) tell({ news: 'browsers', rows });
  }
  const copyAccounts = (): void => tell({ news: 'accounts', copy: accounts.copy() });
  copyAccounts();
  /** Reads all that may have changed: what was said while nobody listened is lost. */
  function lookAround(): void {
    callsOf(feed.behind());
    browsers();
  }
  function follow(): void {
    isDue = false;
    const said = [...heard];
    heard = new Set();
    try {
      if (said.includes('')) {
        lookAround();
        tell({ news: 'said', account: 0, what: 'again' });
      }
      if (said.includes('') || said.includes('accounts')) copyAccounts();
      callsOf(said.filter((one) => /^\d+$/.test(one)).map(Number));
      if (said.includes('browsers')) browsers();
      for (const one of said) {
        const [, by, account, what] = /^(\S+) (-?\d+) (.+)$/.exec(one) ?? [];
        if (by !== undefined && by !== me && what !== undefined)
          tell({ news: 'said', account: Number(account), what });
      }
    } catch (error) {
      // The next beat looks around.
      trouble(errorWords(error));
    }
  }

  return {
    tables,
    /** What only the account's leader may change is refused to all others. */
    guarded: db.transaction((account: number, work: () => unknown): unknown => {
      fellows.mustLead(account);
      return work();
    }),
    answer({ method, args }: FellowQuestion): unknown {
      if (method === 'accounts') {
        const [name, ...rest] = args as [(typeof accountWrites)[number], ...unknown[]];
        const done = (accounts.tables[name] as (...all: unknown[]) => unknown)(...rest);
        copyAccounts();
        return done;
      }
      if (method === 'say') return void say.get(channel, `${me} ${args.join(' ')}`);
      const value = (fellows[method] as (...all: unknown[]) => unknown)(...args);
      if (method === 'putBrowsers') say.get(channel, 'browsers');
      if (method === 'beat') lookAround();
      return value;
    },
    trouble,
  };
}
