import { usualHead } from '../dialing/dial-head';
import type { DialChanges } from '../dialing/dial-list';
import { dialMirror } from './dial-mirror';

const empty: DialChanges = { rev: 1, head: usualHead, entries: [], removed: [], more: false, now: 0 };

test('who asks while a reading is under way that comes to nothing is answered by one more', async () => {
  const answers: ((changes: DialChanges | undefined) => void)[] = [];
  let changed = 0;
  const mirror = dialMirror(
    {
      changes: () => new Promise((resolve) => answers.push(resolve)),
      order: () => Promise.resolve(undefined),
    },
    () => (changed += 1),
  );
  const [first, second] = [mirror.sync(), mirror.sync()];
  answers[0]!(undefined);
  // Only then is the second reading asked for.
  await new Promise(setImmediate);
  answers[1]!(empty);
  expect(await Promise.all([first, second])).toEqual([true, true]);
  expect([mirror.known, changed]).toEqual([true, 1]);
});

test('a gateway that does not answer is asked once, and not for ever', async () => {
  let asked = 0;
  const mirror = dialMirror(
    { changes: () => ((asked += 1), Promise.resolve(undefined)), order: () => Promise.resolve(undefined) },
    () => undefined,
  );
  expect(await mirror.sync()).toBe(false);
  expect([asked, mirror.known]).toEqual([1, false]);
});
