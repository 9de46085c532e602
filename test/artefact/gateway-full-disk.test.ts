import { statSync } from 'node:fs';
import { join } from 'node:path';
import { aCall, gatewayAtWork } from './gateway-at-work';
import type { GatewayAtWork } from './gateway-at-work';
import { onSmallDisk, smallDisk } from './small-disk';

let gateway: GatewayAtWork;
beforeAll(async () => {
  const settings = { STORE_PATH: join(smallDisk.folder, 'store'), LOG_LEVEL: 'warn' };
  if (smallDisk.isThere) gateway = await gatewayAtWork(settings);
});
afterAll(async () => {
  try {
    if (smallDisk.isThere) await gateway.stop();
  } finally {
    smallDisk.remove();
  }
});

const calls = (count: number) => Array.from({ length: count }, () => aCall());
const talking = (some: ReturnType<typeof calls>) =>
  some.flatMap(({ ringing, answered }) => [ringing, answered]);
const posted = async (events: unknown) => {
  const response = await gateway.post(events);
  const answer = (await response.json()) as { code?: string; message?: string; accepted?: number };
  return { status: response.status, retryAfter: response.headers.get('retry-after'), ...answer };
};
const refused = {
  ...{ status: 503, code: 'store_failed', retryAfter: '5' },
  message: expect.stringContaining('is full: free some of it') as string,
};

onSmallDisk('on a full disk events are refused until there is room, and all else goes on', async () => {
  const before = calls(50);
  expect(await posted(talking(before))).toMatchObject({ status: 202, accepted: 100 });
  smallDisk.fill();
  // So many that the log would be copied into its file meanwhile, were they written.
  for (let round = 0; round < 60; round += 1) expect(await posted(talking(calls(50)))).toMatchObject(refused);
  expect(gateway.alive()).toBe(true);
  const anna = await gateway.browser('anna');
  expect(anna.heard).toHaveLength(50);

  smallDisk.free();
  const [call = aCall()] = calls(1);
  expect(await posted(call.ringing)).toMatchObject({ status: 202, accepted: 1 });
  await anna.sees(call.call_id);
  expect(await posted(talking(before))).toMatchObject({ status: 202, accepted: 0 });
});

onSmallDisk(
  'a log that finds no room in its file is copied later, and nothing stands still for it',
  async () => {
    const unwarned = () => !gateway.output().includes("the store's log cannot be copied into its file");
    const batch = async () =>
      expect(await posted(talking(calls(50)))).toMatchObject({ status: 202, accepted: 100 });
    const size = () => statSync(join(smallDisk.folder, 'store/calls.db')).size;
    // The log has just been copied; next time when so many more have come, and a few.
    for (const before = size(); size() === before;) await batch();
    for (let round = 0; round < 33; round += 1) await batch();
    expect(unwarned()).toBe(true);
    // Some room for the log, which is not enough for all that it has for the file.
    smallDisk.fill(500_000);
    for (let tries = 0; tries < 100 && unwarned(); tries += 1) await posted(aCall().ringing);
    expect(unwarned()).toBe(false);
    expect(gateway.alive()).toBe(true);

    smallDisk.free();
    expect(await posted(aCall().ringing)).toMatchObject({ status: 202, accepted: 1 });
  },
);

onSmallDisk(
  'killed and started on a full disk it lets browsers in and refuses events, and loses nothing',
  async () => {
    const going = calls(50);
    expect(await posted(talking(going))).toMatchObject({ status: 202, accepted: 100 });
    smallDisk.fill();
    await gateway.kill();
    await gateway.start();
    await gateway.browser('anna');
    expect(await posted(talking(calls(50)))).toMatchObject(refused);

    smallDisk.free();
    expect(await posted(going.map(({ ended }) => ended))).toMatchObject({ status: 202, accepted: 50 });
    expect(await posted(talking(going))).toMatchObject({ status: 202, accepted: 0 });
    const anna = await gateway.browser('anna', 0);
    const [one = aCall()] = going;
    expect(await anna.sees(one.call_id)).toMatchObject({ state: 'ended' });
  },
);
