import { test } from '@playwright/test';
import { department, type Department } from './department';
import { bareGateway, ourGateway } from './gateways';
import { median } from './quantile';
import { growth, record } from './record';
import { spread } from './spread';
import { storeFolder } from './store-folder';

const sizes = [100, 1000] as const;
const rounds = 3;
const lasts = 1500;
const who = ['ours', 'bare'] as const;
type Who = (typeof who)[number];
const said = { ours: 'gateway', bare: 'bare socket.io server' } as const;

/** Delivered calls a second, as many as it can: `lanes` requests of `batch` calls on their way at any time. */
async function most(to: Department, batch: number, lanes: number): Promise<number> {
  const start = performance.now();
  let delivered = 0;
  const lane = async (): Promise<void> => {
    while (performance.now() - start < lasts) {
      const rang = await to.ring(batch);
      delivered += rang.length;
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
      while (due() <= Math.min(now, start + lasts)) running.push(to.ring(1, due()));
      if (now < start + lasts) return;
      clearInterval(beat);
      resolve();
    }, 1);
  });
  return (await Promise.all(running)).flat();
}

/** Rounds in which ours and the bare one take turns; the first only warms them up. */
async function inTurns(measure: (name: Who) => Promise<number>): Promise<Record<Who, number[]>> {
  const found: Record<Who, number[]> = { ours: [], bare: [] };
  for (let round = 0; round <= rounds; round += 1)
    for (const name of who) {
      const value = await measure(name);
      if (round > 0) found[name].push(value);
    }
  return found;
}

/** Resolves with µs of ours for one delivered call. */
async function measured(agents: number): Promise<number> {
  const extensions = Array.from({ length: agents }, (_none, index) => String(1000 + index));
  const store = storeFolder();
  const servers = { ours: await ourGateway(store.path, extensions), bare: await bareGateway() };
  const departments = {
    ours: await department(servers.ours, extensions),
    bare: await department(servers.bare, extensions),
  };
  const named = `${agents.toLocaleString('en')} agents`;
  try {
    const many = await inTurns((name) => most(departments[name], 20, 16));
    const share = many.ours.map((rate, round) => (rate / many.bare[round]!) * 100);
    const single = await inTurns((name) => most(departments[name], 1, 64));
    const half = Math.min(median(single.ours), median(single.bare)) / 2;
    const took: Record<Who, number[]> = { ours: [], bare: [] };
    for (let round = 0; round < rounds; round += 1)
      for (const name of who) took[name].push(...(await atRate(departments[name], half)));

    const rate = `${named}, ${Math.round(half)} calls/s (half load)`;
    record('delivery', [
      ...who.flatMap((name) => [
        {
          name: `${named}: ${said[name]}, batches of 20`,
          value: median(many[name]),
          unit: 'events/s',
          n: rounds,
        },
        {
          name: `${named}: ${said[name]}, single events`,
          value: median(single[name]),
          unit: 'events/s',
          n: rounds,
        },
      ]),
      {
        name: `${named}: gateway by bare server, batches of 20`,
        value: median(share),
        unit: '%',
        n: rounds,
        floor: '≥ 70',
      },
      ...who.flatMap((name) => spread(`${rate}: ${said[name]}`, 'ms', took[name], ['p50', 'p99'])),
    ]);
    // A hundred agents weigh less than a server's memory wavers by; nor do the first agents of a server tell, while
    // everything in it runs for the first time. So: as many once more, of a thousand.
    if (agents !== sizes[1]) return 1e6 / median(many.ours);
    const again = {
      ours: await department(servers.ours, extensions),
      bare: await department(servers.bare, extensions),
    };
    for (const name of who) again[name].close();
    const [ours, bare] = [again.ours.memoryEach, again.bare.memoryEach];
    if (Number.isFinite(ours + bare))
      record('delivery', [
        { name: `${named}: gateway's memory an agent`, value: ours / 1024, unit: 'kB' },
        { name: `${named}: bare server's memory an agent`, value: bare / 1024, unit: 'kB' },
        {
          name: `${named}: gateway's memory by bare server's`,
          value: ours / bare,
          unit: '×',
          floor: '≤ 1.3',
        },
      ]);
    return 1e6 / median(many.ours);
  } finally {
    for (const name of who) departments[name].close();
    await Promise.all(who.map((name) => servers[name].stop()));
    store.remove();
  }
}

test('delivery: from the POST to the agent’s socket, beside a bare server', async () => {
  const costs = [await measured(sizes[0]), await measured(sizes[1])] as const;
  record('delivery', [growth('a delivered event, batches of 20, with agents', 'µs', sizes, costs, rounds)]);
});
