import { join } from 'node:path';
import { engineChildren } from './engine-children';
import { engineFolder, planOf } from './engine-at-work';
import type { EngineFolder } from './engine-at-work';
import { openEngineTables } from '../../src/engine/store/engine-tables';

const messages = 1000;
const scripts = {
  route: `const { incr } = require('cxKV');
    async function main(data) { data.runs = await incr('run:' + data.id); return data; }`,
};
/** Enough tries that kills alone exhaust none: what is set aside in the end would be the engine's own fault. */
const plan = planOf(['route'], { processes: 2 }, { retries: 10, deadlineMs: 3_600_000 });

let folder: EngineFolder;
beforeAll(() => (folder = engineFolder(scripts)));
const engines = engineChildren(() => folder.settings(plan));
const { answered: answers, replied: replies, until } = engines;
afterAll(async () => {
  await engines.stop();
  folder.remove();
});

test('kill -9 of workers and of the engine with 1,000 messages in flight: each is answered once, none vanishes', async () => {
  const ids = Array.from({ length: messages }, (_none, index) => `m-${index}`);
  let [workersKilled, enginesKilled] = [0, 0];
  let engine = await engines.start();
  const askAll = (): void => {
    for (const id of ids) engine.ask(id, 'route', { id, routing: {} });
  };
  askAll();

  for (const answered of [50, 150, 250, 350, 450, 550, 650, 750]) {
    await until(() => answers.size >= answered);
    if (enginesKilled * 2 < workersKilled) {
      await engine.kill();
      enginesKilled += 1;
      engine = await engines.start();
    } else {
      const pids = await engine.pids();
      for (const pid of pids) process.kill(pid, 'SIGKILL');
      workersKilled += pids.length;
    }
  }
  // Whatever never reached the disk, its sender asks again: by the same id, so that nothing runs twice for an answer.
  replies.clear();
  askAll();
  await until(() => replies.size === messages);
  const counts = await engine.counts();
  await engine.kill();

  const twice = [...answers].filter(([, given]) => given.length > 1);
  const runs = [...answers.values()].map(
    ([answer = '{}']) => (JSON.parse(answer) as { data: { runs: number } }).data.runs,
  );
  console.log(
    `${messages} messages in flight, ${workersKilled} workers and ${enginesKilled} engines killed: ` +
      `${counts['answered']} answered, ${counts['aside']} set aside, ${twice.length} answered twice; ` +
      `${runs.filter((count) => count > 1).length} were run more than once`,
  );
  expect(counts).toEqual({ unconsumed: 0, consumed: 0, answered: messages, aside: 0 });
  expect(twice).toEqual([]);

  // What left the engine is what lies on its disk.
  const tables = openEngineTables(join(folder.path, 'store', 'engine.db'));
  for (const id of ids) {
    expect(replies.get(id)).toBe(tables.messages.find(id)?.answer);
    for (const answer of answers.get(id) ?? []) expect(answer).toBe(replies.get(id));
  }
  tables.close();
}, 180_000);
