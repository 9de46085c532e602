import { errorWords } from '../../domain/error-words';
import type { AccountBook, AccountRow, TokenPair } from './account-tables';
import type { CrmToken } from './crm-token';
import { TokensRefused, type ExchangeTokens } from './exchange-tokens';

/** Outlasts the request for tokens: whoever holds it longer is dead, ms. */
const lease = 15_000;
const look = 100;
/** Whoever is refused with a token that has not run out asks for others no oftener than this, ms. */
const betweenForced = 60_000;
/** After no answer, ms. */
const pause = 30_000;
/** A token that the CRM has refused is offered again this seldom: the fault may have been its own, ms. */
const longPause = 10 * 60_000;

export interface RenewedTokenNeed {
  readonly account: number;
  readonly tables: Pick<AccountBook, 'account' | 'lease' | 'unlease' | 'renewed' | 'refused'>;
  readonly exchange: ExchangeTokens;
  /** This process, unlike any other. */
  readonly who: string;
  readonly now: () => number;
  readonly wait: (ms: number) => Promise<void>;
  readonly alarm: (message: string) => void;
}

/**
 * The access token of an installed account, renewed at half its life. A refresh token can be used once: of all processes
 * that want to, one holds the row's lease and asks; the others wait for what it stores. An answer that arrives after
 * the lease has passed on is stored all the same unless another was: it is the only one that the CRM knows. One that
 * cannot be stored, as on a full disk, is used from memory until it can be.
 */
export function renewedToken(
  need: RenewedTokenNeed,
): CrmToken & { renew(generation: number): Promise<boolean> } {
  const { account, tables, exchange, who, now, wait, alarm } = need;
  let running: Promise<boolean> | undefined;
  let forced = -Infinity;
  let notBefore = -Infinity;
  /** What the CRM gave in place of the tokens of generation `from`, until it is stored. */
  let given: { readonly from: number; readonly pair: TokenPair } | undefined;

  const pairOf = (row: AccountRow | undefined): TokenPair | undefined =>
    given !== undefined && given.from === row?.generation ? given.pair : row?.tokens;

  /** To be called with the lease. */
  async function ask({ url, generation: from }: AccountRow, { refresh }: TokenPair): Promise<boolean> {
    try {
      if (given?.from !== from)
        given = { from, pair: await exchange(url, { grant_type: 'refresh_token', refresh_token: refresh }) };
      await tables.renewed(account, from, given.pair);
      given = undefined;
      return tables.account(account)?.tokens !== undefined;
    } catch (error) {
      await tables.unlease(account, who);
      if (!(error instanceof TokensRefused)) throw error;
      notBefore = now() + longPause;
      // Whoever had the lease before may store its late answer yet.
      if (await tables.refused(account, from)) alarm(error.message);
      return tables.account(account)?.generation !== from;
    }
  }

  /** True once there is a newer pair than that of `from`, whoever got it. */
  async function renewAfter(from: number): Promise<boolean> {
    for (;;) {
      const row = tables.account(account);
      if (row?.tokens === undefined) return false;
      if (row.generation !== from) return true;
      const leased = tables.lease(account, from, who, now() + lease, now());
      if (typeof leased === 'boolean' ? leased : await leased) return ask(row, row.tokens);
      await wait(look);
    }
  }
  const renew = (from: number): Promise<boolean> =>
    (running ??= renewAfter(from)
      .catch((error: unknown) => {
        notBefore = now() + pause;
        throw error;
      })
      .finally(() => (running = undefined)));

  return {
    async current() {
      const row = tables.account(account);
      const pair = pairOf(row);
      if (row === undefined || pair === undefined)
        throw new Error('the account is not installed: install the integration');
      const isDue = given?.pair === pair || now() >= pair.renewFrom;
      if (isDue && now() >= notBefore) {
        const asked = renew(row.generation);
        // While the old one is good, nobody waits for the new one.
        if (now() < pair.expires) asked.catch((error: unknown) => alarm(errorWords(error)));
        else await asked;
      }
      const access = pairOf(tables.account(account));
      if (access === undefined || now() >= access.expires)
        throw new Error("the account's access has run out: install the integration anew");
      return access.access;
    },
    async insteadOf(refused) {
      const row = tables.account(account);
      const pair = pairOf(row);
      if (row === undefined || pair === undefined) return undefined;
      if (pair.access !== refused) return pair.access;
      if (row.state !== 'active' || now() - forced < betweenForced) return undefined;
      forced = now();
      const done = await renew(row.generation).catch(() => false);
      return done ? tables.account(account)?.tokens?.access : undefined;
    },
    /** A newer pair than that of this generation, at once. Rejects where the CRM does not answer. */
    renew,
  };
}
