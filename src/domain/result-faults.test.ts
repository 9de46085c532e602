import type { ResultFields } from './call-result';
import { faultsOf, needsRecord } from './result-faults';

const now = 1_790_000_000;
const link = { kind: 'contact', id: 7, name: 'Иван' } as const;
const task = { typeId: 1, text: 'Перезвонить', due: now + 60 };
const empty: ResultFields = {
  link: null,
  status: null,
  note: '',
  task: null,
  contactName: '',
  leadName: '',
  pipelineId: null,
  stageId: null,
};
const faults = (fields: Partial<ResultFields>, unknown = false, numbered = true) =>
  faultsOf({ ...empty, ...fields }, unknown, now, numbered).map(({ field, code }) => `${field}: ${code}`);

test.each<[string, Partial<ResultFields>, string[]]>([
  ['a task and a note for a known record', { link, note: 'Поговорили', task }, []],
  ['nothing typed at all', {}, []],
  ['only the status', { status: 4 }, []],
  ['a note for nobody', { note: 'Поговорили' }, ['link: link_missing']],
  ['a deadline without words', { link, task: { ...task, text: '  ' } }, ['task.text: task_text_empty']],
  ['words without a deadline', { link, task: { ...task, due: 0 } }, ['task.due: task_due_missing']],
  ['a deadline that is no number', { link, task: { ...task, due: NaN } }, ['task.due: task_due_missing']],
  ['a deadline that has passed', { link, task: { ...task, due: now } }, ['task.due: task_due_past']],
  ['no type of task', { link, task: { ...task, typeId: NaN } }, ['task: task_type_missing']],
  ['a name longer than the CRM keeps', { link, leadName: 'я'.repeat(256) }, ['leadName: name_too_long']],
  ['a stage that is no id', { link, stageId: 1.5 }, ['stageId: invalid']],
  [
    'several faults: each at its field',
    { link, contactName: 'я'.repeat(300), task: { typeId: 1, text: '', due: 1 } },
    ['task.text: task_text_empty', 'task.due: task_due_past', 'contactName: name_too_long'],
  ],
])('%s', (_, fields, expected) => {
  expect(faults(fields)).toEqual(expected);
});

test('an unknown caller needs no link: a contact is made for what was typed', () => {
  expect(faults({ note: 'Поговорили', task }, true)).toEqual([]);
});

test('a hidden number needs at least a name', () => {
  expect(faults({ note: 'Поговорили' }, true, false)).toEqual(['contactName: name_missing']);
  expect(faults({ note: 'Поговорили', contactName: 'Иван' }, true, false)).toEqual([]);
  expect(faults({}, true, false)).toEqual([]);
});

test('a name that is as long as the CRM keeps passes', () => {
  expect(faults({ link, leadName: 'я'.repeat(255) })).toEqual([]);
});

test('blanks and a status alone make no record', () => {
  expect(needsRecord({ ...empty, note: ' \n', contactName: ' ', status: 4 })).toBe(false);
  expect(needsRecord({ ...empty, leadName: 'Окна' })).toBe(true);
});
