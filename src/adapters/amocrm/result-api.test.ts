import { fakeClock } from '../../../test/fakes/fake-clock';
import { requestBudget } from '../../domain/request-budget';
import { resultApi } from './result-api';
import type { CrmAnswer } from './result-transport';

const fine: CrmAnswer = { status: 200, text: '{"id":1}', date: null, wait: null };
const answer = (status: number, body: unknown = ''): CrmAnswer => ({
  status,
  text: typeof body === 'string' ? body : JSON.stringify(body),
  date: null,
  wait: null,
});
const violated = (code: string, path: string, detail = 'No.') =>
  answer(400, { 'validation-errors': [{ request_id: '0', errors: [{ code, path, detail }] }], status: 400 });

/** Answers in turn, the last one for ever; remembers when it was asked. */
function api(answers: readonly (CrmAnswer | Error)[]) {
  const clock = fakeClock();
  const asked: number[] = [];
  const own = resultApi({
    clock,
    turn: requestBudget(5, (ms, run) => clock.after(ms, run)),
    transport: () => {
      const next = answers[Math.min(asked.length, answers.length - 1)]!;
      asked.push(clock.now());
      return next instanceof Error ? Promise.reject(next) : Promise.resolve(next);
    },
  });
  const ask = () =>
    own.ask({ method: 'POST', path: '/api/v4/tasks', body: [] }, (path) =>
      path === 'text' ? 'task.text' : undefined,
    );
  return { ...own, ask, asked, clock };
}

test('of twenty requests at once at most five leave in any second, in their order', async () => {
  const { ask, asked, clock } = api([fine]);
  const all = Promise.all(Array.from({ length: 20 }, ask));
  await clock.pass(5000);
  await all;
  expect(asked).toHaveLength(20);
  for (const at of asked)
    expect(asked.filter((other) => other >= at && other < at + 1000).length).toBeLessThanOrEqual(5);
});

test('too many requests: once more after a pause, then it is said', async () => {
  const patient = api([answer(429), fine]);
  const done = patient.ask();
  await patient.clock.pass(500);
  expect(patient.asked).toHaveLength(1);
  await patient.clock.pass(1500);
  expect(await done).toEqual({ id: 1 });

  const busy = api([answer(429)]);
  const refused = expect(busy.ask()).rejects.toMatchObject({ kind: 'retry', faults: [{ code: 'busy' }] });
  await busy.clock.pass(2000);
  await refused;
  expect(busy.asked).toHaveLength(2);
});

test('a write whose answer is lost is never repeated blindly', async () => {
  const { ask, asked } = api([new Error('timeout'), fine]);
  await expect(ask()).rejects.toMatchObject({
    kind: 'retry',
    faults: [{ field: 'all', code: 'unreachable' }],
  });
  expect(asked).toHaveLength(1);
});

test.each([
  ['nothing found', answer(204), undefined],
  ['an answer', answer(200, [{ id: 1 }]), [{ id: 1 }]],
])('%s is no failure', async (_, given, expected) => {
  expect(await api([given]).ask()).toEqual(expected);
});

test.each([
  ['an unpaid account', answer(402, '<html>'), 'refused', { field: 'all', code: 'unpaid' }],
  [
    'a record that is gone',
    answer(404, { detail: 'Entity not found' }),
    'refused',
    { field: 'link', code: 'gone', detail: 'Entity not found' },
  ],
  [
    'rules of the CRM that nobody foresaw',
    answer(422, { detail: 'Limit' }),
    'refused',
    { field: 'all', code: 'refused', detail: 'Limit' },
  ],
  [
    'a violation at a field',
    violated('InvalidType', 'text'),
    'refused',
    { field: 'task.text', code: 'refused', detail: 'text: No.' },
  ],
  [
    'a choice that is gone',
    violated('NotSupportedChoice', 'text'),
    'refused',
    { field: 'task.text', code: 'not_a_choice' },
  ],
  [
    'a violation elsewhere',
    violated('FieldMissing', 'x.0.y'),
    'refused',
    { field: 'all', code: 'refused', detail: 'x.0.y: No.' },
  ],
  [
    'violations of an unknown shape',
    answer(400, { 'validation-errors': 'no' }),
    'refused',
    { field: 'all', code: 'refused' },
  ],
  ['a page in place of data', answer(200, '<html>'), 'retry', { field: 'all', code: 'garbled' }],
  ['a mere number', answer(200, '5'), 'retry', { field: 'all', code: 'garbled' }],
  ['a gateway’s page', answer(502, '<html>'), 'retry', { field: 'all', code: 'unreachable' }],
] as const)('%s', async (_, given, kind, fault) => {
  await expect(api([given]).ask()).rejects.toMatchObject({ kind, faults: [fault] });
});
