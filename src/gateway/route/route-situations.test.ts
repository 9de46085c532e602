import fastify from 'fastify';
import { crmOf } from '../../../test/routing/crm-of-row';
import { targetsIn, targetsOf } from '../../../test/routing/rang';
import { agentsOf, noon } from '../../../test/routing/row';
import { situations } from '../../../test/routing/situations';
import { dialPlanOf } from '../../domain/dial-plan';
import { readPlan } from '../../routing/read-plan';
import type { Route } from '../../routing/route';
import { oneKey } from '../pbx-key';
import { routeCall } from './route-call';
import { routeEndpoint } from './route-endpoint';
import { knowsZone, zoneOffset } from './zone-offset';

const key = 'the-key-of-this-pbx';

test.each(situations)('POST /v1/route rings as the policy says: $title', async (row) => {
  const written = row.plan ?? {};
  const read = readPlan(written, knowsZone);
  if ('faults' in read) throw new Error(JSON.stringify(read.faults));
  const agents = agentsOf(row.agents);
  const from = row.from ?? '+79991112233';
  const talks = row.crm.state === 'found' ? row.crm.callers.flatMap(({ lastTalk }) => lastTalk ?? []) : [];
  const [last] = talks.sort((a, b) => b.at - a.at);
  const talker = last && agents.get(last.user);
  const router = routeCall({
    get: crmOf(row.crm, from),
    plan: () => ({ written, plan: read.plan }),
    dialPlan: () => dialPlanOf('RU'),
    agents: () => Promise.resolve(agents),
    lastTalk: () => Promise.resolve(talker && { extension: talker.extension, at: last.at }),
    offsetOf: zoneOffset,
    now: () => Date.parse(row.at ?? noon),
    // Only a CRM that never answers is waited for.
    ...{ deadline: row.crm.state === 'timeout' ? 20 : 5_000, patience: 20 },
  });
  const app = fastify();
  const told: string[] = [];
  routeEndpoint(app, oneKey(key), router, ({ call_id }) => told.push(call_id));
  const url = await app.listen({ host: '127.0.0.1', port: 0 });
  const ask = () =>
    fetch(`${url}/v1/route`, {
      method: 'POST',
      headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
      body: JSON.stringify({ call_id: 'c-1', from, to: row.to ?? '+74951234567' }),
    });
  // Those routed before: by them groups take turns.
  for (let turn = 0; turn < (row.turn ?? 0); turn += 1) await ask();
  const answer = await ask();
  expect(answer.status).toBe(200);
  const route = (await answer.json()) as Route;
  expect(targetsIn(route)).toBe(targetsOf(row.route));
  if (route.action === 'forward') expect(row.route).toContain(`${route.reason}: `);
  else expect(row.route).toBe(`${route.code} ${route.message}`);
  expect(told).toHaveLength(1 + (row.turn ?? 0));
  await app.close();
});
