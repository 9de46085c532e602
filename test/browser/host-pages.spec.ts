import { readFileSync } from 'node:fs';
import { expect, test, type Page } from '@playwright/test';
import { open, startHostPage, type HostPage } from './host-page';

const axe = readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8');

// Every page in both languages, with axe in each, is much to compute on a busy machine.
test.setTimeout(180_000);

async function findings(page: Page): Promise<string[]> {
  await page.evaluate(axe);
  return page.evaluate(async () => {
    const { axe: checker } = window as unknown as {
      axe: { run(): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
    };
    const { violations } = await checker.run();
    return violations.map(
      ({ id, nodes }) => `${id}: ${nodes.map(({ html }) => html.slice(0, 160)).join(' | ')}`,
    );
  });
}

test.describe('the pages of the CRM', () => {
  let host: HostPage;
  const contact = (): number =>
    [...host.crm.contacts.values()].find(({ name }) => name === 'Ольга Смирнова')!.id;
  test.beforeEach(async () => {
    host = await startHostPage(['plain']);
  });
  test.afterEach(() => host.stop());

  test('axe finds nothing on any page, in both languages', async ({ page }) => {
    const lead = [...host.crm.leads.keys()][0]!;
    const company = [...host.crm.companies.keys()][0]!;
    const urls = [
      '/',
      '/contacts/list/',
      '/companies/list/',
      '/leads/list/',
      '/leads/pipeline/',
      '/customers/list/',
      `/contacts/detail/${contact()}`,
      `/companies/detail/${company}`,
      `/leads/detail/${lead}`,
      '/contacts/add/?phone=+79990001122',
      '/settings/widgets/',
      '/settings/widgets/plain/',
      '/settings/pay/',
      '/contacts/list/?term=nobodyatall',
      '/contacts/detail/1',
      '/settings/nowhere/',
    ];
    const found: string[] = [];
    for (const lang of ['ru', 'en'] as const) {
      host.crm.users[0]!.lang = lang;
      for (const url of urls) {
        await page.goto(host.url + url);
        await expect(page.locator('#page_holder:not([aria-busy]) h1').first()).toBeAttached();
        found.push(...(await findings(page)).map((finding) => `${lang} ${url}: ${finding}`));
      }
    }
    expect(found).toEqual([]);
  });

  test('axe finds nothing in open menus, panels and windows', async ({ page }) => {
    await open(page, `${host.url}/contacts/detail/${contact()}`);
    await page.locator('.js-card-form .js-linked-pei').first().click();
    await expect(page.getByRole('menuitem', { name: 'Позвонить через проверку' })).toBeVisible();
    expect(await findings(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.locator('.js-user-menu').click();
    expect(await findings(page)).toEqual([]);
    await page.keyboard.press('Escape');
    await page.locator('.js-notifications-toggle').click();
    await expect(page.locator('.inbox')).toBeVisible();
    expect(await findings(page)).toEqual([]);
    await open(page, `${host.url}/settings/widgets/`);
    await page.locator('.js-widget-open').click();
    await expect(page.getByRole('dialog')).toBeVisible();
    expect(await findings(page)).toEqual([]);
  });

  test('a click on a number offers the widget, in lists and cards', async ({ page }) => {
    await open(page, `${host.url}/contacts/list/?term=${encodeURIComponent('Ольга Смирнова')}`);
    await page.locator('[data-pei-code=phone] .js-linked-pei').first().click();
    await page.getByRole('menuitem', { name: 'Позвонить через проверку' }).click();
    const dialled = (): Promise<unknown> =>
      page.evaluate(() => (window as { dialled?: { value: string } }).dialled?.value);
    expect(await dialled()).toBe('8 (999) 111-22-33');
    await page.getByRole('link', { name: 'Ольга Смирнова', exact: true }).click();
    await page.evaluate(() => delete (window as { dialled?: unknown }).dialled);
    await page.locator('.js-card-form .js-linked-pei').first().click();
    await page.getByRole('menuitem', { name: 'Позвонить через проверку' }).press('Enter');
    expect(await dialled()).toBe('8 (999) 111-22-33');
  });

  test('ticked rows reach the widget, without phones when their column is hidden', async ({ page }) => {
    await open(page, `${host.url}/contacts/list/?term=${encodeURIComponent('Ольга Смирнова')}`);
    const choose = async (): Promise<unknown> => {
      await page.getByRole('checkbox', { name: 'Выбрать: Ольга Смирнова' }).check();
      await expect(page.locator('#multiple_total')).toHaveText('1');
      await page.locator('.js-list-multiple-actions__item-more').click();
      await page.locator('.js-list-multiple-actions__item').click();
      const selected = await page.evaluate(() => (window as { selected?: unknown }).selected);
      await page.locator('.js-list-widgets-close').click();
      return selected;
    };
    expect(await choose()).toMatchObject({
      selected: [{ id: contact(), type: 'contact', phones: ['8(999) 111-22-33'] }],
      summary: { items: 1, phones: 1 },
    });
    await page.locator('.list-columns summary').click();
    await page.getByLabel('Телефон').uncheck();
    await expect(page.locator('[data-pei-code=phone]')).toHaveCount(0);
    expect(await choose()).toMatchObject({ selected: [{ id: contact(), phones: [] }] });
  });

  test('a new contact keeps the plus of its number and is stored', async ({ page }) => {
    await open(page, `${host.url}/contacts/add/?phone=+79990001122`);
    await expect(page.locator('[name=phone]').first()).toHaveValue('+79990001122');
    expect(
      await page.evaluate(
        () =>
          (window as unknown as { APP: { data: { current_card: { id: number } } } }).APP.data.current_card.id,
      ),
    ).toBe(0);
    await page.getByPlaceholder('Имя контакта').fill('Пётр Новый');
    await page.getByRole('button', { name: 'Сохранить' }).click();
    await expect(page).toHaveURL(/\/contacts\/detail\/\d+$/);
    const stored = [...host.crm.contacts.values()].find(({ name }) => name === 'Пётр Новый');
    expect(stored?.custom_fields_values?.[0]?.values[0]?.value).toBe('+79990001122');
  });

  test('leaving a card with changes asks first', async ({ page }) => {
    await open(page, `${host.url}/contacts/detail/${contact()}`);
    await page.getByPlaceholder('Имя контакта').fill('Другая');
    await page.getByRole('link', { name: 'Компании' }).first().click();
    await page.getByRole('button', { name: 'Остаться' }).click();
    await expect(page).toHaveURL(/contacts\/detail/);
    await page.getByRole('link', { name: 'Компании' }).first().click();
    await page.getByRole('button', { name: 'Не сохранять' }).click();
    await expect(page).toHaveURL(/companies\/list/);
  });

  test('language and user are changed in the account menu', async ({ page }) => {
    await open(page, `${host.url}/contacts/list/`);
    await page.locator('.js-user-menu').click();
    await page.getByRole('button', { name: 'English' }).click();
    await expect(page.getByRole('heading', { name: 'Contacts' })).toBeVisible();
    expect(host.crm.users[0]!.lang).toBe('en');
    const other = host.crm.users[1]!;
    await page.locator('.js-user-menu').click();
    await page.getByRole('link', { name: new RegExp(other.name) }).click();
    await expect(page.locator('.js-user-menu')).toHaveAttribute('title', other.name);
    await expect(page).toHaveURL(/contacts\/list/);
  });
});
