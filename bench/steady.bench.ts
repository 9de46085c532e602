import { test } from '@playwright/test';
import { department, type Department } from './department';
import { ourGateway, type Memory } from './gateways';
import { record } from './record';
import { storeFolder } from './store-folder';

const minute = 60_000;
/** `FULL=1`: an hour; `MINUTES`: as many. */
const minutes = Number(process.env['MINUTES'] ?? (process.env['FULL'] === undefined ? 2 : 60));
const agents = 200;
const lanes = 64;
const load = 0.3;
/** Of the whole time: ended calls are told for ten minutes, so that for so long there are more of them all the time. */
const settled = 0.25;
const looks = 20;
const trial = 3_000;
/** Events on their way at once: what a machine with other work cannot bear is not sent, and the rate found says so. */
const underWay = 1000;

/** Events delivered in a second, one by one, as many as it can. */
async function most(to: Department): Promise<number> {
  const start = performance.now();
  let delivered = 0;
  const lane = async (): Promise<void> => {
    while (performance.now() - start < trial) {
      await to.tell(1);
      delivered += 1;
    }
  };
  await Promise.all(Array.from({ length: lanes }, lane));
  return delivered / ((performance.now() - start) / 1000);
}

/** Tells `perSecond` events until `ms` are over, and has `look` look meanwhile; resolves with how many were delivered. */
async function atRate(
  to: Department,
  perSecond: number,
  ms: number,
  look: () => Promise<void>,
): Promise<number> {
  const start = performance.now();
  let [sent, delivered, looked] = [0, 0, 0];
  const running = new Set<Promise<unknown>>();
  const keep = (work: Promise<unknown>): void => {
    running.add(work);
    void work.finally(() => running.delete(work));
  };
  await new Promise<void>((resolve) => {
    const beat = setInterval(() => {
      const gone = Math.min(performance.now() - start, ms);
      for (; sent < (gone / 1000) * perSecond; sent += 1)
        if (running.size < underWay) keep(to.tell(1).then(() => (delivered += 1)));
      if (gone >= (looked * ms) / looks) {
        looked += 1;
        keep(look());
      }
      if (gone < ms) return;
      clearInterval(beat);
      resolve();
    }, 5);
  });
  await Promise.all(running);
  return delivered;
}

test('steady: memory at thirty per cent of the load that the gateway can bear', async () => {
  test.setTimeout(minutes * minute + 300_000);
  const extensions = Array.from({ length: agents }, (_none, index) => String(1000 + index));
  const store = storeFolder();
  // No CRM takes so many calls: their queue would be what grows.
  const gateway = await ourGateway(store.path, extensions, undefined, { CALL_LOGGING: 'elsewhere' });
  const to = await department(gateway, extensions);
  try {
    const perSecond = (await most(to)) * load;
    const found: Memory[] = [];
    const look = async (): Promise<void> => void found.push(await gateway.memory());
    const delivered = await atRate(to, perSecond, minutes * minute, look);
    const early = found[Math.floor(found.length * settled)]!;
    const late = found.at(-1)!;
    const after = `${minutes} min at ${load * 100} % load`;
    const kinds = { held: ['heap and buffers', '≤ 1.05'], resident: ['resident memory', '≤ 1.1'] } as const;
    record('steady', [
      { name: `${after}: events delivered`, value: delivered, unit: 'events' },
      { name: `${after}: rate aimed at`, value: perSecond, unit: 'events/s' },
      { name: `${after}: rate`, value: delivered / (minutes * 60), unit: 'events/s' },
      ...(['held', 'resident'] as const).flatMap((kind) => {
        const [said, floor] = kinds[kind];
        return [
          { name: `${after}: ${said} after a quarter`, value: early[kind] / 2 ** 20, unit: 'MB' },
          { name: `${after}: ${said} at the end`, value: late[kind] / 2 ** 20, unit: 'MB' },
          { name: `${after}: ${said}, end by quarter`, value: late[kind] / early[kind], unit: '×', floor },
        ];
      }),
    ]);
  } finally {
    to.close();
    await gateway.stop();
    store.remove();
  }
});
