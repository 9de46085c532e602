import { expect, test, type Browser } from '@playwright/test';
import { sandboxWithPhones } from './phone-panel/sandbox-with-phones';
import type { RunningSandbox } from './sandbox';

let sandbox: RunningSandbox;
let browser: Browser;
sandboxWithPhones((phones) => ({ sandbox, browser } = phones));

test('while another line is asked for no call can begin; a number that is none leaves the line as it was', async () => {
  const page = await (await browser.newContext({ locale: 'ru-RU' })).newPage();
  await page.goto(sandbox.phone);
  const status = page.locator('#status');
  const call = page.locator('#number + button');
  await expect(status).toContainText('Готов');
  const before = (await status.textContent()) ?? '';

  let release = (): void => undefined;
  const held = new Promise<void>((resolve) => (release = resolve));
  await page.route('**/phone/line', async (route) => {
    await held;
    await route.continue();
  });
  await page.locator('#line').selectOption({ index: 1 });
  await expect(status).toHaveText('Подключаемся…');
  await expect(call).toBeDisabled();
  release();
  await expect(status).toContainText('Готов');
  await expect(status).not.toHaveText(before);
  await expect(call).toBeEnabled();

  const second = (await status.textContent()) ?? '';
  await page.locator('#line').selectOption('');
  await page.locator('#own').fill('12');
  await page.locator('#own').press('Enter');
  await expect(page.getByRole('alert')).not.toBeEmpty();
  await expect(status).toHaveText(second);
  // It rings, and nobody is at home: the call lasts until it is hung up.
  await page.locator('#number').fill('+79120000002');
  await call.click();
  await expect(status).toContainText('79120000002');
  await page.getByRole('button', { name: /Положить|Завершить|Отбой/ }).click();
  await expect(call).toBeEnabled();
});
