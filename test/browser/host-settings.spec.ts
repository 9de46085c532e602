import { expect, test, type Page } from '@playwright/test';
import { startHostPage, type HostPage } from './host-page';

const calls = (page: Page): Promise<string[]> =>
  page.evaluate(() => (window as { calls?: string[] }).calls ?? []);

test.describe('the settings window of an integration', () => {
  let host: HostPage;
  test.beforeEach(async () => {
    host = await startHostPage(['with-settings']);
  });
  test.afterEach(() => host.stop());
  const widget = () => host.crm.widgets.get('with_settings')!;

  async function install(page: Page): Promise<void> {
    await page.goto(`${host.url}/settings/widgets/`);
    await page.locator('.js-widget-open').click();
    await expect(page.getByRole('button', { name: 'Установить' })).toBeDisabled();
    await page.getByText('Согласен передать').click();
    await page.getByRole('button', { name: 'Установить' }).click();
  }

  test('install, consent, fields, save', async ({ page }) => {
    await install(page);
    await expect(page.locator('input[name=server]')).toBeVisible();
    expect(widget().status).toBe('not_configured');
    expect(await calls(page)).toEqual(['init N', 'onInstall', 'settings not_configured 1']);

    await page.getByRole('button', { name: 'Сохранить' }).click();
    await expect(page.getByRole('alert')).toHaveText('Заполните обязательные поля');

    await page.locator('input[name=server]').fill('https://pbx.example.test');
    await page.getByRole('button', { name: 'Сохранить' }).click();
    await expect(page.getByRole('dialog')).toHaveCount(0);
    await expect(page.getByText('Установлен', { exact: true })).toBeVisible();
    const phones = Object.fromEntries(
      host.crm.users
        .filter((user) => user.extension !== '' && user.is_active)
        .map(({ id, extension }) => [id, extension]),
    );
    expect(widget()).toMatchObject({
      active: true,
      status: 'installed',
      settings: { server: 'https://pbx.example.test', phones },
    });
    expect((await calls(page)).at(-1)).toContain('onSave Y {"server":"https://pbx.example.test"');
  });

  for (const [text, what] of [
    ['refuse', 'false'],
    ['throw', 'an exception'],
  ] as const) {
    test(`${what} from onSave keeps the window open and stores nothing`, async ({ page }) => {
      await install(page);
      await page.locator('input[name=server]').fill(text);
      await page.getByRole('button', { name: 'Сохранить' }).click();
      await expect.poll(() => calls(page)).toContainEqual(expect.stringContaining(`"server":"${text}"`));
      await expect(page.getByRole('dialog')).toBeVisible();
      expect(widget().settings['server']).toBeUndefined();
      expect(widget().active).toBe(false);
    });
  }

  test('disabling asks the widget, then destroys it', async ({ page }) => {
    Object.assign(widget(), { active: true, status: 'installed', settings: { server: 'x' } });
    await page.goto(`${host.url}/settings/widgets/`);
    await page.locator('.js-widget-open').click();
    await page.getByRole('button', { name: 'Отключить' }).click();
    await expect(page.getByText('Выключен', { exact: true })).toBeVisible();
    const said = await calls(page);
    expect(said.find((call) => call.startsWith('onSave'))).toContain('onSave N');
    expect(said.indexOf('destroy')).toBeGreaterThan(said.findIndex((call) => call.startsWith('onSave N')));
    expect(widget().active).toBe(false);
  });

  test('its own page in Settings is drawn by the widget', async ({ page }) => {
    Object.assign(widget(), { active: true, status: 'installed', settings: { server: 'x' } });
    await page.goto(`${host.url}/settings/widgets/with_settings/`);
    await expect(page.locator('#own_page')).toHaveText('own page');
  });

  test('only an administrator changes settings', async ({ page }) => {
    const agent = host.crm.users.find(({ is_admin }) => !is_admin)!;
    await page.goto(`${host.url}/login?user=${agent.id}`);
    await page.goto(`${host.url}/settings/widgets/`);
    await page.locator('.js-widget-open').click();
    await expect(page.getByText(/Настройки меняет администратор|Only an administrator/)).toBeVisible();
    const answer = await page.request.post(`${host.url}/ajax/settings/widgets/with_settings`, {
      data: { active: true },
    });
    expect(answer.status()).toBe(403);
  });
});
