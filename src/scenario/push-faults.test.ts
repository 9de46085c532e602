import { name, pushBench, text, yes } from '../../test/fakes/push-bench';

const bench = pushBench();

test('what somebody changes in the panel while we look at it is not overwritten', async () => {
  const there = bench.api.add(name, 'old\n');
  bench.api.moods.meanwhile = () => (there.script = 'theirs\n');
  expect(await bench.run('push', yes)).toBe(1);
  expect(bench.deployed()).toBe('theirs\n');
  expect(bench.printed).toContain('was changed while you looked at it: nothing was written');
});

test('a platform that keeps another text: the old one is put back', async () => {
  bench.api.add(name, 'old\n');
  let times = 0;
  bench.api.moods.spoil = (script) => (times++ === 0 ? script.slice(0, 5) : script);
  expect(await bench.run('push', yes)).toBe(1);
  expect(bench.deployed()).toBe('old\n');
  expect(bench.printed).toContain(
    'reads back as another text than was sent: the text from before was put back',
  );
});

test('a new scenario that was spoilt is taken away again, and no other', async () => {
  bench.api.add('crm/production/outbound', 'stays\n');
  bench.api.moods.spoil = () => 'spoilt';
  expect(await bench.run('push', yes)).toBe(1);
  expect(bench.api.scenarios.map((each) => each.name)).toEqual(['crm/production/outbound']);
  expect(bench.printed).toContain('it was taken away again');
});

test('a platform that spoils the text from before, too, is reported as loudly as can be', async () => {
  bench.api.add(name, 'old\n');
  bench.api.moods.spoil = () => 'spoilt';
  expect(await bench.run('push', yes)).toBe(1);
  expect(bench.printed).toContain('could NOT be put back: look at it');
});

test.each(['before', 'after'] as const)(
  'a connection cut %s the write is done: written once',
  async (cut) => {
    Object.assign(bench.api.moods, { cut, cuts: 1 });
    expect(await bench.run('push', yes)).toBe(0);
    expect(bench.api.scenarios.map((each) => [each.name, each.script])).toEqual([[name, text]]);
    bench.built('second\n');
    Object.assign(bench.api.moods, { cut, cuts: 1 });
    expect(await bench.run('push', yes)).toBe(0);
    expect(bench.deployed()).toBe('second\n');
  },
);

test('a connection that is always cut: said so, nothing written', async () => {
  bench.api.add(name, 'old\n');
  Object.assign(bench.api.moods, { cut: 'before', cuts: 99 });
  expect(await bench.run('push', yes)).toBe(1);
  expect(bench.printed).toContain('nothing was written in 3 attempts');
  expect(bench.deployed()).toBe('old\n');
});

test('a platform that says "later" is asked later', async () => {
  bench.api.moods.busy = 2;
  expect(await bench.run('push', yes)).toBe(0);
  expect(bench.deployed()).toBe(text);
});

test('a script that the platform finds too long: its word, and nothing changed', async () => {
  bench.api.add(name, 'old\n');
  bench.built('x'.repeat(131_072));
  expect(await bench.run('push', yes)).toBe(1);
  expect(bench.printed).toMatch(/error 130.*must be under 128 KB/);
  expect(bench.deployed()).toBe('old\n');
});

test('a binding that is accepted without effect is a fault', async () => {
  bench.api.moods.ignoresBind = true;
  expect(await bench.run('push', yes)).toBe(1);
  expect(bench.printed).toContain('BindScenario was accepted, but rule "inbound" does not run');
});
