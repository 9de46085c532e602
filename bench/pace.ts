import { expect } from '@playwright/test';
import type { RunningSandbox } from '../test/browser/sandbox';

/** amoCRM allows a user 7 requests a second: resolves when one more call, with `requests` lookups, stays below that. */
export async function allowed(sandbox: RunningSandbox, requests = 1): Promise<void> {
  const lastSecond = async (): Promise<number> =>
    (await sandbox.log()).filter(
      ({ at, client }) => client === 'browser' && Date.now() - Date.parse(at) < 1000,
    ).length;
  await expect.poll(lastSecond, { intervals: [20] }).toBeLessThanOrEqual(6 - requests);
}
