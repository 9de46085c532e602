import { test } from '@playwright/test';
import { aCall } from '../test/browser/calls';
import { create, freshNumber } from '../test/browser/crm';
import { resultWindow, signedIn } from '../test/browser/result-window';
import { startSandbox, type RunningSandbox } from '../test/browser/sandbox';
import { commonNow } from './common-clock';
import { allowed } from './pace';
import { record } from './record';
import { spread } from './spread';
import { installWindowStopwatch } from './window-stopwatch';

const calls = 50;
const firstCalls = 10;
const both = ['p50', 'p95'] as const;

let sandbox: RunningSandbox;
test.beforeAll(async () => {
  sandbox = await startSandbox();
});
test.afterAll(() => sandbox.stop());
test.setTimeout(600_000);

const people = async (count: number): Promise<string[]> => {
  const numbers = Array.from({ length: count }, freshNumber);
  await create(
    sandbox,
    'contacts',
    numbers.map((phone, index) => ({ name: `Собеседник ${index + 1}`, phone })),
  );
  return numbers;
};

test('result: from the "ended" POST to a window that takes keys', async ({ page, browser }) => {
  await page.addInitScript(installWindowStopwatch);
  await signedIn(page, sandbox, '/contacts/list/');
  for (const latency of [0, 300]) {
    await sandbox.latency(latency);
    const [usable, linked]: [number[], number[]] = [[], []];
    for (const number of await people(calls)) {
      await allowed(sandbox, 3);
      const call = aCall(number);
      await sandbox.post(call.ringing());
      await sandbox.post(call.answered());
      await page.locator(`.amocrm-telephony__card[data-call="${call.id}"]`).waitFor();
      const open = page.evaluate((id) => window.windowStopwatch.usable(id), call.id);
      const filled = page.evaluate((id) => window.windowStopwatch.linked(id), call.id);
      const start = commonNow();
      await sandbox.post(call.ended({ at: new Date().toISOString() }));
      usable.push((await open) - start);
      linked.push((await filled) - start);
      // Nothing typed: nothing is written, and the window makes room for the next.
      await page.keyboard.press('Control+Enter');
      await resultWindow(page).waitFor({ state: 'detached' });
    }
    record('result', [
      ...spread(`CRM ${latency} ms: window usable`, 'ms', usable, both, { p95: '≤ 150' }),
      ...spread(`CRM ${latency} ms: record linked`, 'ms', linked, both),
    ]);
  }
  await page.close();

  // A browser that has never talked: the part is fetched while the talk goes on, and the window waits for nothing.
  await sandbox.latency(0);
  const first: number[] = [];
  for (const number of await people(firstCalls)) {
    const context = await browser.newContext();
    const fresh = await context.newPage();
    await fresh.addInitScript(installWindowStopwatch);
    await signedIn(fresh, sandbox, '/contacts/list/');
    const call = aCall(number);
    await sandbox.post([call.ringing(), call.answered()]);
    const start = commonNow();
    await sandbox.post(call.ended({ at: new Date().toISOString() }));
    first.push((await fresh.evaluate((id) => window.windowStopwatch.usable(id), call.id)) - start);
    await fresh.keyboard.press('Control+Enter');
    await resultWindow(fresh).waitFor({ state: 'detached' });
    await context.close();
  }
  record('result', spread('first call of a browser, talk of no length: window usable', 'ms', first, both));
});
