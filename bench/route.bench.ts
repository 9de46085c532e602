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
const known = (ms: number) => (response: ServerResponse, phone: string, isContacts: boolean) =>
  void setTimeout(() => {
    if (isContacts) response.writeHead(200).end(contacts(phone));
    else response.writeHead(204).end();
  }, ms);

/** Per kind of CRM: how it answers, calls at once, calls in all. */
const crms = [
  ['in 0 ms', known(0), 10, 500],
  ['in 300 ms', known(300), 20, 200],
  ['in 2,000 ms', known(2_000), 50, 200],
  ['never', () => undefined, 50, 200],
  ['500', (response: ServerResponse) => void response.writeHead(500).end(), 10, 500],
  ['204', (response: ServerResponse) => void response.writeHead(204).end(), 10, 500],
  ['garbage', (response: ServerResponse) => void response.writeHead(200).end('<html>'), 10, 500],
] as const;

test('route: time to the answer and whom it rings, by what the CRM does', async () => {
  for (const [name, answer, atOnce, calls] of crms) {
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
      ...{
        get: crmGet({ url }, fetch),
        plan: () => ({ written: {}, plan: emptyPlan }),
        deadline,
        patience,
      },
      ...{ dialPlan: () => dialPlanOf('RU'), agents: () => Promise.resolve(agents), offsetOf: zoneOffset },
      ...{ lastTalk: () => Promise.resolve(undefined), now: Date.now },
    });
    const app = fastify();
    routeEndpoint(app, oneKey(key), router, () => undefined);
    const gateway = await app.listen({ host: '127.0.0.1', port: 0 });
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
    await app.close();
    crm.closeAllConnections();
    crm.close();
    console.log(`CRM ${name}: ${[...given].map(([what, count]) => `${what} × ${count}`).join(', ')}`);
    record('route', [
      { name: `CRM answers ${name}: p50`, value: quantile(times, 0.5), unit: 'ms', n: calls },
      { name: `CRM answers ${name}: p99`, value: quantile(times, 0.99), unit: 'ms', n: calls },
      {
        name: `CRM answers ${name}: later than 2 s, or no answer`,
        value: calls - times.filter((ms) => ms < 2_000).length,
        unit: `of ${calls}`,
        floor: '0',
      },
    ]);
  }
});
