import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { join } from 'node:path';
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

interface Told {
  readonly open?: boolean;
  /** The engine settled it. */
  readonly answered?: string;
  /** Its sender, who may have asked again, heard the answer. */
  readonly replied?: string;
  readonly answer?: { readonly data: { readonly id: string } };
  readonly pids?: readonly number[];
}

let folder: EngineFolder;
let engine: ChildProcess;
beforeAll(() => (folder = engineFolder(scripts)));
afterAll(() => {
  engine.kill('SIGKILL');
  folder.remove();
});

/** Answers as they were settled, and as senders heard them, by message. */
const answers = new Map<string, string[]>();
const replies = new Map<string, string>();
let hear: (told: Told) => void = () => undefined;

async function start(): Promise<void> {
  engine = fork(join(__dirname, 'engine-child.cjs'), [JSON.stringify(folder.settings(plan))]);
  await new Promise<void>((resolve, reject) => {
    engine.on('message', (told: Told & { readonly why?: string }) => {
      if (told.why !== undefined) reject(new Error(told.why));
      if (told.open === true) resolve();
      if (told.answered !== undefined)
        answers.set(told.answered, [...(answers.get(told.answered) ?? []), JSON.stringify(told.answer)]);
      if (told.replied !== undefined) replies.set(told.replied, JSON.stringify(told.answer));
      hear(told);
    });
  });
}
async function kill(): Promise<void> {
  const gone = new Promise((resolve) => engine.once('exit', resolve));
  engine.kill('SIGKILL');
  await gone;
}
const until = (isDone: (told: Told) => boolean): Promise<Told> =>
  new Promise((resolve) => {
    hear = (told) => {
      if (isDone(told)) resolve(told);
    };
    hear({});
  });
const ask = (id: string): boolean => engine.send({ id, line: 'route', message: { id, routing: {} } });

test('kill -9 of workers and of the engine with 1,000 messages in flight: each is answered once, none vanishes', async () => {
  const ids = Array.from({ length: messages }, (_none, index) => `m-${index}`);
  let [workersKilled, enginesKilled] = [0, 0];
  await start();
  for (const id of ids) ask(id);

  for (const answered of [50, 150, 250, 350, 450, 550, 650, 750]) {
    await until(() => answers.size >= answered);
    if (enginesKilled * 2 < workersKilled) {
      await kill();
      enginesKilled += 1;
      await start();
    } else {
      const asked = until(({ pids }) => (pids?.length ?? 0) > 0);
      engine.send('pids');
      const { pids = [] } = await asked;
      for (const pid of pids) process.kill(pid, 'SIGKILL');
      workersKilled += pids.length;
    }
  }
  // Whatever never reached the disk, its sender asks again: by the same id, so that nothing runs twice for an answer.
  replies.clear();
  for (const id of ids) ask(id);
  await until(() => replies.size === messages);
  const counted = until((told) => 'counts' in told);
  engine.send('counts');
  const { counts } = (await counted) as { counts?: Record<string, number> };
  await kill();

  const twice = [...answers].filter(([, given]) => given.length > 1);
  const runs = [...answers.values()].map(
    ([answer = '{}']) => (JSON.parse(answer) as { data: { runs: number } }).data.runs,
  );
  console.log(
    `${messages} messages in flight, ${workersKilled} workers and ${enginesKilled} engines killed: ` +
      `${counts?.['answered']} answered, ${counts?.['aside']} set aside, ${twice.length} answered twice; ` +
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
