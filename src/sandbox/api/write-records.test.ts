import { anna, dina, sandboxApi, vera } from '../../../test/fakes/sandbox-api';

const phoneField = (value: unknown) => ({ custom_fields_values: [{ field_code: 'PHONE', values: [value] }] });

test('a batch answers ids with the request ids that were sent, or places', async () => {
  const { ask } = sandboxApi();
  const { status, json } = await ask('POST', '/api/v4/contacts', [
    { name: 'A', request_id: 'r1' },
    { name: 'B' },
  ]);
  expect(status).toBe(200);
  expect(json._embedded.contacts).toMatchObject([{ request_id: 'r1' }, { request_id: '1' }]);
});

test('writing a field replaces all its values and leaves other fields alone', async () => {
  const { ask, made, phoned } = sandboxApi();
  const id = await made('contacts', phoned('+79120001111'));
  await ask('PATCH', '/api/v4/contacts', [
    { id, custom_fields_values: [{ field_id: 66210, values: [{ value: 'Важный' }] }] },
  ]);
  await ask('PATCH', `/api/v4/contacts/${id}`, phoneField({ value: '+79120002222' }));
  const { json } = await ask('GET', `/api/v4/contacts/${id}`);
  const values = Object.fromEntries(
    json.custom_fields_values.map((one: { field_id: number; values: { value: string }[] }) => [
      one.field_id,
      one.values.map(({ value }) => value),
    ]),
  );
  expect(values).toEqual({ 66192: ['+79120002222'], 66210: ['Важный'] });
});

test.each([
  [
    'an unknown field',
    { custom_fields_values: [{ field_id: 1, values: [{ value: 'x' }] }] },
    'NotSupportedChoice',
    'custom_fields_values.0.field_id',
  ],
  [
    'an unknown kind of phone',
    phoneField({ value: '1', enum_code: 'MOON' }),
    'NotSupportedChoice',
    'custom_fields_values.0.values.0.enum_code',
  ],
  [
    'a number for a phone',
    phoneField({ value: 79120000000 }),
    'InvalidType',
    'custom_fields_values.0.values.0.value',
  ],
  ['null for a name', { name: null }, 'NotNullable', 'name'],
  ['a user who does not exist', { responsible_user_id: 1 }, 'NotSupportedChoice', 'responsible_user_id'],
  ['a time as text', { created_at: '1700000000' }, 'InvalidType', 'created_at'],
])('%s is refused and nothing of the batch is stored', async (_, body, code, path) => {
  const { ask, sandbox } = sandboxApi();
  const before = sandbox.crm.contacts.size;
  const { status, json, type } = await ask('POST', '/api/v4/contacts', [{ name: 'Fine' }, body]);
  expect([status, type]).toEqual([400, 'application/problem+json']);
  expect(json['validation-errors']).toMatchObject([{ request_id: '1', errors: [{ code, path }] }]);
  expect(sandbox.crm.contacts.size).toBe(before);
});

test.each([
  ['no body', undefined, {}, 400],
  ['an empty list', [], {}, 400],
  ['an object in place of a list', { name: 'A' }, {}, 400],
  ['cut JSON', '[{"name":', {}, 400],
  ['JSON sent as a form', [{ name: 'A' }], { 'content-type': 'application/x-www-form-urlencoded' }, 400],
])('%s is refused', async (_, body, headers, status) => {
  const { ask } = sandboxApi();
  expect((await ask('POST', '/api/v4/contacts', body, { headers })).status).toBe(status);
});

test('JSON sent as a form passes under the fault that tolerates it', async () => {
  const { ask, sandbox } = sandboxApi();
  sandbox.faults.add('form-content-type');
  const headers = { 'content-type': 'application/x-www-form-urlencoded; charset=UTF-8' };
  expect((await ask('POST', '/api/v4/contacts', [{ name: 'A' }], { headers })).status).toBe(200);
});

test('rights decide who adds and who is an author', async () => {
  const { ask, sandbox } = sandboxApi();
  expect((await ask('POST', '/api/v4/contacts', [{ name: 'A' }], { user: dina })).status).toBe(403);
  const { json } = await ask('POST', '/api/v4/contacts', [{ name: 'A' }], { user: vera });
  expect(sandbox.crm.contacts.get(json._embedded.contacts[0].id)).toMatchObject({
    created_by: vera,
    responsible_user_id: vera,
  });
});

test('tags are added, deleted and overwritten', async () => {
  const { ask, made } = sandboxApi();
  const id = await made('leads', { name: 'L', tags_to_add: [{ name: 'один' }, { name: 'два' }] });
  const tags = async () =>
    (await ask('GET', `/api/v4/leads/${id}`)).json._embedded.tags.map(({ name }: { name: string }) => name);
  expect(await tags()).toEqual(['один', 'два']);
  await ask('PATCH', `/api/v4/leads/${id}`, {
    tags_to_delete: [{ name: 'один' }],
    tags_to_add: [{ name: 'три' }],
  });
  expect(await tags()).toEqual(['два', 'три']);
  await ask('PATCH', `/api/v4/leads/${id}`, { _embedded: { tags: null } });
  expect(await tags()).toEqual([]);
});

test('a lead begins in the first stage of the main pipeline and is closed by moving to 142', async () => {
  const { ask, made, clock } = sandboxApi();
  const id = await made('leads', { price: 100 });
  const lead = (await ask('GET', `/api/v4/leads/${id}`)).json;
  expect(lead).toMatchObject({ pipeline_id: 31701, status_id: 3170101, closed_at: null, price: 100 });
  await ask('PATCH', '/api/v4/leads', [{ id, status_id: 142 }]);
  const closed = (await ask('GET', `/api/v4/leads/${id}`)).json;
  expect(closed.status_id).toBe(142);
  expect(closed.closed_at).toBe(clock.ms / 1000 - 1);
});

test('changing what is not there: 404 for one, a named fault in a batch', async () => {
  const { ask } = sandboxApi();
  expect((await ask('PATCH', '/api/v4/contacts/1', { name: 'A' })).status).toBe(404);
  const { status, json } = await ask('PATCH', '/api/v4/contacts', [{ id: 1, name: 'A' }]);
  expect(status).toBe(400);
  expect(json['validation-errors'][0].errors[0].path).toBe('id');
});

test('a complex lead answers a bare list with its request id as a list, and links all three', async () => {
  const { ask, phoned, made } = sandboxApi();
  const company = await made('companies', { name: 'ООО' });
  const { status, json } = await ask('POST', '/api/v4/leads/complex', [
    {
      name: 'Звонок',
      request_id: 'c1',
      _embedded: { contacts: [phoned('+79123330000')], companies: [{ id: company }] },
    },
  ]);
  expect(status).toBe(200);
  expect(json).toEqual([
    {
      id: expect.any(Number),
      contact_id: expect.any(Number),
      company_id: company,
      request_id: ['c1'],
      merged: false,
    },
  ]);
  const lead = (await ask('GET', `/api/v4/leads/${json[0].id}?with=contacts`)).json;
  expect(lead._embedded.contacts).toMatchObject([{ id: json[0].contact_id, is_main: true }]);
  expect(lead._embedded.companies).toMatchObject([{ id: company }]);
  const many = Array.from({ length: 51 }, () => ({ name: 'x' }));
  expect((await ask('POST', '/api/v4/leads/complex', many)).status).toBe(400);
  const two = [{ _embedded: { contacts: [{ name: 'a' }, { name: 'b' }] } }];
  expect((await ask('POST', '/api/v4/leads/complex', two)).status).toBe(400);
});

test('links are made, read with the main contact, and undone', async () => {
  const { ask, made } = sandboxApi();
  const [lead, contact] = [await made('leads', { name: 'L' }), await made('contacts', { name: 'C' })];
  const body = [{ to_entity_id: contact, to_entity_type: 'contacts', metadata: { is_main: true } }];
  expect((await ask('POST', `/api/v4/leads/${lead}/link`, body)).status).toBe(200);
  const read = async () => (await ask('GET', `/api/v4/leads/${lead}/links`)).json;
  expect(await read()).toMatchObject({
    _total_items: 1,
    _embedded: {
      links: [{ to_entity_id: contact, to_entity_type: 'contacts', metadata: { main_contact: true } }],
    },
  });
  const mass = await ask('GET', `/api/v4/contacts/links?filter[entity_id][]=${contact}`);
  expect(mass.json._embedded.links).toMatchObject([
    { entity_id: contact, to_entity_id: lead, metadata: null },
  ]);
  expect((await ask('POST', `/api/v4/leads/${lead}/unlink`, body)).status).toBe(204);
  expect((await read())._total_items).toBe(0);
  const wrong = [{ to_entity_id: lead, to_entity_type: 'customers' }];
  expect((await ask('POST', `/api/v4/leads/${lead}/link`, wrong)).status).toBe(400);
  expect((await ask('POST', '/api/v4/leads/link', body, { user: anna })).status).toBe(400);
});
