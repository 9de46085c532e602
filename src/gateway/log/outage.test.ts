import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { outage } from '../../../test/logging/outage';

test('a CRM that is down for two hours gets every call once, in order, at its own pace, when it is back', async () => {
  const folder = mkdtempSync(path.join(tmpdir(), 'outage-'));
  try {
    const verdict = await outage({ seed: 7, calls: 600, outageMinutes: 120, rate: 6, folder });
    console.log({ ...verdict, lost: verdict.lost.length, disordered: verdict.disordered.length });
    expect(verdict).toMatchObject({ lost: [], doubled: [], disordered: [] });
    expect(verdict.peak).toBeLessThanOrEqual(6);
  } finally {
    rmSync(folder, { recursive: true });
  }
}, 60_000);
