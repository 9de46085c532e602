import { anna, boris, sandboxApi, vera } from '../../../test/fakes/sandbox-api';

const stored = ['8 (912) 345-67-89', '+79123456789', '79123456789', '912-345-67-89', '+7(912)3456789'];
const asked = [
  '+79123456789',
  '89123456789',
  '9123456789',
  '8 (912) 345-67-89',
  '+7 912 345 67 89',
  '79123456789',
];

test.each(stored.flatMap((kept) => asked.map((number) => [kept, number] as const)))(
  'a number kept as %s is found when asked as %s',
  async (kept, number) => {
    const { ask, made, phoned } = sandboxApi();
    const id = await made('contacts', phoned(kept));
    const { status, json, type } = await ask('GET', `/api/v4/contacts?query=${encodeURIComponent(number)}`);
    expect([status, type]).toEqual([200, 'application/hal+json']);
    expect(json._embedded.contacts.map((contact: { id: number }) => contact.id)).toEqual([id]);
  },
);

test('under the fault for exact text only the notation as stored is found', async () => {
  const { ask, made, phoned, sandbox } = sandboxApi();
  sandbox.faults.add('query-exact-text');
  await made('contacts', phoned('8 (912) 345-67-89'));
  expect((await ask('GET', '/api/v4/contacts?query=9123456789')).status).toBe(204);
  expect((await ask('GET', `/api/v4/contacts?query=${encodeURIComponent('(912) 345-67')}`)).status).toBe(200);
});

test('whose name or remark holds the digits of another is returned with the owner of the number', async () => {
  const { ask } = sandboxApi();
  const { json } = await ask('GET', '/api/v4/contacts?query=9991112233', undefined, { user: anna });
  const names = json._embedded.contacts.map(({ name }: { name: string }) => name);
  expect(names).toEqual(expect.arrayContaining(['Ольга Смирнова', 'Не брать 89991112233', 'Антон Демидов']));
});

test.each([
  ['/api/v4/contacts?query=9990000999', 204],
  ['/api/v4/contacts/1', 204],
  ['/api/v4/companies/1', 204],
  ['/api/v4/leads/1', 204],
  ['/api/v4/contacts?page=99', 204],
  ['/api/v4/contacts?limit=500', 422],
  ['/api/v4/contacts?limit=250', 200],
  ['/api/v4/contacts?page=0', 422],
  ['/api/v4/events?limit=101', 422],
  ['/api/v4/contacts/', 200],
  ['/api/v4/nonsense', 405],
])('GET %s answers %i', async (url, status) => {
  const { ask } = sandboxApi();
  const answer = await ask('GET', url);
  expect(answer.status).toBe(status);
  if (status === 204) expect(answer.text).toBe('');
  if (status >= 400) {
    expect(answer.type).toBe('application/problem+json');
    expect(answer.json).toMatchObject({ status });
  }
});

test('pages lead from one to the next until there is none', async () => {
  const { ask, sandbox } = sandboxApi();
  const seen: number[] = [];
  let url: string | undefined = '/api/v4/contacts?limit=50';
  while (url !== undefined) {
    const { json } = await ask('GET', url);
    seen.push(...json._embedded.contacts.map(({ id }: { id: number }) => id));
    url = json._links.next?.href.replace(sandbox.crmUrl, '');
  }
  expect(seen).toEqual([...sandbox.crm.contacts.keys()]);
});

test('a contact shows leads only when asked with them', async () => {
  const { ask, made, phoned } = sandboxApi();
  const contact = await made('contacts', phoned('+79123456789'));
  const lead = await made('leads', { name: 'Сделка', _embedded: { contacts: [{ id: contact }] } });
  const bare = (await ask('GET', `/api/v4/contacts/${contact}`)).json;
  expect(Object.keys(bare._embedded)).toEqual(['tags', 'companies']);
  expect(bare.custom_fields_values).toEqual([
    {
      field_id: 66192,
      field_name: 'Телефон',
      field_code: 'PHONE',
      field_type: 'multitext',
      values: [{ value: '+79123456789', enum_id: 193200, enum_code: 'WORK' }],
    },
  ]);
  const full = (await ask('GET', `/api/v4/contacts/${contact}?with=leads,customers`)).json;
  expect(full._embedded.leads).toMatchObject([{ id: lead }]);
  expect(full._embedded.customers).toEqual([]);
});

test('an agent who may view only his own contacts finds no others, in lists, searches and by id', async () => {
  const { ask, sandbox } = sandboxApi();
  const { json } = await ask('GET', '/api/v4/contacts?limit=250', undefined, { user: vera });
  const owners = new Set(
    json._embedded.contacts.map((one: { responsible_user_id: number }) => one.responsible_user_id),
  );
  expect([...owners]).toEqual([vera]);
  const olga = [...sandbox.crm.contacts.values()].find(({ name }) => name === 'Ольга Смирнова')!;
  expect((await ask('GET', `/api/v4/contacts/${olga.id}`, undefined, { user: vera })).status).toBe(204);
  expect((await ask('GET', `/api/v4/contacts/${olga.id}`, undefined, { user: boris })).status).toBe(200);
  const denied = await ask('PATCH', `/api/v4/contacts/${olga.id}`, { name: 'X' }, { user: vera });
  expect(denied.status).toBe(403);
  const context = await ask('GET', `/api/v4/contacts/${olga.id}`, undefined, {
    headers: { 'x-context-user-id': String(vera) },
  });
  expect(context.status).toBe(204);
});

test.each([
  ['filter[id]', (id: number) => `filter[id]=${id}`, 1],
  ['filter[id][]', (id: number) => `filter[id][]=${id}&filter[id][]=${id + 2}`, 2],
  ['filter[updated_at][from]', () => 'filter[updated_at][from]=1789999990', 2],
])('%s narrows the list', async (_, query, count) => {
  const { ask, made } = sandboxApi();
  const id = await made('contacts', { name: 'A' });
  await made('contacts', { name: 'B' });
  const { json } = await ask('GET', `/api/v4/contacts?${query(id)}&order[id]=desc`);
  expect(json._embedded.contacts).toHaveLength(count);
});
