import { anna, boris, sandboxApi, vera } from '../../../test/fakes/sandbox-api';

const phone = '+7 912 444-55-66';
const call = { direction: 'inbound', phone, duration: 30, source: 'our_widget' };
type Api = ReturnType<typeof sandboxApi>;

/** A caller with deals in these stages, customers, or none. */
async function caller(api: Api, statuses: readonly number[], customers = 0): Promise<Record<string, number>> {
  const contact = await api.made('contacts', api.phoned(phone));
  const embedded = { _embedded: { contacts: [{ id: contact }] } };
  const ids: Record<string, number> = { contact };
  for (const status_id of statuses) ids['lead'] = await api.made('leads', { status_id, ...embedded });
  for (let left = customers; left > 0; left -= 1) {
    const [customer] = [...api.sandbox.crm.customers.values()].slice(-left);
    ids['customer'] = customer!.id;
    await api.ask('POST', `/api/v4/contacts/${contact}/link`, [
      { to_entity_id: customer!.id, to_entity_type: 'customers' },
    ]);
  }
  return ids;
}

const active = 3170102;
test.each([
  ['no deals', [], 0, 'contact'],
  ['one active deal', [active], 0, 'lead'],
  ['two active deals', [active, active], 0, 'contact'],
  ['a closed deal only', [143], 0, 'contact'],
  ['one active deal among closed ones', [142, 143, active], 0, 'lead'],
  ['one customer', [], 1, 'customer'],
  ['one customer and a closed deal', [143], 1, 'customer'],
  ['one customer and an active deal', [active], 1, 'contact'],
  ['two customers', [], 2, 'contact'],
])('a call of somebody with %s is put where amoCRM puts it', async (_, statuses, customers, kind) => {
  const api = sandboxApi();
  const ids = await caller(api, statuses, customers);
  const { status, json } = await api.ask('POST', '/api/v4/calls', [call]);
  expect(status).toBe(200);
  expect(json).toMatchObject({ _total_items: 1, errors: [] });
  expect(json._embedded.calls).toMatchObject([
    {
      entity_id: ids[kind],
      entity_type: kind,
      account_id: 28,
      request_id: '0',
      _embedded: { entity: { id: ids[kind] } },
    },
  ]);
  const note = api.sandbox.crm.notes.get(json._embedded.calls[0].id)!;
  expect(note).toMatchObject({ note_type: 'call_in', entity_id: ids[kind], params: { phone, duration: 30 } });
});

test('a number that only a company has puts the call at the company', async () => {
  const { ask } = sandboxApi();
  const { json } = await ask('POST', '/api/v4/calls', [{ ...call, phone: '88123094050' }]);
  expect(json._embedded.calls[0].entity_type).toBe('company');
});

test('nobody has the number: 400, the error says so and nothing is stored', async () => {
  const { ask, sandbox } = sandboxApi();
  const before = sandbox.crm.notes.size;
  const { status, json } = await ask('POST', '/api/v4/calls', [{ ...call, phone: '+79990000999' }]);
  expect(status).toBe(400);
  expect(json).toMatchObject({
    _total_items: 0,
    errors: [{ title: 'Entity not found' }],
    _embedded: { calls: [] },
  });
  expect(sandbox.crm.notes.size).toBe(before);
});

test('of a mixed batch the known call is stored and the unknown one is named', async () => {
  const api = sandboxApi();
  await caller(api, []);
  const unknown = { ...call, phone: '+79990000999', request_id: 'u' };
  const { status, json } = await api.ask('POST', '/api/v4/calls', [unknown, { ...call, request_id: 'k' }]);
  expect(status).toBe(200);
  expect(json).toMatchObject({
    _total_items: 1,
    errors: [{ request_id: 'u' }],
    _embedded: { calls: [{ request_id: 'k' }] },
  });
});

test.each([
  ['link: null', { link: null }, 'NotNullable', 'link'],
  ['call_result: null', { call_result: null }, 'NotNullable', 'call_result'],
  ['no duration', { duration: undefined }, 'FieldMissing', 'duration'],
  ['no source', { source: undefined }, 'FieldMissing', 'source'],
  ['an unknown status', { call_status: 9 }, 'NotSupportedChoice', 'call_status'],
  ['an unknown direction', { direction: 'in' }, 'NotSupportedChoice', 'direction'],
  ['duration as text', { duration: '30' }, 'InvalidType', 'duration'],
  ['an empty number', { phone: '' }, 'NotBlank', 'phone'],
])('%s is refused by name', async (_, change, code, path) => {
  const api = sandboxApi();
  await caller(api, []);
  const { status, json } = await api.ask('POST', '/api/v4/calls', [{ ...call, ...change }]);
  expect(status).toBe(400);
  expect(json['validation-errors'][0].errors).toMatchObject([{ code, path }]);
});

test.each([
  ['a user, by number', { call_responsible: boris }, { created_by: boris, responsible_user_id: boris }],
  ['the text, though it looks like an id', { call_responsible: String(boris) }, { created_by: 0 }],
  ['nobody: the robot is the author', {}, { created_by: 0 }],
  ['the author who was sent', { created_by: vera }, { created_by: vera }],
])('who talked is %s', async (_, change, note) => {
  const api = sandboxApi();
  await caller(api, []);
  const { json } = await api.ask('POST', '/api/v4/calls', [{ ...call, ...change }]);
  expect(api.sandbox.crm.notes.get(json._embedded.calls[0].id)).toMatchObject(note);
});

test('the same uniq twice is one entry', async () => {
  const api = sandboxApi();
  await caller(api, []);
  const first = await api.ask('POST', '/api/v4/calls', [{ ...call, uniq: 'call-77' }]);
  const size = api.sandbox.crm.notes.size;
  const second = await api.ask('POST', '/api/v4/calls', [{ ...call, uniq: 'call-77' }]);
  expect(second.json._embedded.calls[0].id).toBe(first.json._embedded.calls[0].id);
  expect(api.sandbox.crm.notes.size).toBe(size);
});

test('calls cannot be read, changed or deleted', async () => {
  const { ask } = sandboxApi();
  for (const method of ['GET', 'PATCH', 'DELETE'] as const) {
    expect((await ask(method, '/api/v4/calls')).status).toBe(405);
  }
});

const notice = (more: object) => ({ add: [{ type: 'phone_call', phone_number: phone, ...more }] });

test('a ringing notice reaches the users named and points to the deal', async () => {
  const api = sandboxApi();
  const { lead } = await caller(api, [active]);
  const { status, json } = await api.ask(
    'POST',
    '/api/v2/events/',
    notice({ users: [anna, String(boris)] }),
    {
      user: anna,
    },
  );
  expect(status).toBe(200);
  expect(json._embedded.items).toMatchObject([{ element_id: lead, element_type: 2, phone_number: phone }]);
  expect(api.pushed.map(({ user_id }) => user_id)).toEqual([anna, boris]);
  expect(api.pushed[0]).toMatchObject({
    type: 'call',
    request: { element: { id: lead, type: 'lead' }, from: phone },
  });
});

test('a ringing notice without users reaches everybody; of an unknown number it points nowhere', async () => {
  const { ask, pushed, sandbox } = sandboxApi();
  const { json } = await ask('POST', '/api/v2/events', notice({ phone_number: '+79990000999' }));
  expect(json._embedded.items).toMatchObject([{ element_id: null, element_type: null }]);
  expect(pushed).toHaveLength(sandbox.crm.users.filter(({ is_active }) => is_active).length);
});

test('a ringing notice may come as a form, as PHP sends it', async () => {
  const { ask, pushed } = sandboxApi();
  const form = `add[0][type]=phone_call&add[0][phone_number]=${encodeURIComponent(phone)}&add[0][users][]=${anna}`;
  const headers = { 'content-type': 'application/x-www-form-urlencoded' };
  expect((await ask('POST', '/api/v2/events', form, { headers })).status).toBe(200);
  expect(pushed.map(({ user_id }) => user_id)).toEqual([anna]);
});

test.each([
  ['another type', { type: 'sms' }],
  ['no number', { phone_number: undefined }],
])('a ringing notice with %s is refused', async (_, more) => {
  const { ask } = sandboxApi();
  expect((await ask('POST', '/api/v2/events', notice(more))).status).toBe(400);
});
