import { readFileSync } from 'node:fs';
import type { Engine } from '../../src/engine/engine';
import { policyGateway } from '../fakes/policy-gateway';
import { targetsOf } from '../routing/rang';
import { noon, type SituationRow } from '../routing/row';
import { situations } from '../routing/situations';
import { engineFolder, type EngineFolder } from './engine-at-work';

jest.setTimeout(60_000);

const builds = ['routing', 'routing.gen2'] as const;
const key = 'the-key-of-this-pbx';
const built = (name: string): string => readFileSync(`dist/scenarios/scriptforge/${name}.js`, 'utf8');

let gateway: Awaited<ReturnType<typeof policyGateway>>;
let folder: EngineFolder;
let engine: Engine;
let asked = 0;
beforeAll(async () => {
  gateway = await policyGateway(key);
  folder = engineFolder({
    ...Object.fromEntries(builds.map((name) => [name, built(name)])),
    lost: built('routing'),
  });
  const script = (name: string, env: object, app = name) => ({
    // What is decided is looked at here, on however slow a machine; the limit of time has tests of its own.
    ...{ file: `${name}.js`, app, timeoutMs: 10_000, hosts: [new URL(gateway.url).host], env },
  });
  const env = { GATEWAY_URL: gateway.url, PBX_KEY: key };
  engine = await folder.open({
    scripts: {
      ...Object.fromEntries(builds.map((name) => [name, script(name, env)])),
      // Of the same app: the same datastore, and no gateway.
      cut: script('routing', { GATEWAY_URL: 'http://127.0.0.1:9', PBX_KEY: key }, 'routing'),
      lost: script('lost', { GATEWAY_URL: 'http://127.0.0.1:9' }),
      guess: script('routing', { ...env, PBX_KEY: 'a wrong key' }, 'guess'),
      beside: script('routing', { ...env, ROUTE_HEADER_PLACE: 'beside' }),
      moved: script('routing', { ...env, ROUTE_APPLY: 'number rows' }),
    },
    assignments: [
      ...[...builds, 'cut', 'lost', 'guess', 'beside'].map((name) => ({ line: name, script: name })),
      { line: 'moved', script: 'moved', vars: { gateways: { '101': 7, '102': 9 } } },
    ],
  });
});
afterAll(async () => {
  await engine.close();
  gateway.close();
  folder.remove();
});

interface Row {
  gw?: object;
  headers?: { key: string; value: string }[];
  remove_headers?: { key: string }[];
}
interface Data {
  routing: { cli?: string; dest_number?: string; egress_routing?: Row[]; account_id?: number };
  headers?: Row['headers'];
}
const message = (row?: SituationRow): Data => ({
  routing: {
    cli: row?.from ?? '79991112233',
    dest_number: row?.to ?? '74951234567',
    egress_routing: [{ gw: { 7: { cli: '79991112233' } } }, { gw: { 8: {} } }, { gw: { 9: {} } }],
    account_id: 28,
  },
});
async function ask(line: string, data: object = message()) {
  asked += 1;
  return engine.ask({ id: `call-${asked}`, line, message: { ...data } });
}
/** What a script answered, as the table writes it. */
async function words(line: string, row?: SituationRow): Promise<string> {
  const answer = await ask(line, message(row));
  if (answer.action === 'reject') return `${answer.code} ${answer.message}`;
  const { headers = [] } = (answer.data as Data).routing.egress_routing![0]!;
  const value = (name: string) => headers.find((header) => header.key === name)?.value ?? 'none';
  const steps = value('X-Route-To')
    .split(',')
    .map((step) => step.split(';')[0]);
  return `${value('X-Route-Reason')}: ${steps.join(' > ')}`;
}

describe.each(builds)('%s', (line) => {
  test.each(situations)('$title', async (row) => {
    gateway.be(row);
    const said = await words(line, row);
    expect(targetsOf(said)).toBe(targetsOf(row.route));
    expect(said.replace(/ > .*/, '')).toBe(row.route.replace(/ (>|\/).*/, ''));
  });
});

const known = situations[0]!;

test('while the gateway is silent, what it said last decides, of callers who are known and of strangers', async () => {
  gateway.be({ ...known, plan: { blocked: ['+79990000000'] } });
  await words('routing');
  expect(await words('cut')).toBe('responsible: 101 > 102+103+104');
  expect(await words('cut', { ...known, from: '79160000001' })).toBe('timeout: 101+102+103+104');
  expect(await words('cut', { ...known, from: '79990000000' })).toBe('603 Decline');
});

test('who was in a call when the gateway was heard last is rung all the same', async () => {
  gateway.be({ ...known, agents: { 1: { inCall: true } } });
  expect(await words('routing')).toBe('group: 102+103+104');
  expect(await words('cut')).toBe('responsible: 101 > 102+103+104');
});

test('groups take turns without the gateway, too', async () => {
  const row = situations.find(({ title }) => title === 'by turns, first')!;
  gateway.be(row);
  await words('routing', row);
  const first = [];
  for (let call = 0; call < 3; call += 1) first.push((await words('cut', row)).split(/[: >]+/)[1]);
  expect([...first].sort()).toEqual(['102', '103', '104']);
});

test.each(['lost', 'guess'])('%s: nobody can say anything, and the call passes as it came', async (line) => {
  gateway.be(known);
  expect(await ask(line)).toEqual({ action: 'return', data: message() });
});

test.each<[string, object]>([
  ['the platform’s own test message', { routing: {} }],
  ['no routing at all', { other: 1 }],
  ['routing that is none', { routing: 'no' }],
  ['numbers that are none', { routing: { cli: {}, dest_number: [] } }],
])('%s passes as it came', async (_what, data) => {
  gateway.be(known);
  expect(await ask('routing', data)).toEqual({ action: 'return', data });
});

test('of a call, only headers are added; what the caller sent under their names goes', async () => {
  gateway.be(known);
  const data = message();
  const forged = { key: 'x-route-to', value: '900;60' };
  data.routing.egress_routing![0]!.headers = [forged, { key: 'X-Other', value: '1' }];
  const answer = await ask('routing', data);
  const given = (answer as { data: Data }).data;
  const [first] = given.routing.egress_routing!;
  expect(first!.headers).toEqual([
    { key: 'X-Other', value: '1' },
    { key: 'X-Route-To', value: '101;20,102+103+104;20' },
    { key: 'X-Route-Why', value: 'contact,everybody%2Fgroup' },
    { key: 'X-Route-Reason', value: 'responsible' },
  ]);
  expect(first!.remove_headers).toEqual([
    { key: 'X-Route-To' },
    { key: 'X-Route-Why' },
    { key: 'X-Route-Reason' },
  ]);
  for (const row of given.routing.egress_routing!) {
    delete row.headers;
    delete row.remove_headers;
  }
  expect(given).toEqual(message());
});

test('headers beside routing, where an account honours those', async () => {
  gateway.be(known);
  const { data } = (await ask('beside')) as { data: Data };
  expect(data.headers?.[0]).toEqual({ key: 'X-Route-To', value: '101;20,102+103+104;20' });
  expect(data.routing).toEqual(message().routing);
});

test('the dialled number and the order of rows, where an account honours those', async () => {
  gateway.be(known);
  const { data } = (await ask('moved')) as { data: Data };
  expect(data.routing.dest_number).toBe('101');
  expect(data.routing.egress_routing).toEqual([
    message().routing.egress_routing![0],
    message().routing.egress_routing![2],
  ]);
});

test('a gateway that talks nonsense is as good as silent', async () => {
  gateway.be({ ...known, plan: { ring: 20 } });
  await words('routing');
  for (const garble of ['', '[]', '{"at":1}', '{"at":1,"crm":{"state":"found"},"plan":{}}', '<html>']) {
    gateway.garble(garble);
    expect(await words('routing')).toBe('responsible: 101 > 102+103+104');
  }
  gateway.garble(undefined);
});

test('a gateway that hangs: within its two seconds the call goes where it went before', async () => {
  gateway.be(known);
  await words('routing');
  gateway.hang(true);
  expect(await words('routing', { ...known, at: noon })).toBe('responsible: 101 > 102+103+104');
  gateway.hang(false);
});
