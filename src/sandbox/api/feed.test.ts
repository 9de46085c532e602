import { anna, boris, sandboxApi, vera } from '../../../test/fakes/sandbox-api';

const talk = {
  note_type: 'call_in',
  params: { duration: 5, source: 'our_widget', phone: '+79120000000', uniq: 'u' },
};

test('a call note is stored in both forms and read back by type', async () => {
  const { ask, made } = sandboxApi();
  const id = await made('contacts', { name: 'A' });
  const one = await ask('POST', `/api/v4/contacts/${id}/notes`, [talk]);
  expect(one.json._embedded.notes).toMatchObject([{ entity_id: id, request_id: '0' }]);
  await ask('POST', '/api/v4/contacts/notes', [{ ...talk, note_type: 'call_out', entity_id: id }]);
  await ask('POST', `/api/v4/contacts/${id}/notes`, [{ note_type: 'common', params: { text: 'x' } }]);
  const query = 'filter[note_type][]=call_in&filter[note_type][]=call_out';
  const { json } = await ask('GET', `/api/v4/contacts/${id}/notes?${query}`);
  expect(json._embedded.notes.map((note: { note_type: string }) => note.note_type)).toEqual([
    'call_in',
    'call_out',
  ]);
  const note = one.json._embedded.notes[0].id as number;
  expect((await ask('GET', `/api/v4/contacts/notes/${note}`)).json.params.uniq).toBe('u');
  await ask('PATCH', `/api/v4/contacts/${id}/notes/${note}`, { params: { ...talk.params, duration: 9 } });
  expect((await ask('GET', `/api/v4/contacts/${id}/notes/${note}`)).json.params.duration).toBe(9);
  const log = await ask('GET', `/api/v4/events?filter[type][]=incoming_call&filter[entity_id][]=${id}`);
  expect(log.json._embedded.events).toMatchObject([
    { entity_type: 'contact', value_after: [{ note: { id: note } }] },
  ]);
});

test.each([
  [
    'a call without its source',
    { note_type: 'call_in', params: { duration: 5 } },
    'FieldMissing',
    'params.source',
  ],
  [
    'a call without its duration',
    { note_type: 'call_in', params: { source: 's' } },
    'FieldMissing',
    'params.duration',
  ],
  [
    'an empty source',
    { note_type: 'call_in', params: { duration: 1, source: '' } },
    'NotBlank',
    'params.source',
  ],
  [
    'an extra key in an sms',
    { note_type: 'sms_in', params: { text: 'x', uniq: '1' } },
    'FieldNotExpected',
    'params.uniq',
  ],
  ['an unknown type', { note_type: 'song', params: {} }, 'NotSupportedChoice', 'note_type'],
  ['no params', { note_type: 'common' }, 'FieldMissing', 'params'],
])('of notes %s is refused by name', async (_, note, code, path) => {
  const { ask, made } = sandboxApi();
  const id = await made('contacts', { name: 'A' });
  const { status, json } = await ask('POST', `/api/v4/contacts/${id}/notes`, [note]);
  expect(status).toBe(400);
  expect(json['validation-errors'][0].errors).toMatchObject([{ code, path }]);
});

test('notes of a record that the user may not see are not shown or taken', async () => {
  const { ask, made } = sandboxApi();
  const id = await made('contacts', { name: 'A', responsible_user_id: boris });
  await ask('POST', `/api/v4/contacts/${id}/notes`, [talk]);
  expect((await ask('GET', `/api/v4/contacts/${id}/notes`, undefined, { user: vera })).status).toBe(204);
  expect((await ask('POST', `/api/v4/contacts/${id}/notes`, [talk], { user: vera })).status).toBe(404);
});

test('a task is made, shown with an empty result as a list, and completed', async () => {
  const { ask, made, sandbox } = sandboxApi();
  const id = await made('contacts', { name: 'A' });
  const task = { text: 'Перезвонить', complete_till: 1_790_100_000, entity_id: id, entity_type: 'contacts' };
  const added = await ask('POST', '/api/v4/tasks', [{ ...task, request_id: 't' }], { user: anna });
  expect(added.json._embedded.tasks).toMatchObject([{ request_id: 't' }]);
  const taskId = added.json._embedded.tasks[0].id as number;
  const query = `filter[entity_type]=contacts&filter[entity_id][]=${id}&filter[is_completed]=0`;
  const { json } = await ask('GET', `/api/v4/tasks?${query}`);
  expect(json._embedded.tasks).toMatchObject([
    { id: taskId, result: [], responsible_user_id: anna, task_type_id: 1 },
  ]);
  expect(sandbox.crm.contacts.get(id)?.closest_task_at).toBe(1_790_100_000);
  const done = await ask('PATCH', `/api/v4/tasks/${taskId}`, {
    is_completed: true,
    result: { text: 'Дозвонились' },
  });
  expect(done.json).toMatchObject({ is_completed: true, result: { text: 'Дозвонились' } });
  expect(sandbox.crm.contacts.get(id)?.closest_task_at).toBeNull();
  expect((await ask('GET', `/api/v4/tasks?${query}`)).status).toBe(204);
});

test.each([
  ['a time as text', { complete_till: '1790100000' }, 'InvalidType', 'complete_till'],
  ['no time', { complete_till: undefined }, 'FieldMissing', 'complete_till'],
  ['no text', { text: undefined }, 'FieldMissing', 'text'],
  ['a record that is not there', { entity_id: 1, entity_type: 'leads' }, 'NotSupportedChoice', 'entity_id'],
  ['an unknown type of task', { task_type_id: 99 }, 'NotSupportedChoice', 'task_type_id'],
])('a task with %s is refused by name', async (_, change, code, path) => {
  const { ask } = sandboxApi();
  const task = { text: 'Перезвонить', complete_till: 1_790_100_000, ...change };
  const { status, json } = await ask('POST', '/api/v4/tasks', [task]);
  expect(status).toBe(400);
  expect(json['validation-errors'][0].errors).toMatchObject([{ code, path }]);
});
