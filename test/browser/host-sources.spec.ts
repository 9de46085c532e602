import { expect, test, type Page } from '@playwright/test';
import { startHostPage, type HostPage } from './host-page';

test.describe('ways of sending that a widget adds to cards', () => {
  let host: HostPage;
  test.beforeEach(async ({ page }) => {
    host = await startHostPage(['sources']);
    await page.goto(`${host.url}/contacts/detail/31000012`);
    await expect(page.getByRole('button', { name: 'SMS: Проверочный виджет' })).toBeVisible();
  });
  test.afterEach(() => host.stop());

  const sent = (page: Page): Promise<unknown> =>
    page.evaluate(() => (window as unknown as { sent: unknown }).sent);
  async function write(page: Page, text: string): Promise<void> {
    await page.locator('.js-card-form .js-linked-pei').first().click();
    await page.getByRole('menuitem', { name: 'Отправить SMS' }).click();
    await expect(page.getByRole('combobox', { name: 'Телефон', exact: true })).toHaveValue(
      '8 (999) 111-22-33',
    );
    await page.getByRole('textbox', { name: 'SMS' }).fill(text);
    await page.getByRole('button', { name: 'Отправить', exact: true }).click();
  }

  test('an SMS from the menu of a number: the widget sends it, the feed shows it', async ({ page }) => {
    await write(page, 'Перезвоню через час');
    await expect(page.locator('.js-feed-list')).toContainText('Перезвоню через час');
    await expect(page.locator('.js-feed-list')).toContainText('SMS 8 (999) 111-22-33');
    expect(await sent(page)).toEqual([
      { phone: '8 (999) 111-22-33', message: 'Перезвоню через час', contact_id: 31000012 },
    ]);
    expect([...host.crm.notes.values()].at(-1)).toMatchObject({
      note_type: 'sms_out',
      params: { text: 'Перезвоню через час', phone: '8 (999) 111-22-33' },
    });
  });

  test('an SMS that the widget cannot send leaves no note, and the text stays', async ({ page }) => {
    const before = host.crm.notes.size;
    await write(page, 'refuse');
    await expect(page.locator('.notification__item')).toContainText('Не отправлено');
    await expect(page.getByRole('textbox', { name: 'SMS' })).toHaveValue('refuse');
    expect(host.crm.notes.size).toBe(before);
  });

  test('a source of its own kind draws its own form', async ({ page }) => {
    await page.getByRole('button', { name: 'Свой канал' }).click();
    await expect(page.locator('.js-composer #own_source')).toHaveText('own form');
    await expect(page.locator('.composer__text')).toBeHidden();
    await page.getByRole('button', { name: 'Примечание' }).click();
    await expect(page.locator('#own_source')).toHaveCount(0);
    await expect(page.locator('.composer__text')).toBeVisible();
  });

  test('in lists there are none', async ({ page }) => {
    await page.getByRole('link', { name: 'Контакты' }).first().click();
    await page.locator('[data-pei-code=phone] .js-linked-pei').first().click();
    await expect(page.getByRole('menuitem', { name: 'Скопировать' })).toBeVisible();
    await expect(page.getByRole('menuitem', { name: 'Отправить SMS' })).toHaveCount(0);
  });
});
