import { once } from 'node:events';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { test } from '@playwright/test';
import fastify from 'fastify';
import { dialPlanOf } from '../src/domain/dial-plan';
import { oneKey } from '../src/gateway/pbx-key';
import { crmGet } from '../src/gateway/route/crm-get';
import { routeCall } from '../src/gateway/route/route-call';
import { routeEndpoint } from '../src/gateway/route/route-endpoint';
import { zoneOffset } from '../src/gateway/route/zone-offset';
import { emptyPlan } from '../src/routing/plan';
import { quantile } from './quantile';
import { record } from './record';

test.setTimeout(600_000);
const deadline = 1_500;
const patience = 400;
const key = 'the-key-of-this-pbx';

/** How the CRM answers: after so many ms, with that status or that text; `ms` -1: never. */
interface Crm {
  readonly ms: number;
  readonly status?: number;
  readonly body?: string;
}
const known = (ms: number): Crm => ({ ms, status: 200 });
const never: Crm = { ms: -1 };

/** Per kind of CRM: how it answers, calls at once, calls in all. */
const crms = [
  ['in 0 ms', known(0), 10, 500],
  ['in 300 ms', known(300), 20, 200],
  ['in 2,000 ms', known(2_000), 50, 200],
  ['never', never, 50, 200],
  ['500', { ms: 0, status: 500 }, 10, 500],
  ['204', { ms: 0, status: 204 }, 10, 500],
  ['garbage', { ms: 0, body: '<html>' }, 10, 500],
] as const;

interface Measured {
  readonly times: readonly number[];
  /** How often which target was named with which reason. */
  readonly given: Readonly<Record<string, number>>;
  /** From a request's head to its answer, in the gateway itself. */
  readonly own: readonly number[];
}

/** `POST /v1/route` over a CRM that answers as it is told; CRM and callers have a thread of their own. */
async function gatewayOver(first: Crm) {
  const world = new Worker(path.join(__dirname, 'route-world.cjs'));
  const told = async <T>(): Promise<T> => ((await once(world, 'message')) as [T])[0];
  const { port } = await told<{ port: number }>();
  const be = (crm: Crm): void => world.postMessage({ crm });
  be(first);
  const url = new URL(`http://127.0.0.1:${port}`);
  const agents = new Map(
    [1, 2, 3].map((user) => [user, { extension: `10${user}`, online: true, inCall: false }]),
  );
  const router = routeCall({
    ...{ get: crmGet({ url }, fetch), plan: () => ({ written: {}, plan: emptyPlan }), deadline, patience },
    ...{ dialPlan: () => dialPlanOf('RU'), agents: () => Promise.resolve(agents), offsetOf: zoneOffset },
    ...{ lastTalk: () => Promise.resolve(undefined), now: Date.now },
  });
  const app = fastify();
  let own: number[] = [];
  app.addHook('onResponse', (_request, reply, done) => {
    own.push(reply.elapsedTime);
    done();
  });
  routeEndpoint(app, oneKey(key), router, () => undefined);
  const gateway = await app.listen({ host: '127.0.0.1', port: 0 });

  return {
    be,
    /** A webhook has come, of somebody else. */
    told: () => router.changed({ cards: new Set(), leads: new Set(), keys: new Set() }),
    async calls(atOnce: number, count: number): Promise<Measured> {
      own = [];
      world.postMessage({ calls: { url: `${gateway}/v1/route`, key, atOnce, count } });
      const { measured } = await told<{ measured: Omit<Measured, 'own'> }>();
      return { ...measured, own };
    },
    async stop(): Promise<void> {
      await app.close();
      await world.terminate();
    },
  };
}

function tell(name: string, { times, given, own }: Measured): void {
  console.log(
    `${name}: ${Object.entries(given)
      .map(([what, count]) => `${what} × ${count}`)
      .join(', ')}`,
  );
  const n = times.length;
  record('route', [
    { name: `${name}: p50`, value: quantile(times, 0.5), unit: 'ms', n },
    { name: `${name}: p99`, value: quantile(times, 0.99), unit: 'ms', n },
    { name: `${name}: the longest in the gateway itself`, value: quantile(own, 1), unit: 'ms', n },
    {
      name: `${name}: later than 2 s, or no answer`,
      value: n - times.filter((ms) => ms < 2_000).length,
      unit: `of ${n}`,
      floor: '0',
    },
  ]);
}

test('route: time to the answer and whom it rings, by what the CRM does', async () => {
  for (const [name, answer, atOnce, calls] of crms) {
    const gateway = await gatewayOver(answer);
    tell(`CRM answers ${name}`, await gateway.calls(atOnce, calls));
    await gateway.stop();
  }
});

test('route: callers known from before, while the CRM hangs', async () => {
  const gateway = await gatewayOver(known(0));
  await gateway.calls(10, 200);
  gateway.be(never);
  tell('known before, CRM hangs, no webhooks', await gateway.calls(50, 200));
  await gateway.stop();

  const warm = await gatewayOver(known(0));
  await warm.told();
  await warm.calls(10, 200);
  warm.be(never);
  tell('known before, CRM hangs, webhooks come', await warm.calls(10, 200));
  await warm.stop();
});

test('route: what the decision adds to the CRM’s own time', async () => {
  const gateway = await gatewayOver(known(0));
  await gateway.calls(1, 50);
  const alone = await gateway.calls(1, 300);
  await gateway.stop();
  record('route', [
    {
      name: 'one call at a time, CRM at once, all added: p99',
      value: quantile(alone.times, 0.99),
      unit: 'ms',
      floor: '≤ 10',
      n: 300,
    },
  ]);
});
