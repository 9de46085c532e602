import path from 'node:path';
import { expect, test } from '@playwright/test';
import en from '../../i18n/en.json';
import ru from '../../i18n/ru.json';
import { startSandbox, type RunningSandbox } from '../browser/sandbox';

let sandbox: RunningSandbox;
test.beforeAll(async () => {
  sandbox = await startSandbox();
});
test.afterAll(() => sandbox.stop());

const file = (name: string): string => path.resolve(__dirname, '../../docs/screenshots', `${name}.png`);

for (const [language, { plan }, tab, group] of [
  ['ru', ru, 'Кому звонить', 'Продажи'],
  ['en', en, 'Whom to ring', 'Sales'],
] as const)
  test(`the routing plan in ${language}`, async ({ page }) => {
    const { widgets } = (await (await fetch(`${sandbox.crm}/sandbox/status`)).json()) as {
      widgets: { code: string }[];
    };
    const admin = sandbox.agents[0]!;
    await page.goto(`${sandbox.crm}/login?user=${admin.userId}&lang=${language}`);
    await page.goto(`${sandbox.crm}/settings/widgets/${widgets[0]!.code}/`);
    await page.getByRole('tab', { name: tab }).click();
    await page.getByPlaceholder(plan.add.groups).fill(group);
    await page.keyboard.press('Enter');
    const members = page.locator(`[data-path="groups.${group}"]`).getByRole('checkbox');
    await members.nth(0).check();
    await members.nth(1).check();
    await page.getByLabel(plan.field.default_group).selectOption(group);
    await page.getByLabel(plan.day.wed).first().fill('9-18');
    await page.getByLabel(plan.try.from).fill('+79991112233');
    const tried = page.getByRole('button', { name: plan.try.button });
    await tried.click();
    await expect(page.locator('.amocrm-telephony__plan-fault')).toHaveCount(1);
    const shown = async (name: string, width: number): Promise<void> => {
      await page.setViewportSize({ width, height: 1100 });
      await page.getByRole('tab', { name: tab }).scrollIntoViewIfNeeded();
      await page.screenshot({ path: file(`routing-plan-${name}-${language}`) });
    };
    await shown('fault', 1024);
    await page.getByLabel(plan.day.wed).first().fill('09:00-18:00');
    await tried.click();
    await expect(page.locator('.amocrm-telephony__plan-answer li').first()).toBeVisible();
    await page.getByText(plan.try.trail, { exact: true }).click();
    await shown('wide', 1920);
    await shown('narrow', 1024);
  });
