import { simulatedTime } from '../../test/logging/simulated-time';
import { requestBudget } from './request-budget';

const rate = 6;
const benched = (more: { spared?: number } = {}) => {
  const time = simulatedTime(0);
  const turn = requestBudget(rate, (ms, run) => time.after(ms, run), more);
  const sent: { at: number; name: string }[] = [];
  const ask = (name: string, urgent = false): void =>
    void turn(urgent).then(() => sent.push({ at: time.now(), name }));
  return { time, ask, sent };
};

test('in no second more is sent than the account allows, and it is used to the full', async () => {
  const { time, ask, sent } = benched();
  for (let count = 0; count < 100; count += 1) ask('patient');
  // Some more in bursts, at odd moments.
  for (const ms of [300, 1100, 1101, 4999, 9000])
    time.after(ms, () => Array.from({ length: 9 }, () => ask('more')));
  await time.run(60_000);
  expect(sent).toHaveLength(145);
  for (const { at } of sent)
    expect(sent.filter((other) => other.at >= at && other.at < at + 1000).length).toBeLessThanOrEqual(rate);
  expect(sent.at(-1)!.at).toBeLessThanOrEqual(Math.ceil(145 / rate) * 1000);
});

test('whoever is waited for goes first', async () => {
  const { time, ask, sent } = benched();
  for (let count = 0; count < 20; count += 1) ask('patient');
  ask('card', true);
  await time.run(1500);
  expect(sent.findIndex(({ name }) => name === 'card')).toBe(rate);
});

test('what is spared for those who are waited for is theirs at once, and nobody goes beyond the rate', async () => {
  const { time, ask, sent } = benched({ spared: 2 });
  for (let count = 0; count < 20; count += 1) ask('patient');
  time.after(100, () => Array.from({ length: 3 }, () => ask('card', true)));
  await time.run(20_000);
  const at = (wanted: string): number[] => sent.filter(({ name }) => name === wanted).map((one) => one.at);
  expect(at('card')).toEqual([100, 100, 1000]);
  expect(at('patient')).toHaveLength(20);
  for (const { at: from } of sent)
    expect(sent.filter((one) => one.at >= from && one.at < from + 1000).length).toBeLessThanOrEqual(rate);
});

test('whoever is killed and started anew, again and again, never exceeds it either', async () => {
  const time = simulatedTime(0);
  const sent: number[] = [];
  let alive = 0;
  const live = (life: number, age: number): void => {
    alive = life;
    const turn = requestBudget(rate, (ms, run) => time.after(ms, run), { age });
    for (let count = 0; count < 20; count += 1)
      void turn().then(() => {
        if (alive === life) sent.push(time.now());
      });
  };
  live(1, 1000);
  // Dead for some of the second, or back at once; killed while it waits, or in the midst of its requests.
  for (const [life, [death, age]] of [
    [500, 0],
    [900, 400],
    [2050, 350],
    [4000, 999],
    [5500, 0],
  ].entries()) {
    time.after(death! - age!, () => (alive = 0));
    time.after(death!, () => live(life + 2, age!));
  }
  await time.run(20_000);
  for (const at of sent)
    expect(sent.filter((other) => other >= at && other < at + 1000).length).toBeLessThanOrEqual(rate);
  // The last life has sent all of its own.
  expect(sent.filter((at) => at >= 6500)).toHaveLength(20);
});
