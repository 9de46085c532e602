import { simulatedTime } from '../../test/logging/simulated-time';
import { crmBudget } from './crm-budget';

const rate = 6;

/** Asks for `count` requests at once, each so long on its way; when they arrive. */
async function arrivals(count: number, way: (index: number) => number, answers = true): Promise<number[]> {
  const time = simulatedTime(0);
  const turn = crmBudget(rate, (ms, run) => time.after(ms, run));
  const at: number[] = [];
  for (let index = 0; index < count; index += 1)
    void turn().then((arrived) =>
      time.after(way(index), () => {
        at.push(time.now());
        if (answers) arrived();
      }),
    );
  await time.run(60_000);
  return at.sort((one, other) => one - other);
}
const most = (at: readonly number[]): number =>
  Math.max(...at.map((from) => at.filter((other) => other >= from && other < from + 1000).length));

test('the first requests of a process are long on their way, and no second sees more than the account allows', async () => {
  const at = await arrivals(40, (index) => (index < rate ? 300 : 5));
  expect(at).toHaveLength(40);
  expect(most(at)).toBeLessThanOrEqual(rate);
});

test('requests that come as fast as they go use the rate to the full', async () => {
  const at = await arrivals(60, () => 0);
  expect(most(at)).toBe(rate);
  expect(at.at(-1)).toBeLessThanOrEqual(10_000);
});

test('a CRM that never answers does not end the asking', async () => {
  expect(await arrivals(30, () => 0, false)).toHaveLength(30);
});

test('a killed process’s second is waited for before the first turn', async () => {
  const time = simulatedTime(0);
  const turn = crmBudget(rate, (ms, run) => time.after(ms, run), { age: 400 });
  let began = -1;
  void turn().then((arrived) => {
    began = time.now();
    arrived();
  });
  await time.run(5_000);
  expect(began).toBe(600);
});
