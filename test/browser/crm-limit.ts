import { expect } from '@playwright/test';
import type { RunningSandbox } from './sandbox';

const second = 1000;

/**
 * Until the CRM has had at most `most` requests of these clients in the last second. It stops whoever sends more than
 * seven, and lets them wait a minute after the third time: tests follow one another faster than people come and go.
 */
export const crmHadAtMost = (
  most: number,
  client: 'browser' | 'token',
  sandbox: Pick<RunningSandbox, 'log'>,
): Promise<void> =>
  expect
    .poll(
      async () => {
        const since = Date.now() - second;
        return (await sandbox.log()).filter((one) => one.client === client && Date.parse(one.at) >= since)
          .length;
      },
      { intervals: [20] },
    )
    .toBeLessThanOrEqual(most);
