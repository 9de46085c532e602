import { spawnSync } from 'node:child_process';
import {
  closeSync,
  mkdtempSync,
  openSync,
  rmdirSync,
  rmSync,
  statSync,
  truncateSync,
  writeSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { aCall, gatewayAtWork } from './gateway-at-work';
import type { GatewayAtWork } from './gateway-at-work';

const folder = mkdtempSync(join(tmpdir(), 'small-disk-'));
const filler = join(folder, 'filler');
const hasDisk = spawnSync('mount', ['-t', 'tmpfs', '-o', 'size=12m', 'tmpfs', folder]).status === 0;
const onSmallDisk = (title: string, work: () => Promise<void>): void => {
  if (hasDisk) test(title, work, 60_000);
  else test.skip(`${title} (not run: a disk can be mounted by root alone)`, work);
};

let gateway: GatewayAtWork;
beforeAll(async () => {
  if (hasDisk) gateway = await gatewayAtWork({ STORE_PATH: join(folder, 'store'), LOG_LEVEL: 'warn' });
});
afterAll(async () => {
  try {
    if (hasDisk) await gateway.stop();
  } finally {
    if (hasDisk) spawnSync('umount', [folder]);
    rmdirSync(folder);
  }
});

function fill(): void {
  const file = openSync(filler, 'w');
  const bytes = Buffer.alloc(4096);
  for (let wrote = bytes.length; wrote === bytes.length;)
    try {
      wrote = writeSync(file, bytes);
    } catch {
      wrote = 0;
    }
  closeSync(file);
}
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
  fill();
  // So many that the log would be copied into its file meanwhile, were they written.
  for (let round = 0; round < 60; round += 1) expect(await posted(talking(calls(50)))).toMatchObject(refused);
  expect(gateway.alive()).toBe(true);
  const anna = await gateway.browser('anna');
  expect(anna.heard).toHaveLength(50);

  rmSync(filler);
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
    const size = () => statSync(join(folder, 'store/calls.db')).size;
    // The log has just been copied; next time when so many more have come, and a few.
    for (const before = size(); size() === before;) await batch();
    for (let round = 0; round < 33; round += 1) await batch();
    expect(unwarned()).toBe(true);
    // Some room for the log, which is not enough for all that it has for the file.
    fill();
    truncateSync(filler, statSync(filler).size - 500_000);
    for (let tries = 0; tries < 100 && unwarned(); tries += 1) await posted(aCall().ringing);
    expect(unwarned()).toBe(false);
    expect(gateway.alive()).toBe(true);

    rmSync(filler);
    expect(await posted(aCall().ringing)).toMatchObject({ status: 202, accepted: 1 });
  },
);

onSmallDisk(
  'killed and started on a full disk it lets browsers in and refuses events, and loses nothing',
  async () => {
    const going = calls(50);
    expect(await posted(talking(going))).toMatchObject({ status: 202, accepted: 100 });
    fill();
    await gateway.kill();
    await gateway.start();
    await gateway.browser('anna');
    expect(await posted(talking(calls(50)))).toMatchObject(refused);

    rmSync(filler);
    expect(await posted(going.map(({ ended }) => ended))).toMatchObject({ status: 202, accepted: 50 });
    expect(await posted(talking(going))).toMatchObject({ status: 202, accepted: 0 });
    const anna = await gateway.browser('anna', 0);
    const [one = aCall()] = going;
    expect(await anna.sees(one.call_id)).toMatchObject({ state: 'ended' });
  },
);
