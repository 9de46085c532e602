import { mkdtempSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { emptyPlan } from '../../routing/plan';
import { httpServer } from '../http';
import { sessionTokens } from '../session-token';
import { planRoutes } from './plan-routes';
import { planStore } from './plan-store';

const amo = {
  url: new URL('https://example.amocrm.ru'),
  accountId: 28,
  widgetCode: 'w',
  clientId: 'uuid-1',
  clientSecret: 'integration-secret',
};
const tokens = sessionTokens({ amo, publicUrl: new URL('https://pbx.example.com') }, Date.now);
const folder = mkdtempSync(join(tmpdir(), 'plans-'));
const now = () => Date.parse('2026-06-10T09:00:00Z');
const initial = () => ({ written: { ring: 15 }, plan: { ...emptyPlan, ring: 15 } });
const plans = planStore(folder, initial, now);
const app = httpServer({ logLevel: 'silent', origin: amo.url.origin });
planRoutes(app, {
  tokens,
  plans,
  extensions: () => Promise.resolve(new Map([['504141', '101']])),
  tried: ({ from, to, at }, plan) =>
    Promise.resolve({
      action: 'reject',
      code: plan.ring + 400,
      message: `${from} ${to} ${String(at)}`,
      trail: [],
    }),
});
let origin: string;
let admin: string;
beforeAll(async () => {
  origin = await app.listen({ host: '127.0.0.1', port: 0 });
  admin = (await tokens.issue(504141, '101', true)).token;
});
afterAll(async () => {
  await app.close();
  rmSync(folder, { recursive: true });
});

async function ask(method: string, path = '', body?: unknown, token = admin) {
  const response = await fetch(`${origin}/v1/routing-plan${path}`, {
    method,
    headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
    ...(body !== undefined && { body: JSON.stringify(body) }),
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}

test('until something is saved, the file’s plan is in force and shown', async () => {
  expect(await ask('GET')).toEqual({
    status: 200,
    body: { plan: { ring: 15 }, version: 0, history: [], extensions: { 504141: '101' } },
  });
});

test('what is saved is in force at once, after a restart too, and who changed it is known', async () => {
  const { status, body } = await ask('PUT', '', { plan: { ring: 30 }, version: 0 });
  expect([status, body['version']]).toEqual([200, 1]);
  expect(body['history']).toEqual([
    { version: 1, at: '2026-06-10T09:00:00.000Z', by: 504141, plan: { ring: 30 } },
    { version: 0, at: '2026-06-10T09:00:00.000Z', by: null, plan: { ring: 15 } },
  ]);
  expect(plans.current()).toMatchObject({ written: { ring: 30 }, plan: { ring: 30 } });
  expect(planStore(folder, initial, now).current()).toMatchObject({ plan: { ring: 30 } });
});

test('two who change it at once: the second is told, and overwrites nothing', async () => {
  expect(await ask('PUT', '', { plan: { ring: 50 }, version: 0 })).toMatchObject({
    status: 409,
    body: { code: 'plan_changed' },
  });
  expect(plans.current().plan.ring).toBe(30);
});

test('a faulty plan is refused with every place, and nothing changes', async () => {
  const { status, body } = await ask('PUT', '', {
    plan: { ring: 1, zone: 'Mars', hours: { mon: ['9'] } },
    version: 1,
  });
  expect([
    status,
    (body['faults'] as { path: string; code: string }[]).map(({ path, code }) => [path, code]),
  ]).toEqual([
    400,
    [
      ['zone', 'zone'],
      ['ring', 'whole'],
      ['hours.mon.0', 'hours'],
    ],
  ]);
  expect(plans.version()).toBe(1);
  expect((await ask('PUT', '', { plan: {} })).status).toBe(400);
});

test('a trial runs what was sent, saved or not', async () => {
  const call = { from: '+79991112233', to: '+74951234567', at: '2026-06-10T12:00:00+03:00' };
  expect(await ask('POST', '/try', { ...call, plan: { ring: 60 } })).toMatchObject({
    status: 200,
    body: { code: 460, message: `+79991112233 +74951234567 ${Date.parse(call.at)}` },
  });
  expect((await ask('POST', '/try', { plan: { ring: 1 } })).status).toBe(400);
  expect((await ask('POST', '/try', { plan: {}, at: 'soon' })).body['message']).toContain('at is a moment');
  expect((await ask('POST', '/try', { plan: {}, from: 7 })).body['message']).toContain('from is a number');
  expect(plans.version()).toBe(1);
});

test('only ten versions are kept', async () => {
  for (let version = 1; version < 14; version += 1)
    expect((await ask('PUT', '', { plan: { ring: 20 + version }, version })).status).toBe(200);
  expect(plans.history().map(({ version }) => version)).toEqual([14, 13, 12, 11, 10, 9, 8, 7, 6, 5]);
});

test('agents and strangers neither see nor change it', async () => {
  const agent = (await tokens.issue(504142, '102', false)).token;
  for (const [method, path] of [
    ['GET', ''],
    ['PUT', ''],
    ['POST', '/try'],
  ] as const) {
    const body = method === 'GET' ? undefined : { plan: {}, version: 14 };
    expect((await ask(method, path, body, agent)).status).toBe(403);
    expect((await ask(method, path, body, 'guess')).status).toBe(401);
  }
  expect(plans.version()).toBe(14);
});

test('a stored plan that cannot be followed any more is named at the start', () => {
  const path = join(folder, 'routing-plan.json');
  const text = readFileSync(path, 'utf8');
  writeFileSync(path, text.replace('"ring":33', '"ring":"x"'));
  expect(() => planStore(folder, initial, now)).toThrow('ring must be a whole number');
});

test('an editor finds the schema of plans without a key', async () => {
  const response = await fetch(`${origin}/v1/routing-plan.schema.json`);
  expect(response.headers.get('content-type')).toMatch(/^application\/schema\+json/);
  expect(await response.json()).toMatchObject({ title: 'Whom an inbound call rings' });
});
