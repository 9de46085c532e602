import { join } from 'node:path';
import { openEngine } from '../../src/engine/engine';
import type { Engine } from '../../src/engine/engine';
import { engineFolder, planOf } from './engine-at-work';
import { onSmallDisk, smallDisk } from './small-disk';

const scripts = {
  route: `const { incr } = require('cxKV');
    async function main(data) { return { runs: await incr('run:' + data.id) }; }`,
};
const folder = engineFolder(scripts);
let engine: Engine | undefined;
afterAll(async () => {
  await engine?.close();
  folder.remove();
  smallDisk.remove();
});

onSmallDisk('on a full disk whoever asks hears why, and is answered once there is room', async () => {
  const settings = folder.settings(planOf(['route']));
  const opened = await openEngine({ ...settings, storeFolder: join(smallDisk.folder, 'engine') });
  engine = opened;
  const ask = (id: string) => opened.ask({ id, line: 'route', message: { id } });
  const once = { action: 'return', data: { runs: 1 } };
  expect(await ask('before')).toEqual(once);

  const ids = Array.from({ length: 20 }, (_none, index) => `m-${index}`);
  smallDisk.fill();
  for (const { status, reason } of (await Promise.allSettled(ids.map(ask))) as PromiseRejectedResult[])
    expect([status, String(reason)]).toEqual([
      'rejected',
      expect.stringMatching(/the store cannot write: .*full/),
    ]);

  smallDisk.free();
  expect(await Promise.all(ids.map(ask))).toEqual(ids.map(() => once));
  expect(await ask('before')).toEqual(once);
});
