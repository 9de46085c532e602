import path from 'node:path';
import { expect, test } from '@playwright/test';
import { rows, standIn } from '../browser/journal-rows';
import { startSandbox, type RunningSandbox } from '../browser/sandbox';

let sandbox: RunningSandbox;
test.beforeAll(async () => {
  sandbox = await startSandbox();
});
test.afterAll(() => sandbox.stop());
test.use({ timezoneId: 'Europe/Moscow' });

const file = (name: string): string => path.resolve(__dirname, '../../docs/screenshots', `${name}.png`);
const stopped = { reason: 'account_unpaid', since: '2026-01-31T07:50:00.000Z' };

for (const [language, agent] of [
  ['ru', 'Анна Крылова'],
  ['en', 'Greg Miller'],
] as const) {
  test(`the journal in ${language}`, async ({ page }) => {
    const status = (await (await fetch(`${sandbox.crm}/sandbox/status`)).json()) as {
      widgets: { code: string }[];
    };
    const journal = await standIn(page, sandbox);
    const { userId } = sandbox.agents.find(({ name }) => name === agent)!;
    const open = async (width: number, name: string, shown: number): Promise<void> => {
      await page.setViewportSize({ width, height: width === 1024 ? 760 : 900 });
      await page.goto(
        `${sandbox.crm}/login?user=${userId}&back=/settings/widgets/${status.widgets[0]!.code}/`,
      );
      await expect(page.locator('.amocrm-telephony__journal:not([aria-busy])')).toBeVisible();
      await expect(page.locator('.amocrm-telephony__table tbody tr')).toHaveCount(shown);
      await expect(page.locator('.amocrm-telephony__stale')).toHaveCount(0);
      await page.screenshot({ path: file(`journal-${name}-${language}`) });
    };
    await open(1920, 'wide', rows.length);
    await open(1024, 'narrow', rows.length);
    journal.now = { rows, stopped };
    await open(1024, 'stopped', rows.length);
    journal.now = { rows: [], stopped: null };
    await open(1024, 'empty', 0);
    journal.now = { status: 502 };
    await open(1024, 'broken', 0);
  });
}
