import { resultBench } from '../../test/fakes/result-bench';
import { anna, dina } from '../../test/fakes/sandbox-api';
import { counted, everything, once, phone, task } from '../../test/fakes/unknown-caller';
import type { ResultFields, SentSoFar } from '../domain/call-result';
import { sendResult } from './send-result';

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
