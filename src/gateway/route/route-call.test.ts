import { anna, boris, sandboxApi, vera } from '../../../test/fakes/sandbox-api';
import { dialPlanOf } from '../../domain/dial-plan';
import { emptyPlan } from '../../routing/plan';
import type { AgentState } from '../../routing/situation';
import type { CrmGet } from './crm-callers';
import { routeCall, type RouteNeeds } from './route-call';
import { zoneOffset } from './zone-offset';

const free = (extension: string): AgentState => ({ extension, online: true, inCall: false });
const agents = new Map([
  [anna, free('101')],
  [boris, free('102')],
  [vera, free('103')],
]);

function router(get: CrmGet, more: Partial<RouteNeeds> = {}) {
  const { route } = routeCall({
    get,
    plan: () => ({ written: {}, plan: emptyPlan }),
    dialPlan: () => dialPlanOf('RU'),
    agents: () => Promise.resolve(agents),
    lastTalk: () => Promise.resolve(undefined),
    offsetOf: zoneOffset,
    now: Date.now,
    deadline: 50,
    // A slow machine is no slow CRM.
    patience: more.deadline ?? 20,
    ...more,
  });
  return async (from: string): Promise<string> => {
    const given = await route({ from, to: '+74951234567' });
    if (given.action === 'reject') return `${given.code} ${given.message}`;
    return `${given.reason} ${given.targets.map(({ extension }) => extension).join(' ')}`;
  };
}

const apiGet =
  (api: ReturnType<typeof sandboxApi>): CrmGet =>
  async (path) => {
    const { status, json } = await api.ask('GET', path);
    if (status === 204) return undefined;
    if (status !== 200) throw new Error(String(status));
    return json as unknown;
  };

test('the manager of the open lead, of the contact, of the company; strangers ring all', async () => {
  const api = sandboxApi();
  const routed = router(apiGet(api), { deadline: 5000 });
  const [first] = api.sandbox.crm.pipelines;
  const open = first!.statuses.find(({ type, id }) => type === 0 && id !== 142 && id !== 143)!.id;
  const contact = await api.made('contacts', {
    ...api.phoned('8 (905) 700-00-01'),
    responsible_user_id: boris,
  });
  expect(await routed('+79057000001')).toBe('responsible 102 101 103');
  const lead = (status_id: number, responsible_user_id: number) => ({
    name: 'Lead',
    status_id,
    pipeline_id: first!.id,
    responsible_user_id,
    _embedded: { contacts: [{ id: contact }] },
  });
  await api.made('leads', lead(143, anna));
  expect(await routed('+79057000001')).toBe('responsible 102 101 103');
  await api.made('leads', lead(open, vera));
  expect(await routed('+79057000001')).toBe('responsible 103 101 102');
  await api.made('companies', { ...api.phoned('+7 495 700 00 02'), responsible_user_id: vera });
  expect(await routed('84957000002')).toBe('responsible 103 101 102');
  expect(await routed('+79057000099')).toBe('default 101 102 103');
});

test('a card whose name holds the digits is nobody’s number', async () => {
  const api = sandboxApi();
  await api.made('contacts', { name: '9057000003', responsible_user_id: boris });
  expect(await router(apiGet(api), { deadline: 5000 })('+79057000003')).toBe('default 101 102 103');
});

test.each<[string, CrmGet, string]>([
  ['hangs', () => new Promise(() => undefined), 'timeout'],
  [
    'hangs and is cut off',
    (_path, signal) =>
      new Promise((_, no) => signal.addEventListener('abort', () => no(new Error('aborted')))),
    'timeout',
  ],
  ['answers 500', () => Promise.reject(new Error('500')), 'error'],
  ['answers with garbage', () => Promise.resolve('<html>'), 'error'],
  ['answers with another object', () => Promise.resolve({ ok: true }), 'error'],
  ['answers with nothing found', () => Promise.resolve(undefined), 'default'],
])('a CRM that %s: all ring', async (_name, get, reason) => {
  expect(await router(get)('+79991112233')).toBe(`${reason} 101 102 103`);
});

test('a caller known before rings their manager while the CRM is down', async () => {
  const api = sandboxApi();
  await api.made('contacts', { ...api.phoned('+79057000004'), responsible_user_id: vera });
  let up = true;
  const routed = router(
    (path, signal) => (up ? apiGet(api)(path, signal) : Promise.reject(new Error('502'))),
    { deadline: 5000 },
  );
  expect(await routed('+79057000004')).toBe('responsible 103 101 102');
  up = false;
  expect(await routed('8 905 700-00-04')).toBe('responsible 103 101 102');
  expect(await routed('+79057000005')).toBe('error 101 102 103');
});

test('who talked last steps in for a manager without a number; a store that fails takes nobody’s call', async () => {
  const api = sandboxApi();
  await api.made('contacts', { ...api.phoned('+79057000006'), responsible_user_id: 504145 });
  const get = apiGet(api);
  const lastTalk = () => Promise.resolve({ extension: '102', at: 1 });
  expect(await router(get, { lastTalk, deadline: 5000 })('+79057000006')).toBe('group 102 101 103');
  const broken = () => Promise.reject(new Error('disk'));
  expect(await router(get, { lastTalk: broken, deadline: 5000 })('+79057000006')).toBe('group 101 102 103');
  expect(await router(get, { agents: broken, deadline: 5000 })('+79057000006')).toBe(
    '480 Temporarily Unavailable',
  );
});

test('internal and hidden numbers ask the CRM nothing', async () => {
  const asked: string[] = [];
  const routed = router((path) => {
    asked.push(path);
    return Promise.resolve(undefined);
  });
  expect([await routed('102'), await routed('anonymous'), asked]).toEqual([
    'default 101 102 103',
    'default 101 102 103',
    [],
  ]);
});

test.each([
  ['+03:00', '2026-06-10T00:00:00Z', 180],
  ['-04:30', '2026-06-10T00:00:00Z', -270],
  ['Europe/Moscow', '2026-01-10T00:00:00Z', 180],
  ['Europe/Berlin', '2026-01-10T00:00:00Z', 60],
  ['Europe/Berlin', '2026-07-10T00:00:00Z', 120],
  ['America/New_York', '2026-07-10T00:00:00Z', -240],
  ['UTC', '2026-07-10T00:00:00Z', 0],
])('%s at %s is %i minutes ahead', (zone, at, minutes) => {
  expect(zoneOffset(zone, Date.parse(at))).toBe(minutes);
});

test('a trial takes nobody’s turn; at another time all are there and free', async () => {
  const plan = {
    ...emptyPlan,
    groups: new Map([['all', { members: [anna, boris], strategy: 'round_robin' as const }]]),
    defaultGroup: 'all',
  };
  const busy = new Map([
    [anna, { ...free('101'), inCall: true }],
    [boris, free('102')],
  ]);
  const needs = {
    ...{ get: () => Promise.resolve(undefined), plan: () => ({ written: {}, plan }), now: Date.now },
    ...{ dialPlan: () => dialPlanOf('RU'), agents: () => Promise.resolve(busy), offsetOf: zoneOffset },
    ...{ lastTalk: () => Promise.resolve(undefined), deadline: 5000, patience: 20 },
  };
  const { tried, route } = routeCall(needs);
  const call = { from: '+79057000099', to: '+74951234567' };
  const who = async (given: ReturnType<typeof tried>) => {
    const answer = await given;
    return answer.action === 'forward' ? answer.targets.map(({ extension }) => extension) : [];
  };
  expect(await who(tried(call, plan))).toEqual(['102']);
  expect(await who(tried({ ...call, at: 0 }, plan))).toEqual(['101', '102']);
  busy.set(anna, free('101'));
  expect([await who(route(call)), await who(route(call))]).toEqual([
    ['101', '102'],
    ['102', '101'],
  ]);
});

test('what is left of the deadline is all that a CRM gets', async () => {
  const { route } = routeCall({
    get: () => new Promise(() => undefined),
    plan: () => ({ written: {}, plan: { ...emptyPlan, last: { do: 'ring', to: '*97' } } }),
    dialPlan: () => dialPlanOf('RU'),
    // Neither may the disk wait longer.
    agents: () => new Promise(() => undefined),
    lastTalk: () => new Promise(() => undefined),
    offsetOf: zoneOffset,
    now: Date.now,
    deadline: 600_000,
    patience: 600_000,
  });
  const given = await route({ from: '+79057000001', to: '+74951234567' }, 600_000);
  expect(given).toMatchObject({ action: 'forward', reason: 'timeout' });
});
