import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import type { AccountDesk } from './account-desk';
import { accountPbx } from './account-pbx';
import type { AccountState } from './accounts/account-tables';
import { signedFetch, type CrmToken } from './accounts/crm-token';
import { adminRights } from './admin-rights';
import { amoSettings } from './amo-settings';
import { awayRing } from './away-ring';
import { awayRingNotice } from './away-ring-notice';
import { onceForAll } from './away-ring-once';
import { awayRingUsers } from './away-ring-users';
import type { AccountConfig } from './config';
import type { Changed } from './call-store';
import { crmBudget } from './crm-budget';
import { dialRoutes } from './dial/dial-routes';
import { obeyDial } from './dial/obey-dial';
import { extensions } from './extensions';
import type { FailedTries } from './failed-tries';
import { httpServer } from './http';
import { journalRoutes } from './journal-routes';
import { journal } from './log/journal';
import { startLog } from './log/start-log';
import { takeResult } from './log/take-result';
import { keepStoreSmall } from './keep-store-small';
import { keptExtensions } from './kept-extensions';
import { nodeClock } from './node-clock';
import { oneTimeTokens } from './one-time-token';
import { openSession } from './open-session';
import type { GatewayMetrics } from './ops/gateway-metrics';
import { tellUnheard } from './ops/tell-unheard';
import { watchRings } from './ops/watch-rings';
import { takeOrders } from './orders/take-orders';
import type { PbxKeys } from './pbx-key';
import { accountRecordings } from './recordings/account-recordings';
import { accountDialPlan } from './route/account-country';
import { crmGet } from './route/crm-get';
import { startRouting } from './route/start-routing';
import type { AccountFellow } from './shared/account-fellow';
import { accountStatus } from './status/account-status';
import { rateUse } from './status/rate-use';
import { recentTroubles } from './status/recent-troubles';
import { statusRoute } from './status/status-route';
import { watchAnswers } from './status/watch-answers';
import { watchedCrm } from './status/watched-crm';
import { sessionTokens } from './session-token';
import { sipAccounts } from './sip-accounts';
import type { AgentSockets } from './sockets';
import { takeEvents } from './take-events';
import { workerStore, type StoreThread } from './worker-store';

/** What the log may take to come to rest, ms. */
const logPatience = 5_000;
/** An agent whose browser was here up to now is reloading a page, ms. */
const reload = 5_000;

export interface AccountNeeds {
  readonly config: AccountConfig;
  readonly token: CrmToken;
  readonly keys: PbxKeys;
  /** Sessions begun before this are over, ms since 1970. */
  readonly sessionsFrom: () => number;
  /** The account was installed here: what goes out says whose it is. */
  readonly named: boolean;
  readonly thread: StoreThread;
  readonly tries: FailedTries;
  readonly metrics: GatewayMetrics;
  /** Where browsers are told; asked only once the account is open. */
  readonly sockets: () => AgentSockets;
  /** Ms that nobody has asked the CRM for. */
  readonly age: number;
  /** How the account's access stands; undefined: its token is a long-lived one. */
  readonly access: () => { readonly state: AccountState; readonly expires: number } | undefined;
  readonly now: () => number;
  /** The other gateways of the same store; undefined: there are none. */
  readonly fellow: AccountFellow | undefined;
}

/**
 * Joins all parts of one account. It answers requests by an app of its own, with its own keys, store and CRM: what
 * another account has cannot be reached from here, whatever a request says.
 */
export async function openAccount(needs: AccountNeeds) {
  const { config, token, keys, sessionsFrom, named, tries, metrics, sockets, now, fellow } = needs;
  const { amo } = config;
  const account = amo.accountId;
  const store = metrics.counted(workerStore(needs.thread, now));
  const app = httpServer({ logLevel: config.logLevel, origin: amo.url.origin, tries });
  const warn = (error: unknown, message: string): void => app.log.warn({ err: error, account }, message);
  metrics.count(app);

  const tokens = sessionTokens(config, now, sessionsFrom);
  const troubles = recentTroubles(now);
  const budget =
    fellow?.budget(config.log.rate) ??
    crmBudget(config.log.rate, (ms, run) => nodeClock.after(ms, run), { age: needs.age });
  const { turn, read: rate } = rateUse(budget, config.log.rate, () => performance.now());
  const crm = watchedCrm(signedFetch(token), troubles, now);
  const signed = crm.fetch;
  // Somebody waits for what is asked here; what the log writes can wait.
  const paced: typeof fetch = async (...request) => {
    const arrived = await turn(true);
    return signed(...request).finally(arrived);
  };
  const kept = keptExtensions(config.storePath, warn);
  const numbers = extensions(amoSettings(amo, paced), now, (ms) => setTimeout(ms), kept);
  const pbx = accountPbx(config, keys, store, troubles, warn);
  const posts = watchAnswers(app, troubles, now);
  const heardAt = (): number | undefined => pbx.heardAt() ?? posts.heardAt();
  takeEvents(app, keys, store, (why) => troubles.note('events_refused', why));
  openSession(app, {
    visitorOf: oneTimeTokens(config, now, sessionsFrom),
    isAdmin: adminRights(amo, now, paced),
    extensionOf: (user, shown) => numbers.of(user, shown),
    tokens,
    logging: config.log.on || config.log.elsewhere,
    sipOf: sipAccounts(config.sip, now),
    originates: pbx.control !== undefined,
  });
  const { links, told } = accountRecordings({ app, config, named, store, now });
  const seen = (extension: string): number | undefined => sockets().seen(account, extension);
  const get = crmGet(amo, paced);
  const dialPlan = accountDialPlan(get, now);
  startRouting({
    ...{ app, config, keys, store, get, dialPlan, seen, tokens, now, fellow },
    extensions: () => numbers.all(),
  });
  const log = startLog({
    ...{ config, store, turn, signed, dialPlan, links, now, warn },
    lead: fellow?.lead,
    extensions: () => numbers.all(),
    connected: (all) => all.some((extension) => (seen(extension) ?? 0) >= now() - reload),
    alarm(reason) {
      troubles.note('log_stopped', reason);
      app.log.error({ reason, account }, 'the call log has stopped: no call is written into the CRM');
    },
  });
  journalRoutes(
    app,
    tokens,
    journal(store.log, now, () => {
      log.tryNow();
      fellow?.say('try now');
    }),
  );
  fellow?.onSaid('try now', () => log.tryNow());
  fellow?.onSaid('wake', () => log.wake());
  const obey = obeyDial({ store: store.dial, rules: config.dial, dialPlan, now });
  dialRoutes(app, tokens, store.dial, obey, now);
  const tell = config.unheardUrl && tellUnheard(config.unheardUrl, keys);
  const watch = watchRings({ account, now, tell, fellow, troubles, metrics, log: app.log });
  const asTold = (change: Changed): Changed => {
    const picture = told(change.picture);
    return picture === change.picture ? change : { picture, rooms: change.rooms };
  };
  store.onChanged((changes) => {
    for (const { picture } of changes) {
      metrics.told();
      if (watch.changed(picture)) metrics.rings();
    }
    sockets().tell(account, changes.map(asTold));
  });
  const forgetting =
    config.keptDays !== undefined &&
    keepStoreSmall({
      ...{ store, keptDays: config.keptDays, linkDays: config.log.recordingLinkDays, now, warn },
      isOurs: () => fellow?.lead.is() ?? true,
      after: (ms, run) => nodeClock.after(ms, run),
    });
  const away = awayRing({
    clock: nodeClock,
    seen,
    usersOf: awayRingUsers(() => numbers.all()),
    notify: onceForAll(awayRingNotice(amo, paced), fellow),
    warn,
  });
  if (config.awayNotifications)
    store.onChanged((changes) => {
      for (const { picture } of changes) away.heard(picture);
    });
  statusRoute(app, tokens, () =>
    accountStatus({
      ...{ since: performance.timeOrigin, now, heardAt, seen, crm, rate, access: needs.access },
      extensions: () => numbers.all(),
      log: { on: config.log.on, counts: store.log.counts, stopped: store.log.stopped },
      troubles: () => troubles.list(),
    }),
  );
  await app.ready();

  const wake = (): void => {
    log.wake();
    fellow?.say('wake');
  };
  const desk: AccountDesk = {
    origin: amo.url.origin,
    tokens,
    store: {
      missed: async (extension, since) => {
        const { pictures, seq } = await store.missed(extension, since);
        return { pictures: pictures.map(told), seq };
      },
    },
    onResult: takeResult({ store, rules: config.dial, now, wake }),
    onHeard: (callId, extension) => watch.heard(callId, extension),
    orders: takeOrders({
      control: pbx.control,
      callOf: (callId) => store.call(callId),
      newId: randomUUID,
    }),
  };
  return {
    app,
    desk,
    keys,
    /** Ended calls by their state, and whether the log has stopped. */
    log: store.log,
    /** Begins nothing new of its own; what comes in is still answered. */
    async rest(): Promise<void> {
      away.stop();
      watch.stop();
      if (forgetting !== false) forgetting();
      await pbx.stop();
      // A request that hangs is found again by the next start.
      await Promise.race([log.stop(), setTimeout(logPatience)]);
    },
    /** Answers what has been asked, writes what has been taken. */
    async close(): Promise<void> {
      await app.close();
      await store.close();
    },
  };
}

export type OpenAccount = Awaited<ReturnType<typeof openAccount>>;
