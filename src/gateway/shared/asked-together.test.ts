import { askedTogether } from './asked-together';

test('the first is asked at once, all that come meanwhile together, each hears its own answer', async () => {
  const asked: (readonly number[])[] = [];
  const double = askedTogether((items: readonly number[]) => {
    asked.push(items);
    return Promise.resolve(items.map((item) => item * 2));
  });
  const answers = await Promise.all(Array.from({ length: 1_000 }, (_, index) => double(index)));
  expect(asked.map(({ length }) => length)).toEqual([1, 500, 499]);
  expect(answers.every((answer, index) => answer === index * 2)).toBe(true);
});

test('whoever asked while the database was away hears so, whoever asks later is answered', async () => {
  let isAway = true;
  const same = askedTogether((items: readonly string[]) =>
    isAway ? Promise.reject(new Error('away')) : Promise.resolve(items),
  );
  await expect(same('one')).rejects.toThrow('away');
  isAway = false;
  expect(await Promise.all([same('two'), same('three')])).toEqual(['two', 'three']);
});
