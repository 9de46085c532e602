import { readFileSync } from 'node:fs';
import { expect, test, type Page } from '@playwright/test';
import { aCall } from './calls';
import { freshNumber } from './crm';
import { connected, startSandbox, type RunningSandbox } from './sandbox';

let sandbox: RunningSandbox;
test.beforeEach(async () => {
  sandbox = await startSandbox();
});
test.afterEach(() => sandbox.stop());

const card = (page: Page) => page.locator('.amocrm-telephony__card');
const check = (page: Page) => page.locator('.amocrm-telephony__check');
const save = (page: Page) => page.getByRole('button', { name: 'Сохранить' }).click();

async function openSettings(page: Page): Promise<void> {
  await connected(page, sandbox, () => page.goto(`${sandbox.crm}/settings/widgets/`));
  await page.locator('.js-widget-open').first().click();
  await expect(page.locator('input[name=gateway_url]')).toHaveValue(sandbox.gateway);
  await expect(check(page)).toBeAttached();
}

const faults: [string, string, RegExp][] = [
  ['gateway_url', 'pbx.example.com', /Это не адрес/],
  ['gateway_url', 'http://pbx.example.com', /должен начинаться с https/],
  ['lookup_deadline', 'скоро', /от 100 до 10000/],
  ['lookup_deadline', '50', /от 100 до 10000/],
];
test('each fault is named in the window, and nothing is saved', async ({ page }) => {
  await openSettings(page);
  for (const [field, value, words] of faults) {
    const input = page.locator(`input[name=${field}]`);
    const before = await input.inputValue();
    await input.fill(value);
    await save(page);
    await expect(check(page)).toHaveText(words);
    await expect(page.getByRole('dialog')).toBeVisible();
    await input.fill(before);
  }
});

test('one internal number for two people, and one that is none', async ({ page }) => {
  await openSettings(page);
  const people = page.locator('.widget_settings_block_users input');
  await people.nth(1).fill('101');
  await people.nth(2).fill('12a');
  await save(page);
  await expect(check(page)).toContainText('101 указан у двух');
  await expect(check(page)).toContainText('«12a» – не внутренний номер');
});

test('an address where nothing answers: said, and saved only when asked twice', async ({ page }) => {
  await openSettings(page);
  await page.locator('input[name=gateway_url]').fill('http://localhost:1');
  await save(page);
  await expect(check(page)).toContainText('не отвечает');
  await expect(page.getByRole('dialog')).toBeVisible();
  await save(page);
  await expect(page.getByRole('dialog')).toHaveCount(0);
});

test('an address where something else answers is not taken', async ({ page }) => {
  await openSettings(page);
  await page.locator('input[name=gateway_url]').fill(sandbox.crm);
  await save(page);
  await expect(check(page)).toContainText('не шлюз телефонии');
  await save(page);
  await expect(page.getByRole('dialog')).toBeVisible();
});

test('a new internal number is heard without a reload; switching the widget off takes its cards away', async ({
  page,
}) => {
  await openSettings(page);
  await page.locator('.widget_settings_block_users input').first().fill('150');
  await save(page);
  await expect(page.getByRole('dialog')).toHaveCount(0);
  const call = aCall(freshNumber(), ['150']);
  // The gateway reads the numbers anew within its own while.
  await expect
    .poll(
      async () => {
        await sandbox.post(call.ringing());
        return card(page).count();
      },
      { timeout: 45_000 },
    )
    .toBe(1);
  await page.locator('.js-widget-open').first().click();
  await page.locator('.js-widget-uninstall').click();
  await expect(card(page)).toHaveCount(0);
});

test('axe finds nothing in the window with a fault shown', async ({ page }) => {
  await openSettings(page);
  await page.locator('input[name=gateway_url]').fill('');
  await page.locator('input[name=gateway_url]').fill('x');
  await save(page);
  await expect(check(page)).toHaveText(/Это не адрес/);
  await page.addScriptTag({ content: readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8') });
  const violations = await page.evaluate(async () => {
    const { axe } = window as unknown as { axe: { run(): Promise<{ violations: { id: string }[] }> } };
    return (await axe.run()).violations.map(({ id }) => id);
  });
  expect(violations).toEqual([]);
});
