import { resultBench, type Loss } from '../../test/fakes/result-bench';
import { anna, boris, dina } from '../../test/fakes/sandbox-api';
import type { ResultFields, SentSoFar } from '../domain/call-result';
import type { CrmTransport } from '../adapters/amocrm/result-transport';
import { sendResult } from './send-result';

const phone = '+79127771122';
const digits = '9127771122';
type Bench = ReturnType<typeof resultBench>;

const task = (bench: Bench) => ({ typeId: 2, text: 'Встретиться', due: bench.clock.ms / 1000 + 86_400 });
const everything = (bench: Bench): Partial<ResultFields> => ({
  contactName: 'Ольга Серова',
  leadName: 'Окна на дачу',
  note: 'Просит замер',
  task: task(bench),
});

/** What stands in the CRM beside the demo data, by kind. */
function counted({ crm, holders }: Bench, noteText = 'Просит замер', taskText = 'Встретиться') {
  const of = <T>(all: Map<unknown, T>, test: (one: T) => boolean): number =>
    [...all.values()].filter(test).length;
  return {
    contacts: holders(digits).length,
    leads: of(crm.leads, ({ name }) => name === 'Окна на дачу'),
    notes: of(crm.notes, ({ params }) => params['text'] === noteText),
    tasks: of(crm.tasks, ({ text }) => text === taskText),
  };
}
const once = { contacts: 1, leads: 1, notes: 1, tasks: 1 };

/** The CRM's search has not heard yet of what was just made. */
const blindSearch =
  ({ transport }: Bench): CrmTransport =>
  (request) =>
    request.query?.['query'] === undefined
      ? transport(request)
      : Promise.resolve({ status: 204, text: '', date: null });

/** Puts a call into the inbox as the gateway does. */
async function intoInbox({ ask, phoned }: Bench, uniq = 'c-1', contact = true): Promise<void> {
  const metadata = {
    phone,
    called_at: 1_790_000_000,
    duration: 60,
    link: 'https://pbx.test/1',
    service_code: 'w',
    uniq,
  };
  const inside = {
    leads: [{ name: `Звонок ${phone}` }],
    ...(contact && { contacts: [phoned(phone, phone)] }),
  };
  const item = { source_uid: `pbx:${uniq}`, source_name: 'PBX', metadata, _embedded: inside };
  expect((await ask('POST', '/api/v4/leads/unsorted/sip', [item])).status).toBe(200);
}

test('an unknown caller becomes one contact with number and lead, the note and the task on the lead', async () => {
  const bench = resultBench();
  const { crm, job, send, requests } = bench;
  const sent = await send(
    job({ phone, fields: { ...everything(bench), pipelineId: 31702, stageId: 3170202 } }),
  );
  const lead = crm.leads.get(sent.leadId!)!;
  expect(lead).toMatchObject({ name: 'Окна на дачу', pipeline_id: 31702, status_id: 3170202 });
  const contact = crm.contacts.get(sent.contactId!)!;
  expect(contact).toMatchObject({ name: 'Ольга Серова', responsible_user_id: anna });
  expect(contact.custom_fields_values?.[0]?.values).toMatchObject([{ value: phone, enum_code: 'WORK' }]);
  const target = { entity_type: 'leads', entity_id: lead.id };
  expect(crm.notes.get(sent.noteId!)).toMatchObject({
    ...target,
    note_type: 'common',
    params: { text: 'Просит замер' },
  });
  expect(crm.tasks.get(sent.taskId!)).toMatchObject({ ...target, text: 'Встретиться', task_type_id: 2 });
  expect(requests.map(({ method, path }) => `${method} ${path}`)).toEqual([
    'GET /api/v4/contacts',
    'GET /api/v4/companies',
    'GET /api/v4/leads/unsorted',
    'POST /api/v4/leads/complex',
    `POST /api/v4/leads/${lead.id}/notes`,
    'POST /api/v4/tasks',
  ]);
});

test('without a name for a lead the contact alone is made, named by the number if need be', async () => {
  const { crm, job, send } = resultBench();
  const before = crm.leads.size;
  const sent = await send(job({ phone, fields: { note: 'Ошибся номером' } }));
  expect(crm.leads.size).toBe(before);
  expect(crm.contacts.get(sent.contactId!)?.name).toBe('+7 912 777-11-22');
  expect(crm.notes.get(sent.noteId!)).toMatchObject({ entity_type: 'contacts', entity_id: sent.contactId });
});

test('a mere status writes nothing: it goes into the log of the call', async () => {
  const { job, send, requests, origin } = resultBench();
  await origin;
  expect(await send(job({ phone, fields: { status: 4 } }))).toEqual({});
  expect(requests).toEqual([]);
});

test.each(['lead', 'contact', 'company', 'customer'] as const)(
  'a known caller’s result costs a note and a task on the linked %s',
  async (kind) => {
    const bench = resultBench();
    const { crm, job, send, requests } = bench;
    const entity = (
      { lead: 'leads', contact: 'contacts', company: 'companies', customer: 'customers' } as const
    )[kind];
    const [id, { name }] = [...crm[entity]][0]!;
    const fields = { link: { kind, id, name }, note: 'Просит замер', task: task(bench) };
    const sent = await send(job({ phone, unknown: false, fields }));
    expect(crm.notes.get(sent.noteId!)).toMatchObject({ entity_type: entity, entity_id: id });
    expect(crm.tasks.get(sent.taskId!)).toMatchObject({ entity_type: entity, entity_id: id });
    expect(requests.map(({ method }) => method)).toEqual(['POST', 'POST']);
  },
);

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

describe('an answer gets lost', () => {
  type Case = [string, (bench: Bench) => Promise<Partial<ResultFields>>];
  const situations: Case[] = [
    ['a new contact and lead', (bench) => Promise.resolve(everything(bench))],
    [
      'a contact without a lead',
      async (bench) => {
        await bench.made('contacts', bench.phoned(phone, 'Оля'));
        return everything(bench);
      },
    ],
    [
      'a call in the inbox',
      async (bench) => {
        await intoInbox(bench);
        return everything(bench);
      },
    ],
    [
      'a call in the inbox without a contact',
      async (bench) => {
        await intoInbox(bench, 'c-1', false);
        return { ...everything(bench), pipelineId: 31702, stageId: 3170202 };
      },
    ],
    [
      'a linked contact that gets the number',
      async (bench) => {
        const id = await bench.made('contacts', { name: 'Ольга' });
        await bench.made('leads', { name: 'Окна на дачу', _embedded: { contacts: [{ id }] } });
        return { ...everything(bench), link: { kind: 'contact', id, name: 'Ольга' } };
      },
    ],
  ];
  const kinds: Loss[] = ['answer', 'request'];

  test.each(situations.flatMap(([name, prepare]) => kinds.map((loss) => [name, loss, prepare] as const)))(
    '%s: each %s lost in turn, then two in a row, doubles and loses nothing',
    async (_, loss, prepare) => {
      const whole = resultBench();
      await whole.send(whole.job({ phone, fields: await prepare(whole) }));
      const total = whole.requests.length;
      expect(total).toBeGreaterThan(3);
      for (const lost of Array.from({ length: total }, (__, index) => [[index], [index, index + 1]]).flat()) {
        const bench = resultBench();
        const fields = await prepare(bench);
        lost.forEach((index) => bench.losses.set(index, loss));
        await bench.send(bench.job({ phone, fields }));
        expect({ lost, ...counted(bench) }).toEqual({ lost, ...once });
      }
    },
  );

  test('with this computer’s clock an hour ahead or behind the same', async () => {
    for (const wrong of [3600, -3600]) {
      for (const lost of [3, 4, 5]) {
        const bench = resultBench({ wrong });
        bench.losses.set(lost, 'answer');
        await bench.send(bench.job({ phone, fields: everything(bench) }));
        expect({ wrong, lost, ...counted(bench) }).toEqual({ wrong, lost, ...once });
      }
    }
  });

  test('what the agent changes before the next try is changed where it was written already', async () => {
    for (const lost of [3, 4, 5]) {
      const bench = resultBench();
      bench.losses.set(lost, 'answer');
      let sent: SentSoFar = {};
      const first = bench.job({ phone, fields: everything(bench) });
      const { writer } = bench.tab();
      await expect(sendResult(first, writer, (kept) => (sent = kept))).rejects.toMatchObject({
        kind: 'retry',
      });
      const later = { ...task(bench), text: 'Созвониться' };
      const fields = { ...first.fields, contactName: 'Ольга Седова', note: 'Просит скидку', task: later };
      const done = await bench.send({ ...first, fields, sent });
      expect({ lost, ...counted(bench, 'Просит скидку', 'Созвониться') }).toEqual({ lost, ...once });
      expect(counted(bench)).toMatchObject({ notes: 0, tasks: 0 });
      expect(bench.crm.contacts.get(done.contactId!)?.name).toBe('Ольга Седова');
    }
  });

  test('a hidden number: the contact is known again by its name', async () => {
    const bench = resultBench();
    bench.losses.set(0, 'answer');
    const before = bench.crm.contacts.size;
    await bench.send(bench.job({ fields: everything(bench) }));
    expect(bench.crm.contacts.size).toBe(before + 1);
    expect(counted(bench)).toMatchObject({ leads: 1, notes: 1, tasks: 1 });
  });

  test('while the search does not show yet what was made, the newest contacts do', async () => {
    const bench = resultBench();
    const { writer } = bench.tab(blindSearch(bench));
    // The inbox is asked first: the search does not reach the bench.
    bench.losses.set(1, 'answer');
    await bench.send(bench.job({ phone, fields: everything(bench) }), { writer });
    expect(counted(bench)).toEqual(once);
  });

  test('the same words of somebody else, or of yesterday, are not taken for ours', async () => {
    const bench = resultBench();
    const id = await bench.made('contacts', { name: 'Ольга' });
    const note = { note_type: 'common', params: { text: 'Просит замер' } };
    const path = `/api/v4/contacts/${id}/notes`;
    await bench.ask('POST', path, [note], { user: boris });
    await bench.ask('POST', path, [{ ...note, created_at: bench.clock.ms / 1000 - 86_400 }], { user: anna });
    bench.losses.set(0, 'request');
    const fields = { link: { kind: 'contact', id, name: 'Ольга' } as const, note: 'Просит замер' };
    await bench.send(bench.job({ phone, unknown: false, fields }));
    expect(counted(bench).notes).toBe(3);
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

describe('what the CRM refuses comes to its field', () => {
  const link = { kind: 'contact', id: 1, name: 'x' } as const;
  const due = 2_000_000_000;
  const cases: [string, Partial<ResultFields>, string, string][] = [
    ['a type of task that is gone', { task: { typeId: 99, text: 'x', due } }, 'task', 'not_a_choice'],
    ['a pipeline that is gone', { leadName: 'x', pipelineId: 99 }, 'pipelineId', 'not_a_choice'],
    ['a stage that is gone', { leadName: 'x', stageId: 99 }, 'stageId', 'not_a_choice'],
    ['a record that is gone', { link, note: 'x' }, 'link', 'gone'],
    // The window sends ids and seconds; a string smuggled past it is refused, not stored.
    [
      'a deadline as text',
      { task: { typeId: 1, text: 'x', due: `${due}` as unknown as number } },
      'task.due',
      'refused',
    ],
    [
      'a type of task as text',
      { task: { typeId: '1' as unknown as number, text: 'x', due } },
      'task',
      'refused',
    ],
    [
      'a pipeline as text',
      { leadName: 'x', pipelineId: '31701' as unknown as number },
      'pipelineId',
      'refused',
    ],
  ];
  test.each(cases)('%s', async (_, fields, field, code) => {
    const bench = resultBench();
    const refused = bench.send(bench.job({ phone, unknown: fields.link === undefined, fields }), {
      tries: 1,
    });
    await expect(refused).rejects.toMatchObject({ kind: 'refused', faults: [{ field, code }] });
  });

  test('what was reached before the refusal is not made again', async () => {
    const bench = resultBench();
    const wrong = { ...task(bench), typeId: 99 };
    let kept: SentSoFar = {};
    const first = bench.job({ phone, fields: { ...everything(bench), task: wrong } });
    const refused = sendResult(first, bench.tab().writer, (sent) => (kept = sent));
    await expect(refused).rejects.toMatchObject({ kind: 'refused' });
    await bench.send({ ...first, fields: { ...first.fields, task: task(bench) }, sent: kept });
    expect(counted(bench)).toEqual(once);
  });

  test('a user who may not add contacts is told so', async () => {
    const bench = resultBench({ user: dina });
    const refused = bench.send(bench.job({ phone, fields: { note: 'x' } }), { tries: 1 });
    await expect(refused).rejects.toMatchObject({
      kind: 'refused',
      faults: [{ field: 'all', code: 'forbidden' }],
    });
  });

  test('a result for a known caller without a record to go to is not sent', async () => {
    const bench = resultBench();
    await bench.origin;
    const refused = bench.send(bench.job({ phone, unknown: false, fields: { note: 'x' } }), { tries: 1 });
    await expect(refused).rejects.toMatchObject({ faults: [{ field: 'link', code: 'link_missing' }] });
    expect(bench.requests).toEqual([]);
  });
});

test('all numbers that are written are numbers', async () => {
  const bench = resultBench();
  await bench.send(
    bench.job({ phone, fields: { ...everything(bench), pipelineId: 31702, stageId: 3170202 } }),
  );
  const written = bench.requests
    .filter(({ method }) => method === 'POST')
    .map(({ body }) => (body as object[])[0]);
  expect(written[0]).toMatchObject({ pipeline_id: 31702, status_id: 3170202 });
  expect(written[2]).toMatchObject({
    complete_till: expect.any(Number),
    task_type_id: expect.any(Number),
    entity_id: expect.any(Number),
  });
});
