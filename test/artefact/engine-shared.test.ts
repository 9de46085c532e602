import { engineChildren } from './engine-children';
import { engineFolder, planOf } from './engine-at-work';
import type { EngineFolder } from './engine-at-work';
import { hasPostgres, postgresTest, startPostgres } from './postgres';
import type { Postgres } from './postgres';

const scripts = {
  route: `const { incr } = require('cxKV');
    async function main(data) { data.runs = await incr('run:' + data.id); return data; }`,
  slow: `const { incr } = require('cxKV');
    async function main(data) {
      data.runs = await incr('run:' + data.id);
      await new Promise((done) => setTimeout(done, 400));
      return data;
    }`,
};
/** Enough tries that kills alone exhaust none: what is set aside in the end would be the engines' own fault. */
const plan = planOf(['route', 'slow'], { timeoutMs: 30_000 }, { retries: 10, deadlineMs: 600_000 });

jest.setTimeout(180_000);

let postgres: Postgres | undefined;
let folder: EngineFolder;
beforeAll(async () => {
  if (!hasPostgres) return;
  postgres = await startPostgres();
  folder = engineFolder(scripts, postgres.address);
});
afterAll(async () => {
  await postgres?.remove();
  if (hasPostgres) folder.remove();
});

let engines: ReturnType<typeof engineChildren>;
beforeEach(() => (engines = engineChildren(() => folder.settings(plan))));
afterEach(() => engines.stop());

/** Every answer that was ever settled, and every one that a sender heard, is the one. */
function expectOnce(ids: readonly string[]): void {
  expect([...engines.answered].filter(([, given]) => given.length > 1)).toEqual([]);
  for (const id of ids)
    for (const answer of engines.answered.get(id) ?? []) expect(engines.replied.get(id)).toBe(answer);
}

postgresTest('a message that two engines are asked runs once, and both senders hear its answer', async () => {
  const [one, other] = [await engines.start(), await engines.start()];
  const replies: string[] = [];
  const set = engines.replied.set.bind(engines.replied);
  engines.replied.set = (id, text) => {
    replies.push(`${id} ${text}`);
    return set(id, text);
  };
  for (const engine of [one, other]) engine.ask('same', 'slow', { id: 'same' });
  await engines.until(() => replies.length === 2);
  expect(new Set(replies)).toEqual(new Set([`same {"action":"return","data":{"id":"same","runs":1}}`]));
  expectOnce(['same']);
});

postgresTest(
  'kill -9 of engines and workers with 1,000 messages in flight: each is answered once',
  async () => {
    const ids = Array.from({ length: 1000 }, (_none, index) => `m-${index}`);
    const alive = [await engines.start(), await engines.start(), await engines.start()];
    for (const [index, id] of ids.entries()) alive[index % 3]?.ask(id, 'route', { id });

    let [workersKilled, enginesKilled] = [0, 0];
    for (const share of [50, 150, 300, 400, 550, 650]) {
      await engines.until(() => engines.answered.size >= share);
      const victim = alive.shift()!;
      if (enginesKilled < workersKilled) {
        await victim.kill();
        enginesKilled += 1;
        alive.push(await engines.start());
      } else {
        for (const pid of await victim.pids()) process.kill(pid, 'SIGKILL');
        workersKilled += 1;
        alive.push(victim);
      }
    }
    // Whoever asked an engine that is dead asks another one, by the same id; so do all others, to compare.
    engines.replied.clear();
    for (const [index, id] of ids.entries()) alive[index % 3]?.ask(id, 'route', { id });
    await engines.until(() => ids.every((id) => engines.replied.has(id)));
    const counts = await alive[0]!.counts();
    const runs = [...engines.replied.values()].map(
      (text) => (JSON.parse(text) as { data: { runs: number } }).data.runs,
    );
    console.log(
      `1000 messages in flight over one database, ${workersKilled} workers and ${enginesKilled} engines killed: ` +
        `${counts['answered']} answered, ${counts['aside']} set aside; ` +
        `${runs.filter((count) => count > 1).length} were run more than once`,
    );
    expect(counts).toMatchObject({ unconsumed: 0, consumed: 0, aside: 0 });
    expect([...engines.refused]).toEqual([]);
    expectOnce(ids);
  },
);

postgresTest(
  'an engine that sleeps loses its messages to another, and its senders hear that one’s answers',
  async () => {
    const sleeper = await engines.start();
    const ids = Array.from({ length: 6 }, (_none, index) => `asleep-${index}`);
    for (const id of ids) sleeper.ask(id, 'slow', { id });
    await engines.until(() => engines.answered.size > 0);
    sleeper.signal('SIGSTOP');
    await engines.start();
    await engines.until(() => engines.answered.size === ids.length);
    sleeper.signal('SIGCONT');
    await engines.until(() => ids.every((id) => engines.replied.has(id)));
    expectOnce(ids);
  },
);

postgresTest(
  'the database is killed with messages in flight: whoever is refused asks again and is answered',
  async () => {
    const alive = [await engines.start(), await engines.start()];
    const ids = Array.from({ length: 300 }, (_none, index) => `cut-${index}`);
    const ask = (): void => {
      for (const [index, id] of ids.entries())
        if (!engines.replied.has(id)) alive[index % 2]?.ask(id, 'route', { id });
    };
    ask();
    await engines.until(() => engines.answered.size >= 80);
    await postgres?.kill();
    await engines.until(() => engines.refused.size > 0);
    await postgres?.start();
    expect([...engines.refused.values()][0]).toMatch(
      /the engine’s database engine@127\.0\.0\.1:\d+\/postgres: /,
    );
    await engines.until(() => engines.refused.size + engines.replied.size >= ids.length);
    ask();
    await engines.until(() => ids.every((id) => engines.replied.has(id)));
    const counts = await alive[0]!.counts();
    expect(counts).toMatchObject({ unconsumed: 0, consumed: 0, aside: 0 });
    expectOnce(ids);
  },
);
