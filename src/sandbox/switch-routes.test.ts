import fastify from 'fastify';
import { seedCrm } from './crm/seed';
import type { Sandbox } from './sandbox';
import { accounts } from './sip/accounts';
import { grants } from './oauth/grants';
import { outsideCalls } from './sip/outside-calls';
import { routedCalls } from './sip/routed-calls';
import { switchRoutes } from './switch-routes';

const sandbox: Sandbox = {
  sipUrl: 'ws://localhost:2',
  phoneAccounts: accounts([]),
  outsideCalls: outsideCalls(Date.now),
  routedCalls: routedCalls(
    () => 0,
    () => undefined,
  ),
  options: {
    widget: undefined,
    script: undefined,
    port: 8080,
    open: false,
    seed: 1,
    latency: 0,
    faults: new Set(),
    deskPhones: [],
    bothPhones: [],
  },
  grants: grants(28, 'example.test'),
  crm: seedCrm(1),
  faults: new Set(),
  latency: 0,
  apiToken: 'token',
  crmUrl: 'http://localhost:8080',
  gatewayUrl: 'http://localhost:8081',
  log: [],
  push: () => undefined,
  subscribe: () => () => undefined,
};
const engine = { url: 'http://127.0.0.1:3', key: 'k', pid: 8, restarts: 1 };
const app = fastify();
let resets = 0;
switchRoutes(app, {
  sandbox,
  reset: () => (resets += 1),
  gateway: () => ({ pid: 7, restarts: 2 }),
  engine: () => engine,
});

let url: string;
beforeAll(async () => {
  url = await app.listen({ host: '127.0.0.1', port: 0 });
});
afterAll(() => app.close());

const ask = async (method: string, path: string, body?: unknown) => {
  const json = { body: JSON.stringify(body), headers: { 'content-type': 'application/json' } };
  const response = await fetch(url + path, { method, ...(body === undefined ? {} : json) });
  const text = await response.text();
  return { status: response.status, text, json: () => JSON.parse(text) as unknown };
};
const put = (path: string, body: unknown) => ask('PUT', path, body);

test('faults are switched on and off as a whole', async () => {
  expect((await put('/sandbox/faults', ['api-504', 'string-ids'])).json()).toMatchObject({
    faults: ['api-504', 'string-ids'],
  });
  await put('/sandbox/faults', ['api-500']);
  expect([...sandbox.faults]).toEqual(['api-500']);
  await put('/sandbox/faults', []);
  expect(sandbox.faults.size).toBe(0);
});

test.each([['api-504'], [{}], [null], [[1]]])('faults %j are refused', async (body) => {
  expect((await put('/sandbox/faults', body)).status).toBe(400);
});

test('an unknown fault is refused with the likeliest ones, and changes nothing', async () => {
  await put('/sandbox/faults', ['api-500']);
  const refused = await put('/sandbox/faults', ['api-504', 'api-timout']);
  expect([refused.status, refused.text]).toEqual([400, expect.stringContaining('api-timeout')]);
  expect([...sandbox.faults]).toEqual(['api-500']);
});

test('the delay of the API is set in ms', async () => {
  expect((await put('/sandbox/latency', { ms: 50 })).status).toBe(200);
  expect(sandbox.latency).toBe(50);
  for (const body of [{ ms: -1 }, { ms: '50' }, {}, [], null]) {
    expect((await put('/sandbox/latency', body)).status).toBe(400);
  }
  expect(sandbox.latency).toBe(50);
});

test('the log of requests is read and emptied', async () => {
  const line = {
    at: '',
    method: 'GET',
    path: '/api/v4/account',
    query: '',
    status: 200,
    client: 'token',
  } as const;
  sandbox.log.push(line);
  expect((await ask('GET', '/sandbox/log')).json()).toEqual([line]);
  await ask('DELETE', '/sandbox/log');
  expect((await ask('GET', '/sandbox/log')).json()).toEqual([]);
});

test('what agents have dialled to the outside is read and emptied', async () => {
  const { outsideCalls } = sandbox;
  outsideCalls.begin({ call_id: 'c-1', extension: '101', number: '+79120000001' }).refused(486);
  expect((await ask('GET', '/sandbox/calls')).json()).toMatchObject([
    { call_id: 'c-1', extension: '101', number: '+79120000001', outcome: 'busy', status: 486, duration: 0 },
  ]);
  expect((await ask('DELETE', '/sandbox/calls')).status).toBe(204);
  expect((await ask('GET', '/sandbox/calls')).json()).toEqual([]);
});

test('calls for the company are read: whom they rang, and by whose word', async () => {
  const steps = [{ numbers: ['103'], rings: 20_000 }];
  const call = {
    call_id: 'c-1',
    from: '+79991112233',
    to: '+74951234567',
    by: 'script',
    ms: 9,
    steps,
    faults: [],
  };
  sandbox.routedCalls.add(call);
  expect((await ask('GET', '/sandbox/routed')).json()).toEqual([{ at: '1970-01-01T00:00:00.000Z', ...call }]);
});

test('the demo data are restored on demand, and the state of the gateway and the script engine is told', async () => {
  await ask('POST', '/sandbox/reset');
  expect(resets).toBe(1);
  expect((await ask('GET', '/sandbox/status')).json()).toMatchObject({
    gateway: { pid: 7, restarts: 2 },
    engine,
  });
});
