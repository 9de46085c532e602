import { randomUUID } from 'node:crypto';
import { setTimeout as sleep } from 'node:timers/promises';
import type { Config } from '../config';
import { openSharedAccounts } from '../shared/shared-accounts';
import { openAccountTables } from './account-tables';
import { exchangeTokens } from './exchange-tokens';
import { keyTables } from './key-tables';
import { renewedToken } from './renewed-token';
import { seal } from './seal';

const hour = 3_600_000;
const usualOverlap = 24;

/** What can be done with installed accounts while the gateway runs, by another process with the same environment. */
export const accountCommands = [
  'accounts',
  'key issue ACCOUNT',
  'key rotate ACCOUNT [HOURS]',
  'key revoke ACCOUNT KEY',
  'tokens renew ACCOUNT [GENERATION]',
] as const;

const day = (ms: number): string => new Date(ms).toISOString().slice(0, 16).replace('T', ' ');

/** Does one of them and resolves with what to print. Throws in words. `now` in ms since 1970. */
export async function runAccountCommand(
  words: readonly string[],
  config: Config,
  now: () => number,
): Promise<string> {
  const { accounts, storePath } = config;
  if (accounts === undefined) throw new Error('set ACCOUNTS_KEY: without it there are no installed accounts');
  const sealed = seal(accounts.sealKeys);
  const tables =
    config.database === undefined
      ? openAccountTables(storePath, sealed)
      : openSharedAccounts(config.database, sealed);
  try {
    const keys = keyTables(tables.db, seal(accounts.sealKeys));
    const [first = '', second = '', named = '', more = ''] = words;
    const verb = first === 'accounts' ? first : `${first} ${second}`;
    if (verb === 'accounts') {
      const ofAccount = (id: number): string[] =>
        keys
          .list()
          .filter(({ account }) => account === id)
          .map(
            ({ id: key, issued, ends }) =>
              `  key ${key}  since ${day(issued)}${ends === null ? '' : `  ends ${day(ends)}`}`,
          );
      const lines = tables
        .accounts()
        .flatMap(({ id, url, state, tokens }) => [
          `${id}  ${url}  ${state}${tokens === undefined ? '' : `  access until ${day(tokens.expires)}`}`,
          ...ofAccount(id),
        ]);
      return lines.length === 0 ? 'No account is installed.' : lines.join('\n');
    }
    const account = Number(named);
    const row = Number.isSafeInteger(account) ? tables.account(account) : undefined;
    if (row === undefined)
      throw new Error(`there is no account "${named}": "accounts" lists those that are installed`);
    switch (verb) {
      case 'key issue': {
        const { id, key } = keys.issue(account, now());
        return `${key}\nThis is key ${id}; it is shown this once. Other keys of the account stay good.`;
      }
      case 'key rotate': {
        const hours = more === '' ? usualOverlap : Number(more);
        if (!Number.isFinite(hours) || hours < 0 || hours > 8760)
          throw new Error('give the hours for which the other keys stay good, 0 to 8760');
        const { id, key } = keys.rotate(account, now(), hours * hour);
        return `${key}\nThis is key ${id}; it is shown this once. Other keys of the account end in ${hours} h.`;
      }
      case 'key revoke':
        if (!keys.revoke(account, more)) throw new Error(`account ${account} has no key "${more}"`);
        return `Key ${more} opens nothing any more.`;
      case 'tokens renew': {
        const by = accounts.integrations.find(({ clientId }) => clientId === row.clientId);
        if (by === undefined) throw new Error('the integration that it was installed with is not configured');
        const token = renewedToken({
          ...{ account, tables, now, who: `${process.pid} ${randomUUID()}` },
          exchange: exchangeTokens(by, now),
          wait: (ms) => sleep(ms),
          alarm: () => undefined,
        });
        // Of a generation that is past already nothing need be renewed.
        if (!(await token.renew(more === '' ? row.generation : Number(more))))
          throw new Error('the CRM refuses: install the integration anew');
        return `Account ${account} has tokens of generation ${tables.account(account)?.generation ?? 0}.`;
      }
      default:
        throw new Error(`it knows: ${accountCommands.join('; ')}`);
    }
  } finally {
    tables.close();
  }
}
