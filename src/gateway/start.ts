import { randomUUID } from 'node:crypto';
import { join } from 'node:path';
import { openAccountTables, type AccountBook } from './accounts/account-tables';
import { longLivedToken } from './accounts/crm-token';
import { exchangeTokens } from './accounts/exchange-tokens';
import { installRoutes } from './accounts/install-routes';
import { keyTables } from './accounts/key-tables';
import { numberOf } from './accounts/number-of';
import { openAccounts } from './accounts/open-accounts';
import { seal } from './accounts/seal';
import { startAccounts } from './accounts/start-accounts';
import { uninstallRoute } from './accounts/uninstall-route';
import type { Config } from './config';
import { failedTries } from './failed-tries';
import { healthRoutes } from './health-routes';
import { httpServer } from './http';
import { nodeClock } from './node-clock';
import { openAccount, type AccountNeeds } from './open-account';
import { accountFigures } from './ops/account-figures';
import { gatewayMetrics } from './ops/gateway-metrics';
import { oneKey } from './pbx-key';
import { Refusal } from './refusal';
import { accountMirror } from './shared/account-mirror';
import { accountFellow } from './shared/account-fellow';
import { askFellows } from './shared/ask-fellows';
import { openFellows } from './shared/fellows';
import { agentSockets } from './sockets';
import { startStoreThread } from './store-thread';
import { workerStore } from './worker-store';

/** Commands of other processes are followed this soon, ms. */
const betweenLooks = 1_000;

/** Joins all parts and listens. `onDeath`: the store is gone for good, whoever runs us shall start us anew. */
export async function startGateway(config: Config, onDeath: (error: Error) => void) {
  const now = Date.now;
  const { own, accounts: installed } = config;
  const data = {
    ...{ folder: config.storePath, logging: config.log.on },
    shared:
      config.database === undefined
        ? undefined
        : { address: config.database, me: randomUUID(), sealKeys: installed?.sealKeys ?? [] },
  };
  const thread = startStoreThread(join(__dirname, 'store-worker.js'), data, onDeath);
  const sealed = installed && seal(installed.sealKeys);
  const askOthers = askFellows(thread.of(0));
  const mirror =
    config.database === undefined
      ? undefined
      : accountMirror(sealed, (method, args) =>
          askOthers({ ask: 'fellows', method: 'accounts', args: [method, ...args] }),
        );
  const tables: AccountBook = mirror ?? openAccountTables(config.storePath, sealed);
  const keys = tables.sealed && keyTables(tables.db, tables.sealed);
  const metrics = gatewayMetrics();
  const tries = failedTries(now, config.proxies);
  const accounts = openAccounts(own?.amo.accountId, (key) => keys?.accountOf(key, now()));
  let stopping = false;
  const house = httpServer({
    ...{ logLevel: config.logLevel, origin: accounts.isOrigin, tries },
    elsewhere: (answer) => (request, response) => {
      // Whoever goes on asking over the same connection would keep us from ever ending.
      if (stopping) response.setHeader('connection', 'close');
      const account = accounts.ofRequest(request);
      if (account === undefined) answer(request, response);
      else account.app.routing(request, response);
    },
  });
  metrics.count(house);
  metrics.serve(house);
  const whole = workerStore(thread.of(own?.amo.accountId ?? 0), now);
  const fellows =
    config.database === undefined
      ? undefined
      : openFellows({
          ask: askOthers,
          onNews: (listener) => thread.onNews(listener),
          accounts: () => accounts.numbers(),
          clock: nodeClock,
          passed: () => performance.now(),
          warn: (error, message) => house.log.warn({ err: error }, message),
        });
  const endedFrom = (): number => (own === undefined ? 0 : tables.sessionsFrom(own.amo.accountId));
  let ended = endedFrom();
  thread.onNews((said) => {
    if (said.news === 'uncopied')
      house.log.warn({ why: said.message }, "the store's log cannot be copied into its file");
    if (said.news !== 'accounts') return;
    mirror?.take(said.copy);
    // Uninstalled at another gateway.
    if (own !== undefined && endedFrom() > ended) sockets.letGo(own.amo.accountId);
    ended = endedFrom();
  });
  healthRoutes(
    house,
    () => whole.alive(),
    () => fellows?.isHeard() ?? true,
  );
  house.all('/v1/*', () => {
    const cure = 'issue a PBX key for the account, or install the integration there';
    throw new Refusal(401, 'unknown_account', `No account here is opened by this key or token: ${cure}.`);
  });

  const sockets = agentSockets({
    http: house.server,
    deskOf: (token) => accounts.ofToken(token)?.desk,
    ...{ isOrigin: accounts.isOrigin, tries, clock: nodeClock, others: fellows?.browsers },
    isHearing: () => fellows?.isHearing() ?? true,
    warn: (error, message) => house.log.warn({ err: error }, message),
  });
  // Of calls that others are told of now their browsers would hear nothing here.
  fellows?.onDeaf(() => sockets.sendAway());
  type Own = Pick<AccountNeeds, 'config' | 'token' | 'keys' | 'sessionsFrom' | 'named' | 'age' | 'access'>;
  const open = (needs: Own) =>
    openAccount({
      ...{ ...needs, tries, metrics, now, sockets: () => sockets },
      thread: thread.of(needs.config.amo.accountId),
      fellow: fellows && accountFellow(fellows, needs.config.amo.accountId),
    });
  // Whoever was killed here before us asked its last before this process began.
  const age = (): number => performance.now();
  if (own !== undefined) {
    const { amo, token, pbxKey } = own;
    const opened = await open({
      ...{ config: { ...config, amo }, token: longLivedToken(token), keys: oneKey(pbxKey), age: age() },
      ...{ sessionsFrom: () => tables.sessionsFrom(amo.accountId), named: false },
      access: () => undefined,
    });
    accounts.open(amo.accountId, opened);
  }
  const others =
    installed &&
    keys &&
    startAccounts({
      ...{ config, accounts: installed, tables, keys, opened: accounts, open, now },
      letGo: (account) => sockets.letGo(account),
      warn: (details, message) => house.log.warn(details, message),
    });
  if (installed !== undefined && others !== undefined) {
    const resealed = mirror === undefined ? tables.reseal() + (keys?.reseal() ?? 0) : 0;
    if (resealed > 0) house.log.warn({ resealed }, 'secrets are sealed with the new key');
    await others.sync(age());
    installRoutes(house, {
      ...{
        integrations: installed.integrations,
        now,
        numberOf,
        secure: config.publicUrl.protocol === 'https:',
      },
      exchange: (by) => exchangeTokens(by, now),
      install: async (id, url, { clientId }, pair) => {
        await tables.install(id, url, clientId, pair);
        await others.sync();
      },
    });
  }
  const integrations = [...(own === undefined ? [] : [own.amo]), ...(installed?.integrations ?? [])];
  uninstallRoute(house, integrations, async (id) => {
    await tables.uninstall(id, now());
    sockets.letGo(id);
    await others?.sync();
  });
  accountFigures(metrics.registry, { accounts, sockets, tables, now });
  const stopLooking = nodeClock.every(betweenLooks, () => {
    others?.look().catch((error: unknown) => house.log.warn({ err: error }, 'accounts were not looked at'));
  });
  await house.ready();
  // A database elsewhere may take its time: until then we say that we are not ready.
  if (fellows === undefined) await whole.alive();
  await house.listen({ host: config.host, port: config.port });

  return {
    /** Answers what has been asked, writes what has been taken, then stops. */
    async stop(): Promise<void> {
      stopping = true;
      stopLooking();
      metrics.stop();
      await Promise.all(accounts.all().map((account) => account.rest()));
      await fellows?.leave();
      sockets.close();
      await house.close();
      await Promise.all(accounts.all().map((account) => account.close()));
      await thread.close();
      tables.close();
    },
  };
}
