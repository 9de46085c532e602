import { otherBrowsers } from './other-browsers';

type Row = readonly [number, string, 0 | 1];

function bench() {
  let now = 1_000_000;
  let fails = false;
  const timers: { at: number; run: () => void }[] = [];
  const sent: Row[][] = [];
  const changes: string[] = [];
  const browsers = otherBrowsers(
    {
      putBrowsers: (rows) => {
        if (fails) return Promise.reject(new Error('away'));
        sent.push([...rows]);
        return Promise.resolve();
      },
    },
    {
      now: () => now,
      after: (ms, run) => {
        timers.push({ at: now + ms, run });
        return () => undefined;
      },
    },
  );
  browsers.onChange((account, extension) => changes.push(`${account} ${extension}`));
  const pass = async (ms: number): Promise<void> => {
    now += ms;
    for (const { run } of timers.splice(0, timers.length).filter(({ at }) => at <= now)) run();
    await new Promise((resolve) => setImmediate(resolve));
  };
  const row = (gateway: string, here: number, at = now) => ({
    ...{ account: 28, extension: '101', gateway, here, at, rev: 1 },
  });
  return { browsers, sent, changes, pass, row, now: () => now, fail: (does: boolean) => void (fails = does) };
}

test('an agent is there while any gateway that lives has a browser of theirs', () => {
  const { browsers, row, changes, now } = bench();
  expect(browsers.seen(28, '101')).toBeUndefined();
  browsers.alive(['b', 'c']);
  browsers.changed([row('b', 1), row('c', 0, 5)]);
  expect([browsers.has(28, '101'), browsers.seen(28, '101')]).toEqual([true, now()]);
  expect([browsers.has(28, '102'), browsers.has(29, '101')]).toEqual([false, false]);
  browsers.changed([row('b', 0, now() - 40)]);
  expect([browsers.has(28, '101'), browsers.seen(28, '101')]).toEqual([false, now() - 40]);
  expect(changes).toEqual(['28 101', '28 101', '28 101']);
});

test('a gateway that is heard of no more has no browsers; they were seen when it was heard last', async () => {
  const { browsers, row, changes, pass, now } = bench();
  browsers.alive(['b']);
  browsers.changed([row('b', 1)]);
  const last = now();
  await pass(3_000);
  browsers.alive([]);
  expect([browsers.has(28, '101'), browsers.seen(28, '101')]).toEqual([false, last]);
  browsers.alive(['b']);
  expect(browsers.has(28, '101')).toBe(true);
  expect(changes).toHaveLength(3);
});

test('what has come and gone here is told together, the latest word, and again after a failure', async () => {
  const { browsers, sent, pass, fail } = bench();
  fail(true);
  browsers.told(28, '101', true);
  browsers.told(28, '102', true);
  await pass(50);
  fail(false);
  browsers.told(28, '101', false);
  await pass(1_000);
  expect(sent).toEqual([
    [
      [28, '101', 0],
      [28, '102', 1],
    ],
  ]);
});
