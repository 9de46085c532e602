import path from 'node:path';
import { expect, test } from '@playwright/test';
import { startSandbox, type RunningSandbox } from '../browser/sandbox';

let sandbox: RunningSandbox;
test.beforeAll(async () => {
  sandbox = await startSandbox();
});
test.afterAll(() => sandbox.stop());

const file = (name: string): string => path.resolve(__dirname, '../../docs/screenshots', `${name}.png`);

test('the routing plan', async ({ page }) => {
  const { widgets } = (await (await fetch(`${sandbox.crm}/sandbox/status`)).json()) as {
    widgets: { code: string }[];
  };
  await page.goto(`${sandbox.crm}/login?user=${sandbox.agents[0]!.userId}`);
  await page.goto(`${sandbox.crm}/settings/widgets/${widgets[0]!.code}/`);
  await page.getByRole('tab', { name: 'Кому звонить' }).click();
  await page.getByPlaceholder('Название новой группы').fill('Продажи');
  await page.keyboard.press('Enter');
  const members = page.locator('[data-path="groups.Продажи"]').getByRole('checkbox');
  await members.nth(0).check();
  await members.nth(1).check();
  await page.getByLabel('Ср').first().fill('9-18');
  await page.getByLabel('С номера').fill('+79991112233');
  await page.getByRole('button', { name: 'Проверить' }).click();
  await expect(page.locator('.amocrm-telephony__plan-fault')).toHaveCount(1);
  await page.getByLabel('Ср').first().fill('09:00-18:00');
  await page.getByRole('button', { name: 'Проверить' }).click();
  await expect(page.locator('.amocrm-telephony__plan-answer li').first()).toBeVisible();
  for (const [size, width] of [
    ['wide', 1920],
    ['narrow', 1024],
  ] as const) {
    await page.setViewportSize({ width, height: 1100 });
    await page.screenshot({ path: file(`routing-plan-${size}`) });
  }
});
