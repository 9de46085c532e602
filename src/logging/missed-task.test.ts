import { anna } from '../../test/fakes/sandbox-api';
import { logBench } from '../../test/fakes/log-bench';

// Each test has a demo account of its own, which takes its time on a busy machine.
jest.setTimeout(30_000);

const phone = '+79127771122';

test('a missed call is one task for its manager, however often they call, until it is done or they are reached', async () => {
  const bench = logBench({ rules: { missedTasks: true } });
  const boris = bench.sandbox.crm.users.find(({ extension }) => extension === '102')!.id;
  const contact = await bench.made('contacts', { ...bench.phoned(phone), responsible_user_id: boris });
  const tasks = () => [...bench.sandbox.crm.tasks.values()].filter(({ text }) => text.startsWith('Missed'));
  for (const id of ['c-1', 'c-2', 'c-3']) {
    bench.ended(id, 'no_answer');
    await bench.work();
  }
  expect(tasks()).toMatchObject([
    { entity_id: contact, entity_type: 'contacts', responsible_user_id: boris, is_completed: false },
  ]);
  expect(typeof tasks()[0]?.complete_till).toBe('number');
  tasks()[0]!.is_completed = true;
  bench.ended('c-4', 'no_answer');
  await bench.work();
  expect(tasks()).toHaveLength(2);
  bench.ended('c-5');
  await bench.work();
  bench.ended('c-6', 'no_answer');
  await bench.work();
  expect(tasks()).toHaveLength(3);
});

test('a missed stranger is a task of the agent who was rung', async () => {
  const bench = logBench({ rules: { missedTasks: true } });
  bench.ended('c-1', 'no_answer');
  await bench.work();
  const [task] = [...bench.sandbox.crm.tasks.values()].filter(({ text }) => text.startsWith('Missed'));
  expect(task).toMatchObject({ entity_id: null, responsible_user_id: anna });
  expect(bench.job('c-1')).toMatchObject({ state: 'skipped', reason: 'task_made' });
});
