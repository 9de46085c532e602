import { createServer, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { test } from '@playwright/test';
import fastify from 'fastify';
import { dialPlanOf } from '../src/domain/dial-plan';
import { oneKey } from '../src/gateway/pbx-key';
import { crmGet } from '../src/gateway/route/crm-get';
import { routeCall } from '../src/gateway/route/route-call';
import { routeEndpoint } from '../src/gateway/route/route-endpoint';
import { zoneOffset } from '../src/gateway/route/zone-offset';
import { emptyPlan } from '../src/routing/plan';
import type { Route } from '../src/routing/route';
import { quantile } from './quantile';
import { record } from './record';

test.setTimeout(600_000);
const deadline = 1_500;
const patience = 400;
const key = 'the-key-of-this-pbx';

const contacts = (phone: string): string =>
  JSON.stringify({
    _embedded: {
      contacts: [
        {
          ...{ id: 7, name: 'Olga', responsible_user_id: 3 },
          custom_fields_values: [{ field_code: 'PHONE', values: [{ value: phone }] }],
        },
      ],
    },
  });
type Answers = (response: ServerResponse, phone: string, isContacts: boolean) => void;
const known =
  (ms: number): Answers =>
  (response, phone, isContacts) =>
    void setTimeout(() => {
      if (isContacts) response.writeHead(200).end(contacts(phone));
      else response.writeHead(204).end();
    }, ms);
const never: Answers = () => undefined;

/** Per kind of CRM: how it answers, calls at once, calls in all. */
const crms = [
  ['in 0 ms', known(0), 10, 500],
  ['in 300 ms', known(300), 20, 200],
  ['in 2,000 ms', known(2_000), 50, 200],
  ['never', never, 50, 200],
  ['500', (response: ServerResponse) => void response.writeHead(500).end(), 10, 500],
  ['204', (response: ServerResponse) => void response.writeHead(204).end(), 10, 500],
  ['garbage', (response: ServerResponse) => void response.writeHead(200).end('<html>'), 10, 500],
] as const;

/** `POST /v1/route` over a CRM that answers as it is told. */
async function gatewayOver(first: Answers) {
  let answer = first;
  const crm = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '', 'http://crm');
    answer(response, `+7${searchParams.get('query') ?? ''}`, pathname.endsWith('/contacts'));
  });
  await new Promise<void>((ready) => crm.listen(0, '127.0.0.1', ready));
  const url = new URL(`http://127.0.0.1:${(crm.address() as AddressInfo).port}`);
  const agents = new Map(
    [1, 2, 3].map((user) => [user, { extension: `10${user}`, online: true, inCall: false }]),
  );
  const router = routeCall({
    ...{ get: crmGet({ url }, fetch), plan: () => ({ written: {}, plan: emptyPlan }), deadline, patience },
    ...{ dialPlan: () => dialPlanOf('RU'), agents: () => Promise.resolve(agents), offsetOf: zoneOffset },
    ...{ lastTalk: () => Promise.resolve(undefined), now: Date.now },
  });
  const app = fastify();
  routeEndpoint(app, oneKey(key), router, () => undefined);
  const gateway = await app.listen({ host: '127.0.0.1', port: 0 });

  return {
    be: (next: Answers): void => void (answer = next),
    /** A webhook has come, of somebody else. */
    told: () => router.changed({ cards: new Set(), leads: new Set(), keys: new Set() }),
    /** Times to the answers, and how often which target was named with which reason. */
    async calls(atOnce: number, calls: number) {
      const times: number[] = [];
      const given = new Map<string, number>();
      let next = 0;
      const caller = async (): Promise<void> => {
        while (next < calls) {
          const call = (next += 1);
          const start = performance.now();
          const response = await fetch(`${gateway}/v1/route`, {
            method: 'POST',
            headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
            body: JSON.stringify({
              call_id: `c-${call}`,
              from: `+7900${1_000_000 + call}`,
              to: '+74951234567',
            }),
          });
          const route = (await response.json()) as Route;
          times.push(performance.now() - start);
          const what =
            route.action === 'forward' ? `${route.reason} ${route.targets[0]?.extension ?? ''}` : 'refused';
          given.set(what, (given.get(what) ?? 0) + 1);
        }
      };
      await Promise.all(Array.from({ length: atOnce }, caller));
      return { times, given };
    },
    async stop(): Promise<void> {
      await app.close();
      crm.closeAllConnections();
      crm.close();
    },
  };
}

type Measured = Awaited<ReturnType<Awaited<ReturnType<typeof gatewayOver>>['calls']>>;
function tell(name: string, { times, given }: Measured): void {
  console.log(`${name}: ${[...given].map(([what, count]) => `${what} × ${count}`).join(', ')}`);
  const n = times.length;
  record('route', [
    { name: `${name}: p50`, value: quantile(times, 0.5), unit: 'ms', n },
    { name: `${name}: p99`, value: quantile(times, 0.99), unit: 'ms', n },
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
