import { Amo } from '@shevernitskiy/amo';
import { sandboxApi } from '../fakes/sandbox-api';

/** A client of amoCRM that strangers wrote for the real one; it only knows https, so its requests are led to our port. */
async function stranger() {
  const api = sandboxApi();
  const { host } = new URL(await api.origin);
  const token = {
    token_type: 'Bearer',
    access_token: api.sandbox.apiToken,
    refresh_token: '',
    expires_in: 86_400,
  };
  const integration = { client_id: '', client_secret: '', redirect_uri: '' };
  const amo = new Amo(
    host,
    { ...integration, ...token, expires_at: Date.now() + 86_400_000 },
    { request_delay: 0 },
  );
  return { ...api, amo };
}

const direct = globalThis.fetch;
beforeEach(() => {
  globalThis.fetch = (input, init) =>
    direct(
      typeof input === 'string' ? input.replace(/^https:\/\/127\.0\.0\.1/, 'http://127.0.0.1') : input,
      init,
    );
});
afterEach(() => {
  globalThis.fetch = direct;
});

/** The client's types of fields are those of their description, not of their values. */
const phoneField = (value: string): never =>
  ({
    field_id: 66192,
    field_name: 'Телефон',
    field_code: 'PHONE',
    field_type: 'multitext',
    values: [{ value, enum_id: 193200, enum_code: 'WORK' }],
  }) as never;

/** Each request comes a second after the last by the API's clock: the client's own pace is none of this test. */
async function paced<T>(clock: { ms: number }, request: Promise<T>): Promise<T> {
  clock.ms += 1000;
  return request;
}

test('the account and its users', async () => {
  const { amo } = await stranger();
  const account = await amo.account.getAccount({ with: ['task_types', 'users_groups'] });
  expect(account).toMatchObject({ id: 28, subdomain: 'demo', country: 'RU' });
  const users = await amo.user.getUsers({ with: ['group'] });
  expect(users._embedded.users).toMatchObject(
    expect.arrayContaining([expect.objectContaining({ id: 504141, email: 'anna@example.test' })]),
  );
});

test('a contact is created, searched by its number, changed and read', async () => {
  const { amo } = await stranger();
  const added = await amo.contact.addContacts([
    { name: 'Пробный клиент', custom_fields_values: [phoneField('8 (912) 700-00-01')], request_id: 'mine' },
  ]);
  const [contact] = added._embedded.contacts;
  expect(contact).toMatchObject({ id: expect.any(Number), request_id: 'mine' });
  const { id } = contact!;
  const found = await amo.contact.getContacts({ query: '9127000001', with: ['leads', 'customers'] });
  expect(found._embedded.contacts).toMatchObject([
    { id, custom_fields_values: [{ field_code: 'PHONE', values: [{ value: '8 (912) 700-00-01' }] }] },
  ]);
  await amo.contact.updateContactById(id, { name: 'Новое имя' });
  const batch = await amo.contact.updateContacts([
    { id, custom_fields_values: [phoneField('+79127000002')] },
  ]);
  expect(batch._embedded.contacts).toMatchObject([{ id, name: 'Новое имя' }]);
  const read = await amo.contact.getContactById(id);
  expect(read).toMatchObject({
    name: 'Новое имя',
    custom_fields_values: [{ values: [{ value: '+79127000002' }] }],
  });
});

test('pages follow each other without a gap until a page is missing', async () => {
  const { amo, clock, sandbox } = await stranger();
  const seen: number[] = [];
  for (let page = 1; ; page += 1) {
    const list = await paced(clock, amo.contact.getContacts({ page, limit: 50 })).catch(
      (fault: unknown) => fault,
    );
    if (list instanceof Error) {
      expect(list.message).toMatch(/^204 /);
      break;
    }
    const { _page, _embedded } = list as Awaited<ReturnType<typeof amo.contact.getContacts>>;
    expect(_page).toBe(page);
    seen.push(..._embedded.contacts.map(({ id }) => id));
  }
  expect(seen).toEqual([...sandbox.crm.contacts.keys()]);
});

test('nothing found is 204, and the client says so', async () => {
  const { amo } = await stranger();
  await expect(amo.contact.getContactById(1)).rejects.toThrow(/^204 /);
  await expect(amo.contact.getContacts({ query: '9990000999' })).rejects.toThrow(/^204 /);
});

test('filters made by the client narrow the list', async () => {
  const { amo, sandbox } = await stranger();
  const [first, second] = [...sandbox.crm.contacts.keys()];
  const list = await amo.contact.getContacts({ filter: (filter) => filter.multi('id', [first!, second!]) });
  expect(list._embedded.contacts.map(({ id }) => id)).toEqual([first, second]);
  const leads = await amo.lead.getLeads({ filter: (filter) => filter.statuses([[31701, 142]]), limit: 250 });
  expect(new Set(leads._embedded.leads.map(({ status_id }) => status_id))).toEqual(new Set([142]));
});

test('leads: created, moved along the pipeline, and made together with a contact', async () => {
  const { amo } = await stranger();
  const pipelines = await amo.pipeline.getPipelines();
  const main = pipelines._embedded.pipelines.find(({ is_main }) => is_main)!;
  const added = await amo.lead.addLeads([{ name: 'Заявка', price: 500, pipeline_id: main.id }]);
  const { id } = added._embedded.leads![0]!;
  await amo.lead.updateLeadById(id, { status_id: 142 });
  expect(await amo.lead.getLeadById(id, { with: ['contacts'] })).toMatchObject({
    status_id: 142,
    price: 500,
  });

  const [complex] = await amo.lead.addComplex([
    {
      name: 'Звонок',
      request_id: 'c1',
      _embedded: { contacts: [{ name: 'Кто-то', custom_fields_values: [phoneField('+79127000003')] }] },
    } as never,
  ]);
  expect(complex).toMatchObject({ id: expect.any(Number), contact_id: expect.any(Number), merged: false });
  const links = await amo.link.getLinksByEntityId(complex!.id, 'leads');
  expect(links._embedded.links).toMatchObject([
    { to_entity_id: complex!.contact_id, to_entity_type: 'contacts' },
  ]);
});

test('tasks are made, listed and completed', async () => {
  const { amo, sandbox } = await stranger();
  const [contact] = [...sandbox.crm.contacts.keys()];
  const added = await amo.task.addTasks([
    { text: 'Перезвонить', complete_till: 1_790_100_000, entity_id: contact!, entity_type: 'contacts' },
  ]);
  const { id } = added._embedded.tasks[0]!;
  expect((await amo.task.getTaskById(id)).result).toEqual([]);
  await amo.task.completeTaskById(id, { is_completed: true, result: { text: 'Готово' } });
  expect(await amo.task.getTaskById(id)).toMatchObject({ is_completed: true, result: { text: 'Готово' } });
  const faulty = amo.task.addTasks([{ text: 'x', complete_till: '1790100000' as never }]);
  await expect(faulty).rejects.toMatchObject({
    response: { 'validation-errors': [{ errors: [{ code: 'InvalidType', path: 'complete_till' }] }] },
  });
});

test('notes of calls are added and read back', async () => {
  const { amo, sandbox } = await stranger();
  const [contact] = [...sandbox.crm.contacts.keys()];
  const params = { uniq: 'n-1', duration: 7, source: 'stranger', link: '', phone: '+79120000000' };
  await amo.note.addNotes('contacts', [{ entity_id: contact!, note_type: 'call_in', params } as never]);
  const notes = await amo.note.getNotesByEntityId(contact!, 'contacts', {
    filter: (filter) => filter.single('note_type', 'call_in'),
  });
  expect(notes._embedded.notes.at(-1)).toMatchObject({ note_type: 'call_in', entity_id: contact, params });
});

test('a call finds its contact; an unknown caller goes to the inbox and is accepted there', async () => {
  const { amo } = await stranger();
  const call = { direction: 'inbound', duration: 9, source: 'stranger', uniq: 'c-1', phone: '89120000000' };
  const logged = await amo.call.addCalls([call as never]);
  expect(logged).toMatchObject({
    _total_items: 1,
    errors: [],
    _embedded: { calls: [{ entity_type: 'contact' }] },
  });
  const unknown = { ...call, phone: '+79127000004', uniq: 'c-2' };
  await expect(amo.call.addCalls([unknown as never])).rejects.toThrow(/Entity not found/);

  const metadata = {
    phone: unknown.phone,
    called_at: 1_790_000_000,
    duration: 9,
    link: '',
    service_code: 'stranger',
  };
  const inbox = await amo.unsorted.addUnsortedSip([
    { source_uid: 's', source_name: 'PBX', metadata } as never,
  ]);
  const { uid } = inbox._embedded.unsorted[0]!;
  const waiting = await amo.unsorted.getUnsorted();
  expect(waiting._embedded.unsorted).toMatchObject([{ uid, category: 'sip' }]);
  const accepted = await amo.unsorted.acceptUnsortedByUid(uid);
  expect(accepted).toMatchObject({ uid, _embedded: { leads: [{ id: expect.any(Number) }] } });
});
