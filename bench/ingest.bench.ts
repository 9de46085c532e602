import { test } from '@playwright/test';
import { eventStream, taken } from './events';
import { bareGateway, ourGateway, type Gateway } from './gateways';
import { httpLoad } from './http-load';
import { median, quantile } from './quantile';
import { growth, record } from './record';
import { storeFolder } from './store-folder';

const inFlight = 64;
const pairs = 4;
const lasts = 2000;
const ways = [
  { name: 'single events', size: 1 },
  { name: 'batches of 100', size: 100 },
];

interface Ran {
  perSecond: number;
  took: number[];
}

/** Keeps `inFlight` requests of `size` events under way while `more` says so. */
async function run({ url, key }: Gateway, size: number, more: (sent: number) => boolean): Promise<Ran> {
  const load = await httpLoad(url, key, inFlight);
  const stream = eventStream();
  const took: number[] = [];
  let sent = 0;
  const start = performance.now();
  const lane = async (): Promise<void> => {
    while (more(sent)) {
      sent += size;
      const events = taken(stream, size);
      const from = performance.now();
      await load.post(size === 1 ? events[0]! : events);
      took.push(performance.now() - from);
    }
  };
  await Promise.all(Array.from({ length: inFlight }, lane));
  const perSecond = sent / ((performance.now() - start) / 1000);
  load.close();
  return { perSecond, took };
}

const during = (ms: number): ((sent: number) => boolean) => {
  const end = performance.now() + ms;
  return () => performance.now() < end;
};
const upTo =
  (count: number) =>
  (sent: number): boolean =>
    sent < count;

test('ingest: events on disk, beside a server that stores nothing', async () => {
  const store = storeFolder();
  const servers = { ours: await ourGateway(store.path), bare: await bareGateway() };
  try {
    for (const { name, size } of ways) {
      const rates = { ours: [] as number[], bare: [] as number[] };
      const took = { ours: [] as number[], bare: [] as number[] };
      // The first pair only warms both up.
      for (let pair = 0; pair <= pairs; pair += 1) {
        for (const who of ['ours', 'bare'] as const) {
          const ran = await run(servers[who], size, during(pair === 0 ? lasts / 2 : lasts));
          if (pair === 0) continue;
          rates[who].push(ran.perSecond);
          took[who].push(...ran.took);
        }
      }
      const shares = rates.ours.map((rate, pair) => (rate / rates.bare[pair]!) * 100);
      record('ingest', [
        {
          name: `${name}, ${inFlight} in flight: durable`,
          value: median(rates.ours),
          unit: 'events/s',
          n: pairs,
        },
        {
          name: `${name}: beside it a server that stores nothing`,
          value: median(rates.bare),
          unit: 'events/s',
          n: pairs,
        },
        {
          name: `${name}: share of it`,
          value: median(shares),
          unit: '%',
          n: pairs,
          ...(size === 100 && { floor: '≥ 50' }),
        },
        { name: `${name}: durable, p99`, value: quantile(took.ours, 0.99), unit: 'ms', n: took.ours.length },
        {
          name: `${name}: stores nothing, p99`,
          value: quantile(took.bare, 0.99),
          unit: 'ms',
          n: took.bare.length,
        },
      ]);
    }
  } finally {
    await Promise.all([servers.ours.stop(), servers.bare.stop()]);
    store.remove();
  }
});

test('ingest: a small and a large store', async () => {
  const sizes = [1000, 100_000] as const;
  const filled = sizes.map(() => storeFolder());
  for (const [index, size] of sizes.entries()) {
    const gateway = await ourGateway(filled[index]!.path);
    await run(gateway, 100, upTo(size));
    await gateway.stop();
  }
  // A process each time, so that both sizes meet it equally cold.
  const costs: Record<string, [number[], number[]]> = {};
  for (let round = 0; round < 3; round += 1) {
    for (const index of [0, 1] as const) {
      const store = storeFolder();
      store.copy(filled[index]!.path);
      const gateway = await ourGateway(store.path);
      for (const { name, size } of ways) {
        const { perSecond } = await run(gateway, size, upTo(size === 1 ? 4000 : 20_000));
        (costs[name] ??= [[], []])[index].push(1e6 / perSecond);
      }
      await gateway.stop();
      store.remove();
    }
  }
  for (const store of filled) store.remove();
  record(
    'ingest',
    Object.entries(costs).map(([name, [small, large]]) =>
      growth(`an event, ${name}, with events in the store`, 'µs', sizes, [median(small), median(large)], 3),
    ),
  );
});
