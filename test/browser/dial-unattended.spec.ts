import { expect, test } from '@playwright/test';
import { unattended } from './dial/unattended';
import { phoneBrowser } from './phone-page/phone-browser';
import { startSandbox } from './sandbox';

test('a list dials itself to the end, with its leading tab closed twice: nobody twice, nobody forgotten', async () => {
  test.setTimeout(240_000);
  const [sandbox, browser] = [await startSandbox(), await phoneBrowser()];
  try {
    const { summary, told, disagree, twice, forgotten } = await unattended(browser, sandbox, {
      ...{ count: 20, kills: 2, seed: 3 },
    });
    expect({ twice, forgotten, disagree }).toEqual({ twice: 0, forgotten: 0, disagree: [] });
    expect(summary).toEqual(told);
  } finally {
    await browser.close();
    await sandbox.stop();
  }
});
