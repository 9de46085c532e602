import { setTimeout } from 'node:timers/promises';
import { join } from 'node:path';
import { amoSettings } from './amo-settings';
import type { Config } from './config';
import { extensions } from './extensions';
import { httpServer } from './http';
import { oneTimeTokens } from './one-time-token';
import { openSession } from './open-session';
import { sessionTokens } from './session-token';
import { agentSockets } from './sockets';
import { startStoreThread } from './store-thread';
import { takeEvents } from './take-events';
import { workerStore } from './worker-store';

/** Joins all parts and listens. `onDeath`: the store is gone for good, whoever runs us shall start us anew. */
export async function startGateway(config: Config, onDeath: (error: Error) => void) {
  const now = Date.now;
  const data = { folder: config.storePath, account: config.amo.accountId };
  const thread = startStoreThread(join(__dirname, 'store-worker.js'), data, onDeath);
  const store = workerStore(thread, now);

  const app = httpServer(config, store);
  const tokens = sessionTokens(config, now);
  takeEvents(app, config.pbxKey, store);
  openSession(app, {
    userOf: oneTimeTokens(config, now),
    extensionOf: extensions(amoSettings(config.amo), now, (ms) => setTimeout(ms)),
    tokens,
  });
  await app.ready();
  const sockets = agentSockets({
    http: app.server,
    origin: config.amo.url.origin,
    account: config.amo.accountId,
    tokens,
    store,
    now,
    warn: (error, message) => app.log.warn({ err: error }, message),
  });
  store.onChanged((changed) => sockets.tell(changed));
  await store.alive();
  await app.listen({ host: config.host, port: config.port });

  return {
    /** Answers what has been asked, writes what has been taken, then stops. */
    async stop(): Promise<void> {
      sockets.close();
      await app.close();
      await store.close();
    },
  };
}
