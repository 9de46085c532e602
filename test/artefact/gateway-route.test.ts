import { startSandbox, type RunningSandbox } from '../browser/sandbox';

jest.setTimeout(60_000);

let sandbox: RunningSandbox;
beforeAll(async () => {
  sandbox = await startSandbox();
});
afterAll(() => sandbox.stop());
afterEach(async () => {
  await sandbox.faults();
  await sandbox.latency(0);
});

const line = '+74951234567';
async function ask(body: unknown, key = sandbox.pbxKey) {
  const response = await fetch(`${sandbox.gateway}/v1/route`, {
    method: 'POST',
    headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
  return { status: response.status, body: (await response.json()) as Record<string, unknown> };
}
const route = async (from: string) => (await ask({ call_id: 'r-1', from, to: line })).body;

const [first, second, third] = ['8 905 800-00-01', '8 905 800-00-02', '8 905 800-00-03'];
/** Contacts of Vera's, made in one request: the account's rate is shared with the gateway. */
beforeAll(async () => {
  const vera = sandbox.agents.find(({ extension }) => extension === '103')!.userId;
  const response = await fetch(`${sandbox.crm}/api/v4/contacts`, {
    method: 'POST',
    headers: { authorization: `Bearer ${sandbox.apiToken}`, 'content-type': 'application/json' },
    body: JSON.stringify(
      [first, second, third].map((value) => ({
        name: 'Клиент Веры',
        responsible_user_id: vera,
        custom_fields_values: [{ field_code: 'PHONE', values: [{ value, enum_code: 'WORK' }] }],
      })),
    ),
  });
  expect(response.status).toBe(200);
});
/** The gateway asks the CRM up to three times a call: waits until the account's rate allows that. */
beforeEach(async () => {
  const lately = async () =>
    (await sandbox.log()).filter(({ at }) => Date.now() - Date.parse(at) < 1000).length;
  while ((await lately()) > 3) await new Promise((resolve) => setTimeout(resolve, 50));
});

test('a known caller rings their manager, then the others; the answer says why', async () => {
  const given = await route('+79058000001');
  const vera = sandbox.agents.find(({ extension }) => extension === '103')!.userId;
  expect(given).toMatchObject({
    action: 'forward',
    reason: 'responsible',
    trail: expect.arrayContaining([{ rule: 'card', user: vera, verdict: 'rings' }]) as unknown,
  });
  const targets = given['targets'] as { extension: string; user_id: number; timeout: number }[];
  expect(targets[0]).toEqual({
    ...{ extension: '103', user_id: vera, timeout: 20, step: 0 },
    why: 'contact',
  });
  expect(
    targets
      .slice(1)
      .map(({ extension }) => extension)
      .sort(),
  ).toEqual(['101', '102', '104']);
});

test('a stranger rings everybody who has a number', async () => {
  expect(await route('+79058000099')).toMatchObject({ action: 'forward', reason: 'default' });
});

test('an agent who talks is passed over, and is rung again after the call', async () => {
  const call = (type: string, more = {}) => ({
    ...{
      id: `route-${type}`,
      call_id: 'route-busy',
      type,
      direction: 'inbound',
      from: '+79057770000',
      to: line,
    },
    ...{ extensions: ['103'], at: new Date().toISOString(), ...more },
  });
  await sandbox.post([call('ringing'), call('answered')]);
  expect(await route('+79058000002')).toMatchObject({ reason: 'group' });
  await sandbox.post(call('ended', { disposition: 'answered', duration: 1 }));
  expect(await route('+79058000002')).toMatchObject({ reason: 'responsible' });
});

test.each([
  ['api-500', 'error'],
  ['api-garbage', 'error'],
  ['api-html', 'error'],
  ['api-reset', 'error'],
  ['api-timeout', 'timeout'],
])('with %s everybody rings all the same, reason %s', async (fault, reason) => {
  await route('+79058000098');
  await sandbox.faults(fault);
  const { status, body } = await ask({
    call_id: 'r-2',
    from: `+7905${fault.length}000${reason.length}7`,
    to: line,
  });
  expect([status, body['reason'], body['action']]).toEqual([200, reason, 'forward']);
});

test('a manager known before is rung while the CRM is down', async () => {
  expect(await route('+79058000003')).toMatchObject({ reason: 'responsible' });
  await sandbox.faults('api-timeout');
  expect(await route('89058000003')).toMatchObject({ reason: 'responsible' });
});

test('without the key nobody learns who is responsible for whom; a faulty question is named', async () => {
  expect((await ask({ call_id: 'r', from: '1', to: '2' }, 'guess')).status).toBe(401);
  const { status, body } = await ask({ from: 7 });
  expect([status, body['code']]).toEqual([400, 'invalid_route']);
  expect(String(body['message'])).toContain('call_id');
});
