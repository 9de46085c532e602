import { expect, test, type Page } from '@playwright/test';
import { open, startHostPage, type HostPage } from './host-page';

interface HostWindow {
  APP: { notifications: Record<'add_call' | 'show_message', (message: object) => void> };
}

test.describe('toasts', () => {
  let host: HostPage;
  let thrown: string[];
  test.beforeEach(async ({ page }) => {
    thrown = [];
    page.on('pageerror', ({ message }) => thrown.push(message));
    host = await startHostPage(['plain']);
  });
  test.afterEach(async () => {
    expect(thrown).toEqual([]);
    await host.stop();
  });

  const toasts = (page: Page) => page.locator('.popup-inbox__toast');
  async function show(page: Page, ...texts: string[]): Promise<void> {
    for (const text of texts) {
      await page.evaluate(
        (words) =>
          (window as unknown as HostWindow).APP.notifications.show_message({ header: '1', text: words }),
        text,
      );
      await expect(toasts(page).last()).toContainText(text);
    }
  }

  test('go by themselves after ten seconds, all but the one under the pointer', async ({ page }) => {
    await page.clock.install();
    await open(page, `${host.url}/`);
    await show(page, 'раз', 'два');
    await toasts(page).first().hover();
    await page.clock.runFor(9_000);
    await expect(toasts(page)).toHaveCount(2);
    await page.clock.runFor(2_000);
    await expect(toasts(page)).toHaveText([/раз/]);
    await page.mouse.move(700, 300);
    await page.clock.runFor(11_000);
    await expect(toasts(page)).toHaveCount(0);
  });

  test('no more than four stand there; the centre keeps the rest', async ({ page }) => {
    await open(page, `${host.url}/`);
    await show(page, 'раз', 'два', 'три', 'четыре', 'пять', 'шесть');
    await expect(toasts(page)).toHaveText([/три/, /четыре/, /пять/, /шесть/]);
  });

  test('are closed by keyboard, one after the other', async ({ page }) => {
    await open(page, `${host.url}/`);
    await show(page, 'раз', 'два', 'три');
    await toasts(page).nth(1).getByRole('button', { name: 'Закрыть' }).focus();
    await page.keyboard.press('Escape');
    await expect(toasts(page)).toHaveText([/раз/, /три/]);
    await page.keyboard.press('Enter');
    await page.keyboard.press('Enter');
    await expect(toasts(page)).toHaveCount(0);
    await expect(page.locator('#page_holder')).toBeFocused();
  });

  test('one that was opened is read, in the other tabs too once they are looked at', async ({
    page,
    context,
  }) => {
    const other = await context.newPage();
    await open(other, `${host.url}/`);
    await open(page, `${host.url}/`);
    await page.evaluate(() =>
      (window as unknown as HostWindow).APP.notifications.add_call({
        text: 'Звонок',
        element: { id: 31000012, type: 'contact' },
      }),
    );
    await expect(other.locator('.js-notifications_counter')).toHaveText('1');
    await page.locator('.notification__item').click();
    await expect(page).toHaveURL(/contacts\/detail\/31000012/);
    await expect(page.locator('.js-notifications_counter')).toBeHidden();
    await other.evaluate(() => window.dispatchEvent(new Event('focus')));
    await expect(other.locator('.js-notifications_counter')).toBeHidden();
  });
});
