import { anna, boris, dina, sandboxApi } from '../../../test/fakes/sandbox-api';
import type { FaultName } from '../options';

const url = '/api/v4/contacts?limit=1';
type Api = ReturnType<typeof sandboxApi>;
const burst = async ({ ask, clock }: Api, requests: number, options = {}) => {
  clock.step = 0;
  clock.ms += 2000;
  const statuses: number[] = [];
  for (let left = requests; left > 0; left -= 1)
    statuses.push((await ask('GET', url, undefined, options)).status);
  return statuses;
};

test('the eighth request within a second is refused, a second later all is well', async () => {
  const api = sandboxApi();
  expect(await burst(api, 8)).toEqual([200, 200, 200, 200, 200, 200, 200, 429]);
  expect(await burst(api, 1)).toEqual([200]);
});

test('after three bursts everything is 403 for a minute, for this client alone', async () => {
  const api = sandboxApi();
  for (let bursts = 3; bursts > 0; bursts -= 1) expect((await burst(api, 8)).at(-1)).toBe(429);
  expect(await burst(api, 2)).toEqual([403, 403]);
  expect((await api.ask('GET', '/api/v4/account')).status).toBe(403);
  expect(await burst(api, 1, { user: boris })).toEqual([200]);
  api.clock.ms += 60_000;
  expect(await burst(api, 1)).toEqual([200]);
});

test('users in their browsers do not eat into the allowance of one another or of the token', async () => {
  const api = sandboxApi();
  expect(await burst(api, 7)).not.toContain(429);
  api.clock.ms -= 2000;
  expect(await burst(api, 7, { user: anna })).not.toContain(429);
});

test.each([
  ['a wrong token', { authorization: 'Bearer nonsense' }, 401],
  ['an unknown context user', { authorization: 'Bearer test-token', 'x-context-user-id': '1' }, 403],
  ['a free context user', { authorization: 'Bearer test-token', 'x-context-user-id': String(dina) }, 403],
  [
    'the token in the name of a user',
    { authorization: 'Bearer test-token', 'x-context-user-id': String(boris) },
    200,
  ],
])('%s', async (_, headers, status) => {
  const { ask } = sandboxApi();
  const answer = await ask('GET', url, undefined, { headers });
  expect(answer.status).toBe(status);
  if (status !== 200) expect(answer.type).toBe('application/problem+json');
});

test.each([
  ['api-401', 401, /problem\+json/],
  ['api-429', 429, /problem\+json/],
  ['api-500', 500, /problem\+json/],
  ['api-504', 504, /text\/html/],
  ['api-html', 200, /text\/html/],
  ['api-403-html', 403, /text\/html/],
] as const)('the fault %s answers %i', async (fault, status, type) => {
  const { ask, sandbox } = sandboxApi();
  sandbox.faults.add(fault);
  const answer = await ask('GET', url);
  expect(answer.status).toBe(status);
  expect(answer.type).toMatch(type);
  sandbox.faults.delete(fault);
  expect((await ask('GET', url)).status).toBe(200);
});

test('the fault api-garbage answers 200 with cut JSON', async () => {
  const { sandbox, origin } = sandboxApi();
  sandbox.faults.add('api-garbage');
  const response = await fetch(`${await origin}${url}`);
  expect(response.status).toBe(200);
  await expect(response.json()).rejects.toThrow(/JSON/);
});

test.each(['api-reset', 'api-lost-answer'] satisfies FaultName[])(
  'the fault %s drops the connection, and only one of the two does the work',
  async (fault) => {
    const { ask, sandbox } = sandboxApi();
    const before = sandbox.crm.contacts.size;
    sandbox.faults.add(fault);
    await expect(ask('POST', '/api/v4/contacts', [{ name: 'A' }])).rejects.toThrow('fetch failed');
    expect(sandbox.crm.contacts.size - before).toBe(fault === 'api-lost-answer' ? 1 : 0);
    expect(sandbox.log.at(-1)).toMatchObject({ method: 'POST', status: 0 });
  },
);

test('the fault api-timeout never answers, yet the server can be closed', async () => {
  const { sandbox, origin } = sandboxApi();
  sandbox.faults.add('api-timeout');
  await expect(fetch(`${await origin}${url}`, { signal: AbortSignal.timeout(150) })).rejects.toThrow(
    /timeout/,
  );
  expect(sandbox.log).toHaveLength(1);
});

test('an answer comes no sooner than the latency says', async () => {
  const { ask, sandbox } = sandboxApi();
  sandbox.latency = 120;
  const begun = performance.now();
  expect((await ask('GET', url)).status).toBe(200);
  expect(performance.now() - begun).toBeGreaterThanOrEqual(115);
});

test('every request is logged with who asked and how it ended', async () => {
  const { ask, sandbox } = sandboxApi();
  await ask('GET', '/api/v4/contacts?query=1', undefined, { user: anna });
  await ask('POST', '/api/v4/calls', []);
  await ask('GET', '/api/v4/nowhere');
  expect(sandbox.log).toMatchObject([
    { method: 'GET', path: '/api/v4/contacts', query: 'query=1', client: 'browser' },
    { method: 'POST', path: '/api/v4/calls', status: 400, client: 'token' },
    { path: '/api/v4/nowhere', status: 405 },
  ]);
  expect(new Date(sandbox.log[0]!.at).toISOString()).toBe(sandbox.log[0]!.at);
});

test('only administrators read the list of users; ids are text under the fault', async () => {
  const { ask, sandbox } = sandboxApi();
  expect((await ask('GET', '/api/v4/users', undefined, { user: boris })).status).toBe(403);
  const { json } = await ask('GET', '/api/v4/users?with=phone_number', undefined, { user: anna });
  expect(json).toMatchObject({ _total_items: 5, _page_count: 1 });
  expect(json._embedded.users[0]).toMatchObject({
    id: anna,
    phone_number: '101',
    rights: { is_admin: true },
  });
  expect((await ask('GET', `/api/v4/users/${boris}`)).json.rights.contacts.view).toBe('A');
  sandbox.faults.add('string-ids');
  expect((await ask('GET', '/api/v4/account', undefined, { user: boris })).json.current_user_id).toBe(
    String(boris),
  );
});

test('the account, its pipelines and fields are told as amoCRM tells them', async () => {
  const { ask } = sandboxApi();
  const account = (await ask('GET', '/api/v4/account?with=task_types,users_groups')).json;
  expect(account).toMatchObject({ id: 28, subdomain: 'demo', country: 'RU', is_unsorted_on: true });
  expect(Object.keys(account._embedded).sort()).toEqual(['task_types', 'users_groups']);
  const pipelines = (await ask('GET', '/api/v4/leads/pipelines')).json;
  expect(pipelines._total_items).toBe(2);
  const stages = pipelines._embedded.pipelines[0]._embedded.statuses as { id: number; type: number }[];
  expect(stages.map(({ id }) => id)).toEqual(expect.arrayContaining([142, 143]));
  expect(stages.filter(({ type }) => type === 1)).toHaveLength(1);
  const fields = (await ask('GET', '/api/v4/contacts/custom_fields')).json._embedded.custom_fields;
  expect(fields.find(({ code }: { code: string }) => code === 'PHONE')).toMatchObject({
    id: 66192,
    type: 'multitext',
  });
});

test('the settings of the widget are told to the token alone and written by administrators', async () => {
  const { ask, sandbox } = sandboxApi();
  sandbox.crm.widgets.set('our_widget', {
    id: 1,
    code: 'our_widget',
    version: '1.0.0',
    folder: '/',
    manifest: { settings: { phones: { name: 'settings.phones', type: 'users', required: false } } },
    status: 'not_configured',
    active: false,
    settings: {},
    client_uuid: 'uuid',
    client_secret: 'secret',
    redirect_uri: 'https://example.test/',
  });
  const path = '/api/v4/widgets/our_widget';
  expect((await ask('POST', path, { phones: { [anna]: '101' } }, { user: boris })).status).toBe(403);
  expect((await ask('POST', path, { phones: { [anna]: '101' } }, { user: anna })).status).toBe(200);
  expect((await ask('GET', path)).json).toMatchObject({
    is_active_in_account: true,
    settings: { phones: { [anna]: '101' } },
    settings_template: [{ key: 'phones', type: 'users', is_required: false }],
  });
  const seen = await ask('GET', path, undefined, { user: anna });
  expect(seen.json).not.toHaveProperty('settings');
  expect(seen.text).not.toContain('secret');
  expect((await ask('GET', '/api/v4/widgets/other')).status).toBe(404);
});
