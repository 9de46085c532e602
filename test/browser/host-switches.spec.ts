import { expect, test, type Page } from '@playwright/test';
import { open, startHostPage, type HostPage } from './host-page';

interface Self {
  crm_post(url: string, data: object, done: (text: string) => void): void;
  system(): { amouser_id: unknown };
  get_accounts_current(): { account: { users: { id: unknown }[] } };
}
interface HostWindow {
  APP: {
    constant(key: string): { id: unknown };
    notifications: Record<'add_call' | 'show_message', (message: object, callbacks?: object) => void>;
    widgets: { list: Record<string, Self> };
  };
  said: string[];
  selected: unknown;
}

test.describe('what a switch changes on the page', () => {
  let host: HostPage;
  test.afterEach(() => host.stop());

  test('slow-add-call: the toast and the callback come after five seconds, not before', async ({ page }) => {
    host = await startHostPage(['plain'], ['slow-add-call']);
    await open(page, `${host.url}/`);
    const before = Date.now();
    const taken = page.evaluate(
      () =>
        new Promise<number>((resolve) => {
          const { APP } = window as unknown as HostWindow;
          const start = performance.now();
          const done = (): void => resolve(performance.now() - start);
          APP.notifications.add_call({ text: 'Медленный звонок' }, { done });
        }),
    );
    await expect(page.locator('.notification__item')).toContainText('Медленный звонок');
    expect(Date.now() - before).toBeGreaterThanOrEqual(5000);
    expect(await taken).toBeGreaterThanOrEqual(4900);
  });

  test('failing-proxy: crm_post is given up after ten seconds and tells nobody', async ({ page }) => {
    host = await startHostPage(['plain'], ['failing-proxy']);
    await open(page, `${host.url}/`);
    const answered = page.waitForResponse((response) => response.url().includes('/private/widget/proxy.php'));
    const before = Date.now();
    await page.evaluate((url) => {
      const own = window as unknown as HostWindow;
      own.said = [];
      own.APP.widgets.list['plain']!.crm_post(url, { a: 1 }, (text) => own.said.push(text));
    }, host.url);
    expect((await answered).status()).toBe(504);
    expect(Date.now() - before).toBeGreaterThanOrEqual(9900);
    expect(await page.evaluate(() => (window as unknown as HostWindow).said)).toEqual([]);
  });

  const tickedCompany = async (page: Page): Promise<unknown> => {
    await open(page, `${host.url}/companies/list/`);
    await page.getByRole('checkbox', { name: /ООО «Вектор»/ }).check();
    await page.locator('.js-list-multiple-actions__item-more').click();
    await page.locator('.js-list-multiple-actions__item').click();
    return page.evaluate(() => (window as unknown as HostWindow).selected);
  };

  test('no-company-selection: a ticked company reaches the widget, or as false', async ({ page }) => {
    host = await startHostPage(['plain']);
    expect(await tickedCompany(page)).toMatchObject({
      selected: [{ type: 'company', phones: ['+7(495) 120-00-40'] }],
    });
    await host.stop();
    host = await startHostPage(['plain'], ['no-company-selection']);
    expect(await tickedCompany(page)).toBe(false);
  });

  for (const [faults, kind] of [
    [[], 'number'],
    [['string-ids'], 'string'],
  ] as const) {
    test(`ids of users are a ${kind} wherever a widget meets them, switched by ${faults.join() || 'nothing'}`, async ({
      page,
    }) => {
      host = await startHostPage(['plain'], [...faults]);
      await open(page, `${host.url}/`);
      const kinds = await page.evaluate(() => {
        const { APP } = window as unknown as HostWindow;
        const { plain } = APP.widgets.list;
        return [
          APP.constant('user').id,
          plain!.system().amouser_id,
          plain!.get_accounts_current().account.users[0]!.id,
        ].map((id) => typeof id);
      });
      expect(kinds).toEqual([kind, kind, kind]);
    });
  }
});

test.describe('a page that nobody looks at', () => {
  let host: HostPage;
  test.beforeEach(async () => {
    host = await startHostPage(['plain']);
  });
  test.afterEach(() => host.stop());

  /** As if the user had allowed or refused notifications, and had gone on to another tab. */
  async function hiddenWith(page: Page, permission: 'granted' | 'denied'): Promise<void> {
    await page.addInitScript((allowed) => {
      const shown: object[] = [];
      const notice = (title: string, { body }: NotificationOptions): object => {
        shown.push({ title, body });
        return {};
      };
      const Notification = Object.assign(
        new Proxy(Object, {
          construct: (_target, [title, more]) => notice(title as string, more as NotificationOptions),
        }),
        { permission: allowed },
      );
      Object.assign(window, { Notification, shown });
      Object.defineProperty(document, 'hidden', { get: () => 'isAway' in window });
    }, permission);
    await open(page, `${host.url}/`);
    await page.evaluate(() => Object.assign(window, { isAway: true }));
  }
  const notices = (page: Page): Promise<unknown> =>
    page.evaluate(() => (window as unknown as { shown: object[] }).shown);
  const say = (page: Page, text: string): Promise<void> =>
    page.evaluate(
      (words) =>
        (window as unknown as HostWindow).APP.notifications.add_call({
          text: words,
          from: 'Ольга',
          header: 'Звонок',
        }),
      text,
    );

  test('tells by a desktop notice, with no toast waiting for the return', async ({ page }) => {
    await hiddenWith(page, 'granted');
    await say(page, 'Входящий');
    await expect.poll(() => notices(page)).toEqual([{ title: 'Звонок', body: 'Входящий\nОльга' }]);
    await expect(page.locator('.notification__item')).toHaveCount(0);
    await expect(page.locator('.js-notifications_counter')).toHaveText('1');
    await page.evaluate(() => Reflect.deleteProperty(window, 'isAway'));
    await say(page, 'Снова здесь');
    await expect(page.locator('.notification__item')).toContainText('Снова здесь');
    expect(await notices(page)).toHaveLength(1);
  });

  test('has a toast where desktop notices are refused', async ({ page }) => {
    await hiddenWith(page, 'denied');
    await say(page, 'Входящий');
    await expect(page.locator('.notification__item')).toContainText('Входящий');
    expect(await notices(page)).toEqual([]);
  });
});
