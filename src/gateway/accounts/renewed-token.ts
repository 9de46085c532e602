import type { AccountBook } from './account-tables';
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
 * the lease has passed on is stored all the same unless another was: it is the only one that the CRM knows.
 */
export function renewedToken(
  need: RenewedTokenNeed,
): CrmToken & { renew(generation: number): Promise<boolean> } {
  const { account, tables, exchange, who, now, wait, alarm } = need;
  let running: Promise<boolean> | undefined;
  let forced = -Infinity;
  let notBefore = -Infinity;

  /** True once there is a newer pair than that of `from`, whoever got it. */
  async function renewAfter(from: number): Promise<boolean> {
    for (;;) {
      const row = tables.account(account);
      if (row?.tokens === undefined) return false;
      if (row.generation !== from) return true;
      const leased = tables.lease(account, from, who, now() + lease, now());
      if (typeof leased === 'boolean' ? leased : await leased) {
        try {
          const { refresh } = row.tokens;
          await tables.renewed(
            account,
            from,
            await exchange(row.url, { grant_type: 'refresh_token', refresh_token: refresh }),
          );
        } catch (error) {
          await tables.unlease(account, who);
          notBefore = now() + (error instanceof TokensRefused ? longPause : pause);
          if (!(error instanceof TokensRefused)) throw error;
          // Whoever had the lease before may store its late answer yet.
          if (await tables.refused(account, from)) alarm(error.message);
          return tables.account(account)?.generation !== from;
        }
      } else await wait(look);
    }
  }
  const renew = (from: number): Promise<boolean> =>
    (running ??= renewAfter(from).finally(() => (running = undefined)));

  return {
    async current() {
      const row = tables.account(account);
      if (row?.tokens === undefined) throw new Error('the account is not installed: install the integration');
      const { tokens, generation } = row;
      if (now() >= tokens.renewFrom && now() >= notBefore) {
        const asked = renew(generation);
        // While the old one is good, nobody waits for the new one.
        if (now() < tokens.expires)
          asked.catch((error: unknown) => alarm(error instanceof Error ? error.message : String(error)));
        else await asked;
      }
      const access = tables.account(account)?.tokens;
      if (access === undefined || now() >= access.expires)
        throw new Error("the account's access has run out: install the integration anew");
      return access.access;
    },
    async insteadOf(refused) {
      const row = tables.account(account);
      if (row?.tokens === undefined) return undefined;
      if (row.tokens.access !== refused) return row.tokens.access;
      if (row.state !== 'active' || now() - forced < betweenForced) return undefined;
      forced = now();
      const done = await renew(row.generation).catch(() => false);
      return done ? tables.account(account)?.tokens?.access : undefined;
    },
    /** A newer pair than that of this generation, at once. Rejects where the CRM does not answer. */
    renew,
  };
}
