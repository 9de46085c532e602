import { resultBench } from '../../../test/fakes/result-bench';
import { anna } from '../../../test/fakes/sandbox-api';
import { resultApi } from './result-api';
import { resultCatalogue } from './result-catalogue';

const read = (bench: ReturnType<typeof resultBench>, taskTypes: unknown) =>
  resultCatalogue({
    api: resultApi({ transport: bench.transport, clock: bench.clockOfTab, turn: () => Promise.resolve() }),
    taskTypes: () => taskTypes,
  })();

test('task types that the page knows cost no request', async () => {
  const bench = resultBench({ user: anna });
  const { taskTypes } = await read(bench, {
    2731: { id: 2731, option: 'Счёт' },
    FOLLOW_UP: { id: 1, option: 'Связаться' },
    MEETING: { id: '2', option: 'Встреча' },
  });
  expect(taskTypes).toEqual([
    { id: 1, name: 'Связаться' },
    { id: 2, name: 'Встреча' },
    { id: 2731, name: 'Счёт' },
  ]);
  expect(bench.requests.map(({ path }) => path)).toEqual(['/api/v4/leads/pipelines']);
});

test.each([[undefined], [null], ['x'], [{}], [{ A: 5, B: { id: 'x', option: 'y' }, C: { id: 3 } }]])(
  'a page that knows %j has the account asked',
  async (constant) => {
    const bench = resultBench();
    const { taskTypes } = await read(bench, constant);
    expect(taskTypes).toHaveLength(bench.crm.task_types.length);
  },
);

test('an archived pipeline is no choice', async () => {
  const bench = resultBench();
  bench.crm.pipelines[1]!.is_archive = true;
  expect((await read(bench, undefined)).pipelines.map(({ name }) => name)).toEqual(['Продажи']);
});
