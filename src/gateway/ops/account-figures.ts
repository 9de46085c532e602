import type { AccountBook } from '../accounts/account-tables';
import type { OpenAccounts } from '../accounts/open-accounts';
import type { AgentSockets } from '../sockets';
import type { MetricsRegistry } from './metrics';

export interface FiguresNeed {
  readonly accounts: OpenAccounts;
  readonly sockets: AgentSockets;
  readonly tables: AccountBook;
  readonly now: () => number;
}

/** Figures over all accounts together: how many there are must not decide how many lines there are. */
export function accountFigures(
  registry: MetricsRegistry,
  { accounts, sockets, tables, now }: FiguresNeed,
): void {
  registry.gauge('gateway_browsers', 'Connected browsers.', () => sockets.count());
  registry.gauges('gateway_log_calls', 'Ended calls, by their state in the call log.', 'state', async () => {
    const sums: Record<string, number> = {};
    for (const { log } of accounts.all())
      for (const [state, count] of Object.entries({ ...(await log.counts()) }))
        sums[state] = (sums[state] ?? 0) + count;
    return sums;
  });
  registry.gauge(
    'gateway_log_stopped',
    'Accounts of which no call can be written into the CRM.',
    async () => {
      const stops = await Promise.all(accounts.all().map(({ log }) => log.stopped()));
      return stops.filter((stop) => stop !== null).length;
    },
  );
  registry.gauges('gateway_accounts', 'Installed accounts, by their state.', 'state', () => {
    const counts = { active: 0, reconnect: 0, gone: 0 };
    for (const { state } of tables.states()) counts[state] += 1;
    return Promise.resolve(counts);
  });
  registry.gauge(
    'gateway_access_seconds_left',
    'Of the installed account whose access ends first; renewed at half its life.',
    () => {
      const ends = tables.states().flatMap(({ state, expires }) => (state === 'gone' ? [] : [expires]));
      return ends.length === 0 ? 0 : Math.round((Math.min(...ends) - now()) / 1000);
    },
  );
}
