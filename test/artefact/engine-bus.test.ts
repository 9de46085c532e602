import { answersOnce } from './answers-once';
import { engineFolder, planOf } from './engine-at-work';
import type { EngineFolder } from './engine-at-work';
import type { Engine } from '../../src/engine/engine';

const scripts = {
  pass: `function main(data) { return data; }`,
  count: `const { incr } = require('cxKV'); async function main(data) { data.n = await incr('n'); return data; }`,
  first: `const { incr } = require('cxKV'); async function main(data) { if ((await incr(data.key)) === 1) throw new Error('not yet'); return data; }`,
  loop: `function main() { for (;;); }`,
  refuse: `function main() { throw new Error('603 Not today'); }`,
  nothing: `function main() {}`,
  broken: `function main( {`,
  memory: `let calls = 0; function main(data) { calls += 1; data.calls = calls; return data; }`,
  leaves: `const { kv } = require('cxKV');
    function main() {
      const memory = new Uint8Array(40_000_000);
      const found = [globalThis.left, ({}).left, [].map.left, kv.left, console.left, memory.indexOf(85)];
      const random = Math.random();
      globalThis.left = kv.left = console.left = [].map.left = Object.prototype.left = memory.fill(85).at(-1);
      JSON.parse = Math.random = () => 0;
      setTimeout(() => (globalThis.left = 'late'), 5);
      return { found, random };
    }`,
  slow: `function main(data) { return new Promise((done) => setTimeout(() => done(data), data.ms)); }`,
};

jest.setTimeout(90_000);

let folder: EngineFolder;
const engines: Engine[] = [];
beforeEach(() => (folder = engineFolder(scripts)));
afterEach(async () => {
  await Promise.all(engines.splice(0).map((engine) => engine.close()));
  folder.remove();
});
/** Deadlines are long unless they are what is tried: the machine may be busy with other things. */
async function open(
  only: readonly (keyof typeof scripts)[],
  script: object = {},
  assignment: object = {},
): Promise<Engine> {
  const engine = await folder.open(planOf(only, script, { deadlineMs: 60_000, ...assignment }));
  engines.push(engine);
  return engine;
}

test('a script answers for the line that it is assigned to, and finds its variables beside the call', async () => {
  const engine = await open(['pass'], {}, { vars: { schedule: { week: '9-21' } } });
  const answer = await engine.ask({ id: 'a', line: 'pass', message: { routing: { cli: '7' } } });
  expect(answer).toEqual({ action: 'return', data: { routing: { cli: '7' }, schedule: { week: '9-21' } } });
});

test('a call that no script is assigned to passes as it came', async () => {
  const engine = await open(['pass']);
  expect(await engine.ask({ id: 'a', line: 'unknown', message: { routing: {} } })).toEqual({
    action: 'return',
    data: { routing: {} },
  });
});

test('a script that returns nothing lets the call pass as it came', async () => {
  const engine = await open(['nothing']);
  expect(await engine.ask({ id: 'a', line: 'nothing', message: { routing: {} } })).toEqual({
    action: 'return',
    data: { routing: {} },
  });
});

test('the same message twice is run once, also at the same time', async () => {
  const engine = await open(['count']);
  const ask = () => engine.ask({ id: 'a', line: 'count', message: {} });
  expect(await Promise.all([ask(), ask()])).toEqual(Array(2).fill({ action: 'return', data: { n: 1 } }));
  expect(await ask()).toEqual({ action: 'return', data: { n: 1 } });
  expect(await engine.answerOf('a')).toEqual({ action: 'return', data: { n: 1 } });
});

test('a message whose script throws goes back and is answered at the next try', async () => {
  const engine = await open(['first']);
  expect(await engine.ask({ id: 'a', line: 'first', message: { key: 'k' } })).toMatchObject({
    action: 'return',
  });
  expect(await engine.counts()).toEqual({ unconsumed: 0, consumed: 0, answered: 1, aside: 0 });
});

test('past its tries a message is set aside with every reason, and the caller hears the action', async () => {
  const engine = await open(
    ['loop'],
    { timeoutMs: 100 },
    { retries: 2, timeoutAction: '480 Too late', deadlineMs: 60_000 },
  );
  expect(await engine.ask({ id: 'a', line: 'loop', message: {} })).toEqual({
    action: 'reject',
    code: 480,
    message: 'Too late',
    reason: 'timeout',
  });
  const [aside] = await engine.setAside();
  expect(aside).toMatchObject({
    id: 'a',
    assignment: 'loop',
    message: {},
    faults: Array(3).fill('time: ran past its 100 ms'),
  });
});

test('what another try would only repeat is set aside at once', async () => {
  const engine = await open(['broken'], {}, { retries: 5, errorAction: '503 Broken' });
  expect(await engine.ask({ id: 'a', line: 'broken', message: {} })).toEqual({
    action: 'reject',
    code: 503,
    message: 'Broken',
    reason: 'error',
  });
  expect((await engine.setAside())[0]?.faults).toHaveLength(1);
});

test('a script that refuses has answered', async () => {
  const engine = await open(['refuse']);
  expect(await engine.ask({ id: 'a', line: 'refuse', message: {} })).toEqual({
    action: 'reject',
    code: 603,
    message: 'Not today',
    reason: 'script',
  });
  expect(await engine.counts()).toMatchObject({ answered: 1, aside: 0 });
});

test('at its deadline a message that still waits is answered with the timeout action', async () => {
  const script = { file: 'slow.js', timeoutMs: 30_000 };
  const hasty = { line: 'hasty', script: 'slow', deadlineMs: 1500, timeoutAction: '503 Queue full' };
  const patient = { line: 'patient', script: 'slow', deadlineMs: 60_000 };
  const engine = await folder.open({ scripts: { slow: script }, assignments: [hasty, patient] });
  engines.push(engine);
  const long = engine.ask({ id: 'a', line: 'hasty', message: { ms: 20_000 } });
  const behind = engine.ask({ id: 'b', line: 'hasty', message: { ms: 0 } });
  const late = { action: 'reject', code: 503, message: 'Queue full', reason: 'timeout' };
  expect(await Promise.all([long, behind])).toEqual([late, late]);
  expect(await engine.ask({ id: 'c', line: 'patient', message: { ms: 0 } })).toMatchObject({
    action: 'return',
  });
});

test('a script has one process, unless the plan gives it more', async () => {
  const one = await open(['slow'], { processes: 1 });
  expect(one.pids()).toHaveLength(1);
  await one.close();
  engines.pop();
  const three = await open(['slow'], { processes: 3 });
  expect(three.pids()).toHaveLength(3);
});

test('variables are cleared between messages, or kept where the plan says so', async () => {
  const calls = async (engine: Engine): Promise<unknown[]> => {
    const found: unknown[] = [];
    for (const id of ['a', 'b', 'c']) found.push(await engine.ask({ id, line: 'memory', message: {} }));
    return found.map((answer) => (answer as { data: { calls: number } }).data.calls);
  };
  const cleared = await open(['memory']);
  expect(await calls(cleared)).toEqual([1, 1, 1]);
  await cleared.close();
  engines.pop();
  folder.remove();
  folder = engineFolder(scripts);
  expect(await calls(await open(['memory'], { variables: 'kept' }))).toEqual([1, 2, 3]);
});

test('nothing that one message leaves in the worker is there for the next, and chance is not the same', async () => {
  const engine = await open(['leaves']);
  const before = engine.pids();
  const chances = new Set<unknown>();
  for (let index = 0; index < 5; index += 1) {
    const answer = await engine.ask({ id: `m-${index}`, line: 'leaves', message: {} });
    expect(answer).toMatchObject({ data: { found: [null, null, null, null, null, -1] } });
    if (answer.action === 'return') chances.add((answer.data as { random: number }).random);
  }
  expect(chances.size).toBe(5);
  expect(engine.pids()).toEqual(before);
});

test('beyond the most processes, idle ones give way and come back', async () => {
  const engine = await folder.open({
    ...planOf(['pass', 'count', 'refuse'], {}, { deadlineMs: 60_000 }),
    mostProcesses: 2,
  });
  engines.push(engine);
  expect(engine.pids().length).toBeLessThanOrEqual(2);
  for (const line of ['pass', 'count', 'refuse', 'pass']) {
    await engine.ask({ id: `x-${line}-${Math.random()}`, line, message: {} });
    expect(engine.pids().length).toBeLessThanOrEqual(2);
  }
});

test('a second engine over the same folder is refused by name', async () => {
  await open(['pass']);
  await expect(folder.open(planOf(['pass']))).rejects.toThrow(/another engine works with/);
});

test('what an engine left, the next one answers; what was answered stays so', async () => {
  const first = await open(['count', 'slow'], { timeoutMs: 30_000 });
  await first.ask({ id: 'done', line: 'count', message: {} });
  const cut = first.ask({ id: 'cut', line: 'slow', message: { ms: 2500 } }).catch((error: unknown) => error);
  while ((await first.counts()).consumed === 0);
  await first.close();
  engines.pop();
  expect(await cut).toMatchObject({ message: 'the engine is closed' });

  const { onAnswer, heard } = answersOnce();
  const next = await folder.open(
    planOf(['count', 'slow'], { timeoutMs: 30_000 }, { deadlineMs: 60_000 }),
    onAnswer,
  );
  engines.push(next);
  expect(await next.ask({ id: 'cut', line: 'slow', message: { ms: 2500 } })).toMatchObject({
    action: 'return',
  });
  expect(await next.ask({ id: 'done', line: 'count', message: {} })).toEqual({
    action: 'return',
    data: { n: 1 },
  });
  expect([...heard]).toEqual([['cut', 1]]);
});
