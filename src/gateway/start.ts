import { randomUUID } from 'node:crypto';
import { setTimeout } from 'node:timers/promises';
import { join } from 'node:path';
import { requestBudget } from '../domain/request-budget';
import { adminRights } from './admin-rights';
import { amoSettings } from './amo-settings';
import { awayRing } from './away-ring';
import { awayRingNotice } from './away-ring-notice';
import { awayRingUsers } from './away-ring-users';
import type { Config } from './config';
import { dialRoutes } from './dial/dial-routes';
import { obeyDial } from './dial/obey-dial';
import { extensions } from './extensions';
import { failedTries } from './failed-tries';
import { httpServer } from './http';
import { journalRoutes } from './journal-routes';
import { journal } from './log/journal';
import { startLog } from './log/start-log';
import { takeResult } from './log/take-result';
import { keptExtensions } from './kept-extensions';
import { nodeClock } from './node-clock';
import { pbxControl } from './orders/pbx-control';
import { takeOrders } from './orders/take-orders';
import { oneTimeTokens } from './one-time-token';
import { openSession } from './open-session';
import { gatewayMetrics } from './ops/gateway-metrics';
import { ringWatch } from './ops/ring-watch';
import { tellUnheard } from './ops/tell-unheard';
import { askPbx } from './recordings/ask-pbx';
import { recordingLinkCheck, recordingLinks } from './recordings/recording-link';
import { recordingRoutes } from './recordings/recording-routes';
import { toldRecording } from './recordings/told-recording';
import { accountDialPlan } from './route/account-country';
import { crmGet } from './route/crm-get';
import { startRouting } from './route/start-routing';
import { sessionTokens } from './session-token';
import { sipAccounts } from './sip-accounts';
import { agentSockets } from './sockets';
import { startStoreThread } from './store-thread';
import { takeEvents } from './take-events';
import { workerStore } from './worker-store';

/** What the log may take to come to rest, ms. */
const logPatience = 5_000;
/** An agent whose browser was here up to now is reloading a page, ms. */
const reload = 5_000;

/** Joins all parts and listens. `onDeath`: the store is gone for good, whoever runs us shall start us anew. */
export async function startGateway(config: Config, onDeath: (error: Error) => void) {
  const now = Date.now;
  const data = { folder: config.storePath, account: config.amo.accountId, logging: config.log.on };
  const thread = startStoreThread(join(__dirname, 'store-worker.js'), data, onDeath);
  const metrics = gatewayMetrics();
  const store = metrics.counted(workerStore(thread, now));

  const tries = failedTries(now);
  const app = httpServer(config, store, tries);
  metrics.serve(app);
  const tokens = sessionTokens(config, now);
  const turn = requestBudget(config.log.rate, (ms, run) => nodeClock.after(ms, run));
  // Somebody waits for what is asked here; what the log writes can wait.
  const paced: typeof fetch = async (...request) => {
    await turn(true);
    return fetch(...request);
  };
  const warn = (error: unknown, message: string): void => app.log.warn({ err: error }, message);
  const kept = keptExtensions(config.storePath, warn);
  const numbers = extensions(amoSettings(config.amo, paced), now, (ms) => setTimeout(ms), kept);
  takeEvents(app, config.pbxKey, store);
  openSession(app, {
    visitorOf: oneTimeTokens(config, now),
    isAdmin: adminRights(config.amo, now, paced),
    extensionOf: (user, shown) => numbers.of(user, shown),
    tokens,
    logging: config.log.on || config.log.elsewhere,
    sipOf: sipAccounts(config.sip),
    originates: config.controlUrl !== undefined,
  });
  const linkParts = {
    publicUrl: config.publicUrl,
    clientSecret: config.amo.clientSecret,
    accountId: config.amo.accountId,
  };
  const links = recordingLinks(linkParts, now);
  const hosts = config.recordingHosts;
  const told = toldRecording({
    ...{ hosts, links },
    // Browsers that write calls into the CRM write this very link there.
    days: config.log.on || config.log.elsewhere ? 1 : config.log.recordingLinkDays,
    warn: (message) => app.log.warn(message),
  });
  recordingRoutes(app, {
    check: recordingLinkCheck(linkParts, now),
    callOf: (callId) => store.call(callId),
    ask: askPbx(hosts),
  });
  const seen = (extension: string): number | undefined => sockets.seen(extension);
  const get = crmGet(config.amo, paced);
  const dialPlan = accountDialPlan(get, now);
  startRouting({
    ...{ app, config, store, get, dialPlan, seen, tokens, now },
    extensions: () => numbers.all(),
  });
  const log = startLog({
    ...{ config, store, turn, dialPlan, links, now },
    extensions: () => numbers.all(),
    connected: (all) => all.some((extension) => (seen(extension) ?? 0) >= now() - reload),
    warn,
    alarm: (reason) => app.log.error({ reason }, 'the call log has stopped: no call is written into the CRM'),
  });
  journalRoutes(
    app,
    tokens,
    journal(store.log, now, () => log.tryNow()),
  );
  const obey = obeyDial({ store: store.dial, rules: config.dial, dialPlan, now });
  dialRoutes(app, tokens, store.dial, obey, now);
  const tell = config.unheardUrl && tellUnheard(config.unheardUrl, config.pbxKey);
  const watch = ringWatch({
    now,
    every: (ms, look) => nodeClock.every(ms, look),
    onUnheard: (ring) => {
      metrics.unheard();
      app.log.warn(ring, 'no browser shows a ring');
      tell?.(ring).catch((error: unknown) => app.log.warn({ err: error }, 'the PBX was not told of it'));
    },
  });
  metrics.registry.gauge('gateway_browsers', 'Connected browsers.', () => sockets.count());
  metrics.registry.gauges(
    'gateway_log_calls',
    'Ended calls, by their state in the call log.',
    'state',
    async () => ({
      ...(await store.log.counts()),
    }),
  );
  metrics.registry.gauge('gateway_log_stopped', '1 while no call can be written into the CRM.', async () =>
    (await store.log.stopped()) === null ? 0 : 1,
  );
  await app.ready();
  const sockets = agentSockets({
    http: app.server,
    origin: config.amo.url.origin,
    account: config.amo.accountId,
    tokens,
    store: {
      missed: async (extension, since) => {
        const { pictures, seq } = await store.missed(extension, since);
        return { pictures: pictures.map(told), seq };
      },
    },
    onResult: takeResult({ store, rules: config.dial, now, wake: () => log.wake() }),
    onHeard: (callId, extension) => watch.heard(callId, extension),
    tries,
    orders: takeOrders({
      control: config.controlUrl && pbxControl(config.controlUrl, config.pbxKey),
      callOf: (callId) => store.call(callId),
      newId: randomUUID,
    }),
    ...{ now, warn },
  });
  store.onChanged(({ picture, rooms }) => {
    metrics.told();
    if (watch.changed(picture)) metrics.rings();
    sockets.tell({ picture: told(picture), rooms });
  });
  const away = awayRing({
    clock: nodeClock,
    seen,
    usersOf: awayRingUsers(() => numbers.all()),
    notify: awayRingNotice(config.amo, paced),
    warn,
  });
  if (config.awayNotifications) store.onChanged(({ picture }) => away.heard(picture));
  await store.alive();
  await app.listen({ host: config.host, port: config.port });

  return {
    /** Answers what has been asked, writes what has been taken, then stops. */
    async stop(): Promise<void> {
      away.stop();
      watch.stop();
      metrics.stop();
      // A request that hangs is found again by the next start.
      await Promise.race([log.stop(), setTimeout(logPatience)]);
      sockets.close();
      await app.close();
      await store.close();
    },
  };
}
