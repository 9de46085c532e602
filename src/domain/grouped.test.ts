import { grouped } from './grouped';

test('the first goes at once, all that come meanwhile together, each hears its own answer', async () => {
  const groups: (readonly number[])[] = [];
  const double = grouped((items: readonly number[]) => {
    groups.push(items);
    return Promise.resolve(items.map((item) => item * 2));
  }, 500);
  const answers = await Promise.all(Array.from({ length: 1_000 }, (_, index) => double(index)));
  expect(groups.map(({ length }) => length)).toEqual([1, 500, 499]);
  expect(answers.every((answer, index) => answer === index * 2)).toBe(true);
});

test('a group that fails fails for those in it alone; whoever comes later is answered', async () => {
  let isAway = true;
  const same = grouped(
    (items: readonly string[]) => (isAway ? Promise.reject(new Error('away')) : Promise.resolve(items)),
    500,
  );
  await expect(same('one')).rejects.toThrow('away');
  isAway = false;
  expect(await Promise.all([same('two'), same('three')])).toEqual(['two', 'three']);
});

test('the work is never done twice at a time, and what comes as it ends is not forgotten', async () => {
  let atWork = 0;
  const one = grouped(async (items: readonly number[]) => {
    atWork += 1;
    expect(atWork).toBe(1);
    await Promise.resolve();
    atWork -= 1;
    return items;
  }, 2);
  const seen: number[] = [];
  const ask = (item: number): Promise<unknown> => one(item).then((answer) => seen.push(answer));
  await ask(0).then(() => ask(1));
  await Promise.all([ask(2), ask(3), ask(4), ask(5).then(() => ask(6))]);
  expect(seen).toEqual([0, 1, 2, 3, 4, 5, 6]);
});
