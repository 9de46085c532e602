import { test, type Browser } from '@playwright/test';
import { phoneBrowser } from '../phone-page/phone-browser';
import { startSandbox, type RunningSandbox, type SandboxOptions } from '../sandbox';

export interface Phones {
  readonly sandbox: RunningSandbox;
  readonly browser: Browser;
}

/**
 * One sandbox, and one browser whose microphone may be used, for all tests of a file; `give` is told them. No test
 * leaves a page behind: an agent who is still there would be rung in the next one.
 */
export function sandboxWithPhones(give: (phones: Phones) => void, options?: SandboxOptions): void {
  let phones: Phones;
  test.beforeAll(async () => {
    const [sandbox, browser] = await Promise.all([startSandbox(options), phoneBrowser()]);
    give((phones = { sandbox, browser }));
  });
  test.afterAll(async () => {
    await phones.browser.close();
    await phones.sandbox.stop();
  });
  test.afterEach(async () => {
    for (const context of phones.browser.contexts()) await context.close();
  });
}
