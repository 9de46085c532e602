import path from 'node:path';
import { expect, test } from '@playwright/test';
import type { AccountStatus } from '../../src/domain/account-status';
import { badDay, goodDay, standInStatus } from '../browser/status-answers';
import { startSandbox, type RunningSandbox } from '../browser/sandbox';

let sandbox: RunningSandbox;
test.beforeAll(async () => {
  sandbox = await startSandbox();
});
test.afterAll(() => sandbox.stop());
test.use({ timezoneId: 'Europe/Moscow' });

const file = (name: string): string => path.resolve(__dirname, '../../docs/screenshots', `${name}.png`);

for (const [language, agent, tab] of [
  ['ru', 'Анна Крылова', 'Состояние'],
  ['en', 'Greg Miller', 'State'],
] as const) {
  test(`how the telephony stands, in ${language}`, async ({ page }) => {
    const status = (await (await fetch(`${sandbox.crm}/sandbox/status`)).json()) as {
      widgets: { code: string }[];
    };
    const { userId } = sandbox.agents.find(({ name }) => name === agent)!;
    const named = (answer: AccountStatus): AccountStatus => ({
      ...answer,
      agents: (answer.agents ?? []).map((one, index) => ({
        ...one,
        user: sandbox.agents[index]?.userId ?? one.user,
      })),
    });
    const open = async (width: number, name: string, answer: AccountStatus): Promise<void> => {
      await standInStatus(page, sandbox, named(answer));
      await page.setViewportSize({ width, height: width === 1024 ? 900 : 940 });
      await page.goto(
        `${sandbox.crm}/login?user=${userId}&back=/settings/widgets/${status.widgets[0]!.code}/`,
      );
      await page.getByRole('tab', { name: tab }).click();
      await expect(page.locator('.amocrm-telephony__tile')).toHaveCount(4);
      await page.screenshot({ path: file(`status-${name}-${language}`) });
    };
    await open(1920, 'wide', goodDay);
    await open(1024, 'narrow', goodDay);
    await open(1024, 'bad', badDay);
  });
}
