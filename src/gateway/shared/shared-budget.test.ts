import { sharedBudget } from './shared-budget';

const tick = () => new Promise((resolve) => setImmediate(resolve));

test('a turn comes when the database gives it, to whoever somebody waits for first', async () => {
  const waits = [0, 700, 0];
  const waited: number[] = [];
  const order: string[] = [];
  const turn = sharedBudget(
    () => Promise.resolve(waits.shift() ?? 0),
    (ms) => {
      waited.push(ms);
      return Promise.resolve();
    },
  );
  const all = [turn().then(() => order.push('log')), turn().then(() => order.push('log 2'))];
  all.push(turn(true).then(() => order.push('agent')));
  await Promise.all(all);
  expect(order).toEqual(['agent', 'log', 'log 2']);
  expect(waited).toEqual([700]);
});

test('while the database gives no turn nobody asks the CRM; afterwards everybody does', async () => {
  let isAway = true;
  let go = (): void => undefined;
  let turns = 0;
  const turn = sharedBudget(
    () => (isAway ? Promise.reject(new Error('away')) : Promise.resolve(0)),
    () => new Promise<void>((resolve) => (go = resolve)),
  );
  const asked = turn().then(() => (turns += 1));
  await tick();
  expect(turns).toBe(0);
  isAway = false;
  go();
  await asked;
  expect(turns).toBe(1);
});
