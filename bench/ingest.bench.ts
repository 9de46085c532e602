import { test } from '@playwright/test';
import { eventStream, taken } from './events';
import { bareGateway, forgetfulGateway, ourGateway, type Gateway } from './gateways';
import { httpLoad } from './http-load';
import { median, quantile } from './quantile';
import { growth, record, type Row } from './record';
import { storeFolder } from './store-folder';

const inFlight = 64;
const rounds = 4;
const lasts = 1500;
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
  const load = httpLoad(url, key, inFlight);
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

const beside = { same: 'the same server storing nothing', bare: 'bare fastify + socket.io' } as const;

test('ingest: events on disk, beside servers that store nothing', async () => {
  const [store, copy] = [storeFolder(), storeFolder()];
  const servers = {
    ours: await ourGateway(store.path),
    same: await forgetfulGateway(copy.path),
    bare: await bareGateway(),
  };
  const all = ['ours', 'same', 'bare'] as const;
  try {
    for (const { name, size } of ways) {
      const rates: Record<string, number[]> = { ours: [], same: [], bare: [] };
      const took: Record<string, number[]> = { ours: [], same: [], bare: [] };
      // The first round only warms them up.
      for (let round = 0; round <= rounds; round += 1) {
        for (const who of all) {
          const ran = await run(servers[who], size, during(round === 0 ? lasts / 2 : lasts));
          if (round === 0) continue;
          rates[who]!.push(ran.perSecond);
          took[who]!.push(...ran.took);
        }
      }
      const figures = (who: string, said: string): Row[] => [
        { name: `${name}: ${said}`, value: median(rates[who]!), unit: 'events/s', n: rounds },
        {
          name: `${name}: ${said}, p99`,
          value: quantile(took[who]!, 0.99),
          unit: 'ms',
          n: took[who]!.length,
        },
      ];
      record('ingest', figures('ours', `durable, ${inFlight} in flight`));
      for (const [who, said] of Object.entries(beside)) {
        const shares = rates['ours']!.map((rate, round) => (rate / rates[who]![round]!) * 100);
        const floor = size === 100 && who === 'same' ? { floor: '≥ 50' } : {};
        record('ingest', [
          ...figures(who, said),
          { name: `${name}: durable by ${said}`, value: median(shares), unit: '%', n: rounds, ...floor },
        ]);
      }
    }
  } finally {
    await Promise.all(all.map((who) => servers[who].stop()));
    store.remove();
    copy.remove();
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
