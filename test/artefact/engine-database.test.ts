import { createServer } from 'node:net';
import type { AddressInfo } from 'node:net';
import { hasPostgres, postgresTest, startPostgres } from './postgres';
import type { Postgres } from './postgres';
import { engineFolder, planOf } from './engine-at-work';
import { relay } from './relay';
import type { Engine } from '../../src/engine/engine';
import type { EngineStore } from '../../src/engine/store/open-store';
import { openSharedStore } from '../../src/engine/store/shared/open-shared-store';

jest.setTimeout(60_000);

let postgres: Postgres | undefined;
beforeAll(async () => {
  if (hasPostgres) postgres = await startPostgres();
});
afterAll(() => postgres?.remove());
const address = (): string => postgres?.address ?? '';

let turn = 0;
const named = (name: string): string => `${name}-${(turn += 1)}`;
const message = (id: string) => ({ id, assignment: 'line', body: '{}', deadline: Date.now() + 600_000 });

const stores: EngineStore[] = [];
const open = async (): Promise<EngineStore> => {
  const store = await openSharedStore(address());
  stores.push(store);
  await store.messages.recover('died: x');
  return store;
};
const engines: Engine[] = [];
afterEach(async () => {
  await Promise.all(engines.splice(0).map((engine) => engine.close()));
  await Promise.all(stores.splice(0).map((store) => store.close()));
});

postgresTest('engines that start together make its tables once', async () => {
  const fresh = await startPostgres();
  const opened = await Promise.all(Array.from({ length: 5 }, () => openSharedStore(fresh.address)));
  expect(await opened[0]?.messages.counts()).toEqual({ unconsumed: 0, consumed: 0, answered: 0, aside: 0 });
  await Promise.all(opened.map((store) => store.close()));
  await fresh.remove();
});

postgresTest('what a living engine holds no other consumes, gives back, answers or takes over', async () => {
  const [one, other] = [await open(), await open()];
  const id = named('m');
  await one.messages.add(message(id), 1);
  expect(await other.messages.add(message(id), 1)).toMatchObject({ id, isOurs: false });
  expect(await other.messages.consume(id, 1)).toBe(false);
  await one.messages.consume(id, 1);
  expect(await other.messages.release(id, 1, 'x')).toBe(false);
  expect(await other.messages.settle(id, 1, 'answered', '1', null, 1)).toBe(false);
  expect(await other.messages.recover('died: x')).toEqual([]);
  expect(await one.messages.settle(id, 1, 'answered', '1', null, 1)).toBe(true);
});

postgresTest(
  'what a closed engine held goes to one of the others, which alone may answer it then',
  async () => {
    const left = await open();
    const [one, other] = [await open(), await open()];
    const ids = Array.from({ length: 40 }, () => named('m'));
    for (const id of ids) await left.messages.add(message(id), 1);
    await left.messages.consume(ids[0]!, 1);
    stores.splice(stores.indexOf(left), 1);
    await left.close();
    const took = await Promise.all([one, other].map((store) => store.messages.recover('died: x')));
    const taken = took.flat().map(({ id }) => id);
    expect(ids.map((id) => taken.filter((one) => one === id).length)).toEqual(ids.map(() => 1));
    const [first] = took.flat().filter(({ id }) => id === ids[0]);
    expect(first).toMatchObject({ state: 'unconsumed', attempt: 1, faults: ['died: x'], isOurs: true });
  },
);

postgresTest(
  'what waits with a living engine goes to one that has workers free, the oldest first and no more',
  async () => {
    const [busy, idle, third] = [await open(), await open(), await open()];
    const [script, other] = [named('line'), named('line')];
    const ids = ['a', 'b', 'c', 'd', 'e'].map(named);
    for (const [index, id] of ids.entries())
      await busy.messages.add({ ...message(id), assignment: script }, index);
    await busy.messages.consume(ids[0]!, 1);
    const want = (free: number) => [
      { assignment: script, script, free },
      { assignment: other, script: other, free: 9 },
    ];
    const took = async (store: EngineStore, free: number) =>
      (await store.others?.take(want(free)))?.map(({ id }) => id).sort() ?? [];
    expect(await took(busy, 9)).toEqual([]);
    // What its own engine may be about to consume is left to it for a moment.
    const first: string[] = [];
    while (first.length < 2) {
      const now = await took(idle, 1);
      expect(now.length).toBeLessThanOrEqual(1);
      first.push(...now);
    }
    expect(first).toEqual([ids[1], ids[2]]);
    expect(await busy.messages.consume(ids[1]!, 1)).toBe(false);
    const seen = await busy.others?.elsewhere(ids);
    expect(seen?.map(({ id }) => id).sort()).toEqual([ids[1], ids[2]]);
    // However two of them take at once, one worker gets each message.
    const rest = new Set<string>();
    while (!rest.has(ids[3]!) || !rest.has(ids[4]!))
      for (const taken of await Promise.all([took(idle, 9), took(third, 9)]))
        taken.forEach((id) => rest.add(id));
    expect(rest).not.toContain(ids[0]);
    const workers = [busy, idle, third];
    for (const id of [ids[3]!, ids[4]!]) {
      const consumed = await Promise.all(workers.map(({ messages }) => messages.consume(id, 1)));
      expect(consumed.filter(Boolean)).toEqual([true]);
      expect(consumed[0]).toBe(false);
    }
    expect(await busy.messages.settle(ids[0]!, 1, 'answered', '1', null, 1)).toBe(true);
  },
);

postgresTest(
  'a message that waits with a busy engine is run by an idle one, and its sender hears so at once',
  async () => {
    const folder = engineFolder(
      {
        // Whoever holds the worker goes on only when the one that waits behind it has been run: by another engine.
        route: `const { kv } = require('cxKV');
          async function main({ holds, key }) {
            if (!holds) return { is: await kv.set(key, 'run') };
            while (!(await kv.get(key))) await new Promise((done) => setTimeout(done, 250));
            return { is: 'over' };
          }`,
      },
      address(),
    );
    const plan = planOf(['route'], { timeoutMs: 20_000 });
    const settled = { busy: [] as string[], idle: [] as string[] };
    const busy = await folder.open(plan, (id) => settled.busy.push(id));
    const key = named('key');
    const [holds, waits] = [named('m'), named('m')];
    const asked = [
      busy.ask({ id: holds, line: 'route', message: { holds: true, key } }),
      busy.ask({ id: waits, line: 'route', message: { holds: false, key } }),
    ];
    const idle = await folder.open(plan, (id) => settled.idle.push(id));
    engines.push(busy, idle);
    expect(await Promise.all(asked)).toEqual([
      { action: 'return', data: { is: 'over' } },
      { action: 'return', data: { is: true } },
    ]);
    // What other tests left is answered too.
    const here = (ids: readonly string[]) => ids.filter((id) => id === holds || id === waits);
    expect([here(settled.busy), here(settled.idle)]).toEqual([[holds], [waits]]);
    folder.remove();
  },
);

postgresTest('a message that nobody answered by its deadline is taken up, whoever holds it', async () => {
  const [one, other] = [await open(), await open()];
  const id = named('m');
  await one.messages.add({ ...message(id), deadline: Date.now() - 6000 }, 1);
  expect((await other.messages.recover('died: x')).map((found) => found.id)).toEqual([id]);
  expect(await other.messages.settle(id, null, 'aside', '1', 'x', 1)).toBe(true);
});

postgresTest('engines count on one counter', async () => {
  const [one, other] = [await open(), await open()];
  const app = named('app');
  const all = Array.from({ length: 60 }, (_none, index) =>
    (index % 2 === 0 ? one : other).datastore.increment(app, 'n', 1, 0, 0),
  );
  expect((await Promise.all(all)).sort((a, b) => a - b)).toEqual(all.map((_one, index) => index + 1));
});

test.each([
  ['somewhere', /^database must be an address like postgresql:\/\/user:password@host:5432\/name$/],
  ['mysql://engine:secret@localhost/calls', /^database must be an address like/],
  ['postgresql://engine:secret@127.0.0.1:1/calls', /engine@127\.0\.0\.1:1\/calls: nothing listens there/],
  [
    'postgresql://engine:secret@nowhere.invalid/calls',
    /engine@nowhere\.invalid\/calls: (there is no such host|its name cannot)/,
  ],
])('%s is no way to a database: said at the start, without its password', async (wrong, said) => {
  const error = await openSharedStore(wrong).then(
    () => undefined,
    (found: unknown) => found as Error,
  );
  expect(error?.message).toMatch(said);
  expect(error?.message).not.toContain('secret');
});

test('a server that takes the connection and never answers is given up, and named', async () => {
  const silent = createServer(() => undefined);
  await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
  const { port } = silent.address() as AddressInfo;
  await expect(openSharedStore(`postgresql://engine@127.0.0.1:${port}/calls`)).rejects.toThrow(
    /no answer within 5 s/,
  );
  silent.close();
});

postgresTest('a database or a user that is not there is named', async () => {
  const at = (user: string, name: string) => {
    const url = new URL(address());
    [url.username, url.pathname] = [user, name];
    return url.href;
  };
  await expect(openSharedStore(at('engine', 'nothing'))).rejects.toThrow(
    /there is no such database: make it/,
  );
  await expect(openSharedStore(at('stranger', 'postgres'))).rejects.toThrow(/refuses this user/);
});

postgresTest(
  'a network that swallows everything: who waits hears by the deadline, and calls go on after it',
  async () => {
    const { port } = new URL(address());
    const proxy = await relay(Number(port));
    const folder = engineFolder(
      { pass: 'function main(data) { return data; }' },
      address().replace(port, String(proxy.port)),
    );
    const engine = await folder.open(planOf(['pass'], {}, { deadlineMs: 1500 }));
    engines.push(engine);
    const ask = (id: string) => engine.ask({ id, line: 'pass', message: {} });
    while ((await ask(named('m')).catch(() => undefined))?.action !== 'return');

    proxy.freeze();
    // What is said after half a second; the database itself is given up after five.
    await expect(ask(named('m'))).rejects.toThrow(/the engine’s store does not answer/);
    await proxy.mend();
    while ((await ask(named('m')).catch(() => undefined))?.action !== 'return');
    await engines.pop()?.close();
    proxy.close();
    folder.remove();
  },
);
