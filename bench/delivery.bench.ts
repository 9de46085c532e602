import { test } from '@playwright/test';
import { department, type Department } from './department';
import { bareGateway, forgetfulGateway, ourGateway, type Gateway, type Memory } from './gateways';
import { median } from './quantile';
import { growth, record } from './record';
import { spread } from './spread';
import { storeFolder } from './store-folder';

/** `AGENTS`: no more than so many. */
const sizes = [100, 1000, 5000, 10_000].filter((agents) => agents <= Number(process.env['AGENTS'] ?? 10_000));
/** Agents between which memory is compared: the first ones of a server meet everything in it for the first time. */
const weighed = [1000, 3000] as const;
const rounds = 3;
/** Times that a server is measured, the other one in between: only one at a time has its agents connected. */
const visits = 2;
/** Measurements of each kind in a visit. */
const each = 2;
const lasts = 1500;
/** Rounds before each visit that do not count: the engine compiles well what has run for some seconds. */
const warming = 3;
/** `same`: our delivery as a bare server, which stores nothing, may be compared with it. `ours`: with every event on disk. */
const who = ['ours', 'same', 'bare'] as const;
type Who = (typeof who)[number];
const said = {
  ours: 'gateway',
  same: 'gateway that stores nothing',
  bare: 'bare socket.io server',
} as const;

/** Delivered calls a second, as many as it can: `lanes` requests of `batch` events on their way at any time. */
async function most(to: Department, batch: number, lanes: number): Promise<number> {
  const start = performance.now();
  let delivered = 0;
  const lane = async (): Promise<void> => {
    while (performance.now() - start < lasts) {
      const told = await to.tell(batch);
      delivered += told.length;
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  return delivered / ((performance.now() - start) / 1000);
}

/** Ms from when a call was due to when it was delivered, with `perSecond` calls that come one by one. */
async function atRate(to: Department, perSecond: number): Promise<number[]> {
  const start = performance.now();
  const running: Promise<number[]>[] = [];
  const due = (): number => start + (running.length / perSecond) * 1000;
  await new Promise<void>((resolve) => {
    const beat = setInterval(() => {
      const now = performance.now();
      while (due() <= Math.min(now, start + lasts)) running.push(to.tell(1, due()));
      if (now < start + lasts) return;
      clearInterval(beat);
      resolve();
    }, 1);
  });
  return (await Promise.all(running)).flat();
}

/** A server's agents are sockets of this process. */
function mustOpen(files: number): void {
  const { userLimits } = process.report.getReport() as { userLimits?: { open_files?: { soft: unknown } } };
  const most = userLimits?.open_files?.soft;
  if (typeof most === 'number' && most < files)
    throw new Error(
      `${files} files must be open at a time, ${most} may be: try again after "ulimit -n ${files}"`,
    );
}

/** What one server did in its visits: calls a second in batches and one by one, ms at half load. */
interface Found {
  many: number[];
  single: number[];
  took: number[];
}

const halfOf = (found: Record<Who, Found>): number =>
  Math.min(...who.map((name) => median(found[name].single))) / 2;

/** Resolves with µs of ours for one delivered call. */
async function measured(agents: number): Promise<number> {
  mustOpen(agents + 500);
  const extensions = Array.from({ length: agents }, (_none, index) => String(1000 + index));
  const [store, copy] = [storeFolder(), storeFolder()];
  const servers = {
    ours: await ourGateway(store.path, extensions),
    same: await forgetfulGateway(copy.path, extensions),
    bare: await bareGateway(),
  };
  const nothing = (): Found => ({ many: [], single: [], took: [] });
  const found: Record<Who, Found> = { ours: nothing(), same: nothing(), bare: nothing() };
  const named = `${agents.toLocaleString('en')} agents`;
  let half = 0;
  try {
    for (let visit = 1; visit <= visits; visit += 1) {
      if (visit === visits) half = halfOf(found);
      for (const name of who) {
        const to = await department(servers[name], extensions);
        for (let round = 0; round < warming; round += 1) await most(to, 20, 64);
        for (let count = 0; count < each; count += 1) {
          found[name].many.push(await most(to, 20, 64));
          found[name].single.push(await most(to, 1, 64));
        }
        if (visit === visits)
          for (let round = 0; round < rounds; round += 1) found[name].took.push(...(await atRate(to, half)));
        to.close();
      }
    }
    const n = visits * each;
    const share = (name: Who) => ({
      name: `${named}: ${said[name]} by bare server, batches of 20`,
      value: median(found[name].many.map((rate, index) => (rate / found.bare.many[index]!) * 100)),
      ...{ unit: '%', n, floor: '≥ 70' },
    });
    const rate = `${named}, ${Math.round(half)} calls/s (half load)`;
    record('delivery', [
      ...who.flatMap((name) => [
        {
          name: `${named}: ${said[name]}, batches of 20`,
          value: median(found[name].many),
          unit: 'events/s',
          n,
        },
        {
          name: `${named}: ${said[name]}, single events`,
          value: median(found[name].single),
          unit: 'events/s',
          n,
        },
      ]),
      share('same'),
      share('ours'),
      ...who.flatMap((name) => spread(`${rate}: ${said[name]}`, 'ms', found[name].took, ['p50', 'p99'])),
    ]);
    return 1e6 / median(found.ours.many);
  } finally {
    await Promise.all(who.map((name) => servers[name].stop()));
    store.remove();
    copy.remove();
  }
}

/** Bytes that each further agent takes of a server that has nothing else to do, when the first have warmed it up. */
async function eachAgent(server: Gateway, extensions: readonly string[]): Promise<Memory> {
  const first = await department(server, extensions.slice(0, weighed[0]));
  const before = await server.memory();
  const further = await department(server, extensions.slice(weighed[0]));
  const after = await server.memory();
  for (const one of [first, further]) one.close();
  const share = (kind: keyof Memory): number => (after[kind] - before[kind]) / (weighed[1] - weighed[0]);
  return { resident: share('resident'), held: share('held') };
}

test('delivery: from the POST to the agent’s socket, beside a bare server', async () => {
  test.setTimeout(1_800_000);
  const costs: number[] = [];
  for (const agents of sizes) costs.push(await measured(agents));
  const [first, last] = [0, sizes.length - 1];
  record('delivery', [
    growth(
      'a delivered event, batches of 20, with agents',
      'µs',
      [sizes[first]!, sizes[last]!],
      [costs[first]!, costs[last]!],
      visits * each,
    ),
  ]);
});

test('delivery: what a connected agent weighs, beside a bare server', async () => {
  test.setTimeout(900_000);
  const extensions = Array.from({ length: weighed[1] }, (_none, index) => String(1000 + index));
  const found = { ours: [] as Memory[], bare: [] as Memory[] };
  const both = ['ours', 'bare'] as const;
  for (let round = 0; round < rounds; round += 1) {
    for (const name of both) {
      const store = storeFolder();
      const server = await (name === 'ours' ? ourGateway(store.path, extensions) : bareGateway());
      found[name].push(await eachAgent(server, extensions));
      await server.stop();
      store.remove();
    }
  }
  const kinds = { resident: 'resident memory', held: 'heap and buffers' } as const;
  for (const [kind, words] of Object.entries(kinds) as [keyof Memory, string][]) {
    const of = (name: keyof typeof found): number => median(found[name].map((one) => one[kind]));
    const rows = both.map((name) => ({
      name: `an agent's ${words}, ${said[name]}`,
      value: of(name) / 1024,
      unit: 'kB',
      n: rounds,
    }));
    const by = `an agent's ${words}, gateway by bare server`;
    record('delivery', [
      ...rows,
      { name: by, value: of('ours') / of('bare'), unit: '×', floor: '≤ 1.3', n: rounds },
    ]);
  }
});
