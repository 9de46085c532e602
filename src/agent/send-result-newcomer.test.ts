import { resultBench } from '../../test/fakes/result-bench';
import {
  blindSearch,
  counted,
  everything,
  intoInbox,
  once,
  phone,
  type Bench,
} from '../../test/fakes/unknown-caller';

describe('an unknown number linked by the agent', () => {
  const link = (kind: 'contact' | 'company' | 'lead', id: number) => ({ kind, id, name: 'x' });
  const values = (bench: Bench, entity: 'contacts' | 'companies', id: number): unknown =>
    bench.crm[entity].get(id)?.custom_fields_values?.find(({ field_code }) => field_code === 'PHONE')?.values;

  test.each(['contact', 'company'] as const)('joins the numbers of that %s', async (kind) => {
    const bench = resultBench();
    const entity = kind === 'contact' ? 'contacts' : 'companies';
    const id = await bench.made(entity, {
      name: 'Старый',
      custom_fields_values: [
        { field_code: 'PHONE', values: [{ value: '8 495 000-00-01', enum_code: 'HOME' }] },
      ],
    });
    const sent = await bench.send(
      bench.job({ phone, fields: { link: link(kind, id), note: 'Новый номер' } }),
    );
    expect(sent.phoneAdded).toBe(true);
    expect(values(bench, entity, id)).toMatchObject([
      { value: '8 495 000-00-01', enum_code: 'HOME' },
      { value: phone, enum_code: 'WORK' },
    ]);
  });

  test('is not written beside itself in another notation', async () => {
    const bench = resultBench();
    const id = await bench.made('contacts', bench.phoned('8 (912) 777-11-22', 'Старый'));
    await bench.send(bench.job({ phone, fields: { link: link('contact', id), note: 'x' } }));
    expect(values(bench, 'contacts', id)).toMatchObject([{ value: '8 (912) 777-11-22' }]);
    expect(bench.requests.map(({ method }) => method)).toEqual(['GET', 'POST']);
  });

  test('goes to the main contact of a linked lead', async () => {
    const bench = resultBench();
    const id = await bench.made('contacts', { name: 'Главный' });
    const lead = await bench.made('leads', { name: 'Окна', _embedded: { contacts: [{ id }] } });
    await bench.send(bench.job({ phone, fields: { link: link('lead', lead), note: 'x' } }));
    expect(values(bench, 'contacts', id)).toMatchObject([{ value: phone }]);
  });

  test('two numbers joined to one contact at once are both there', async () => {
    const bench = resultBench();
    const id = await bench.made('contacts', { name: 'Один' });
    await Promise.all(
      [phone, '+79127773344'].map((one) =>
        bench.send(bench.job({ phone: one, fields: { link: link('contact', id), note: one } })),
      ),
    );
    expect(values(bench, 'contacts', id)).toMatchObject([{ value: phone }, { value: '+79127773344' }]);
  });
});

describe('somebody has the number by the time of saving', () => {
  test('the contact made by hand is used, its name stays, and it gets the lead', async () => {
    const bench = resultBench();
    const id = await bench.made('contacts', bench.phoned('8 912 777-11-22', 'Оля'));
    const sent = await bench.send(bench.job({ phone, fields: everything(bench) }));
    expect(sent.contactId).toBe(id);
    expect(bench.crm.contacts.get(id)?.name).toBe('Оля');
    expect(counted(bench)).toEqual(once);
  });

  test('a contact that is called by its number gets the typed name', async () => {
    const bench = resultBench();
    const id = await bench.made('contacts', bench.phoned(phone, '+7 912 777-11-22'));
    await bench.send(bench.job({ phone, fields: everything(bench) }));
    expect(bench.crm.contacts.get(id)?.name).toBe('Ольга Серова');
  });

  test('its only open lead takes note and task: no second lead', async () => {
    const bench = resultBench();
    const contact = await bench.made('contacts', bench.phoned(phone, 'Оля'));
    const lead = await bench.made('leads', { name: 'Уже есть', _embedded: { contacts: [{ id: contact }] } });
    const sent = await bench.send(bench.job({ phone, fields: everything(bench) }));
    expect(sent).toMatchObject({ contactId: contact, leadId: lead });
    expect(counted(bench)).toEqual({ ...once, leads: 0 });
  });

  test('of two the one that was there first', async () => {
    const bench = resultBench();
    const id = await bench.made('contacts', bench.phoned(phone, 'Первый'));
    await bench.made('contacts', bench.phoned(phone, 'Второй'));
    expect(await bench.send(bench.job({ phone, fields: { note: 'x' } }))).toMatchObject({ contactId: id });
  });

  test('a company takes the note itself', async () => {
    const bench = resultBench();
    const id = await bench.made('companies', bench.phoned(phone, 'Ромашка'));
    const sent = await bench.send(bench.job({ phone, fields: everything(bench) }));
    expect(sent.target).toEqual({ kind: 'company', id });
    expect(counted(bench)).toMatchObject({ contacts: 0, leads: 0, notes: 1, tasks: 1 });
  });
});

describe('the call lies in the inbox', () => {
  test.each([
    ['as this call', 'c-1'],
    ['as another one of the same number', 'c-0'],
  ])('%s: it is accepted, and its contact and lead get names and stage', async (_, uniq) => {
    const bench = resultBench();
    await intoInbox(bench, uniq);
    const fields = { ...everything(bench), pipelineId: 31701, stageId: 3170103 };
    const sent = await bench.send(bench.job({ phone, fields }));
    expect(counted(bench)).toEqual(once);
    expect([...bench.crm.unsorted.values()].map(({ state }) => state)).toEqual(['accepted']);
    expect(bench.crm.leads.get(sent.leadId!)).toMatchObject({ status_id: 3170103, in_unsorted: false });
    expect(bench.crm.contacts.get(sent.contactId!)?.name).toBe('Ольга Серова');
  });

  test('a stage of another pipeline is moved to afterwards', async () => {
    const bench = resultBench();
    await intoInbox(bench);
    const fields = { ...everything(bench), pipelineId: 31702, stageId: 3170202 };
    const { leadId } = await bench.send(bench.job({ phone, fields }));
    expect(bench.crm.leads.get(leadId!)).toMatchObject({ pipeline_id: 31702, status_id: 3170202 });
  });

  test('an item without a contact gets one', async () => {
    const bench = resultBench();
    await intoInbox(bench, 'c-1', false);
    const sent = await bench.send(bench.job({ phone, fields: everything(bench) }));
    expect(counted(bench)).toEqual(once);
    expect(bench.crm.links).toContainEqual(
      expect.objectContaining({ from_id: sent.leadId, to_id: sent.contactId, to_type: 'contacts' }),
    );
  });

  test('the inbox is not asked for an outbound call', async () => {
    const bench = resultBench();
    await bench.send(bench.job({ phone, direction: 'outbound', fields: { note: 'x' } }));
    expect(bench.requests.some(({ path }) => path.includes('unsorted'))).toBe(false);
  });
});

describe('two results for one new number at once', () => {
  test.each([
    ['from one tab', false],
    ['from two tabs', true],
  ])('%s make one contact and one lead', async (_, tabs) => {
    const bench = resultBench();
    const first = bench.tab().writer;
    const second = tabs ? bench.tab().writer : first;
    const job = (callId: string, note: string) =>
      bench.job({ phone, callId, fields: { ...everything(bench), note } });
    const done = await Promise.all([
      bench.send(job('c-1', 'раз'), { writer: first }),
      bench.send(job('c-2', 'два'), { writer: second }),
    ]);
    expect(done[0].contactId).toBe(done[1].contactId);
    expect(counted(bench)).toMatchObject({ contacts: 1, leads: 1, tasks: 2 });
    expect([counted(bench, 'раз').notes, counted(bench, 'два').notes]).toEqual([1, 1]);
  });

  test('also while the search does not show the first one’s contact yet', async () => {
    const bench = resultBench();
    const { writer } = bench.tab(blindSearch(bench));
    await Promise.all(
      [1, 2].map((id) =>
        bench.send(bench.job({ phone, callId: `c-${id}`, fields: everything(bench) }), { writer }),
      ),
    );
    expect(counted(bench)).toEqual({ contacts: 1, leads: 1, notes: 2, tasks: 2 });
  });
});
