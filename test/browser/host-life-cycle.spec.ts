import { expect, test, type Page } from '@playwright/test';
import { startHostPage, type HostPage } from './host-page';

interface Case {
  widget: string;
  is: string;
  /** Calls on the first page, and those that going on to another page adds. */
  first: string[];
  next: string[];
  /** Whether `APP.widgets.list` holds it. */
  lives: boolean;
  errors?: RegExp;
}

const cases: Case[] = [
  {
    widget: 'plain',
    is: 'a function has no settings while it is built, and only renders on later pages',
    first: [
      'constructor: settings undefined, system object',
      'constructor: i18n throws',
      'render plain .widget:plain',
      'init Проверочный виджет',
      'bind_actions',
    ],
    next: ['render plain .widget:plain'],
    lives: true,
  },
  {
    widget: 'commonjs',
    is: 'a CommonJS wrapper gets its modules',
    first: ['constructor function function function', 'render', 'init', 'bind_actions'],
    next: ['render'],
    lives: true,
  },
  {
    widget: 'relative',
    is: 'modules beside the script are found, with .js and json!',
    first: ['constructor core of parts 42', 'render', 'init', 'bind_actions'],
    next: ['render'],
    lives: true,
  },
  {
    widget: 'many-modules',
    is: 'the libraries that the page offers are there, in their old versions',
    first: [
      '2.1.3 1.9.1 1.1.2 2.24.0 0.8.9 0.3.2',
      'function function function function function function',
      '9991112233',
    ],
    next: [],
    lives: true,
  },
  {
    widget: 'absent-module',
    is: 'asking for a library that is not there is told by its name',
    first: [],
    next: [],
    lives: false,
    errors: /absent_module\/script\.js.*asks for "quill"/,
  },
  {
    widget: 'bundle-default',
    is: 'a bundle with a default export is ignored in silence',
    first: [],
    next: [],
    lives: false,
  },
  {
    widget: 'es-class',
    is: 'an ES class is dead, and said so',
    first: [],
    next: [],
    lives: false,
    errors: /prototype/,
  },
  {
    widget: 'no-bind-actions',
    is: 'without bind_actions nothing is called and the widget is dropped',
    first: ['constructor'],
    next: ['constructor'],
    lives: false,
  },
  {
    widget: 'promise-render',
    is: 'a promised render comes to init after bind_actions',
    first: ['render', 'bind_actions', 'loaded', 'init'],
    next: ['render'],
    lives: true,
  },
  {
    widget: 'falsy-render',
    is: 'a falsy render has no init, but bind_actions',
    first: ['render', 'bind_actions'],
    next: ['render'],
    lives: true,
  },
  {
    widget: 'throwing-init',
    is: 'what init throws is printed and ends the start',
    first: ['render', 'init'],
    next: ['render'],
    lives: true,
    errors: /init of a foreign widget/,
  },
  {
    widget: 'every-page',
    is: 'without init_once it is destroyed, unbound and built anew',
    first: ['constructor', 'render', 'init', 'bind_actions'],
    next: ['page:changed', 'destroy', 'constructor', 'render', 'init', 'bind_actions'],
    lives: true,
  },
  {
    widget: 'other-object',
    is: 'a constructor may return another object',
    first: ['constructor', 'render', 'init true', 'bind_actions'],
    next: ['render'],
    lives: true,
  },
];

const calls = (page: Page): Promise<string[]> =>
  page.evaluate(() => (window as { calls?: string[] }).calls ?? []);
const loaded = (page: Page): Promise<unknown> =>
  page.waitForFunction(() => (window as { APP?: { widgets: { loaded: boolean } } }).APP?.widgets.loaded);

test.describe('the life of a foreign widget', () => {
  let host: HostPage;
  test.afterEach(() => host.stop());

  for (const { widget, is, first, next, lives, errors } of cases) {
    test(`${widget}: ${is}`, async ({ page }) => {
      host = await startHostPage([widget]);
      const printed: string[] = [];
      page.on('console', (message) => message.type() === 'error' && printed.push(message.text()));
      await page.goto(`${host.url}/`);
      await loaded(page);
      await expect.poll(() => calls(page)).toEqual(first);
      const list = await page.evaluate(() =>
        Object.keys((window as unknown as { APP: { widgets: { list: object } } }).APP.widgets.list),
      );
      expect(list).toEqual(lives ? [widget.replaceAll('-', '_')] : []);

      await page.getByRole('link', { name: 'Контакты' }).first().click();
      await expect(page.locator('#list_table')).toBeVisible();
      await loaded(page);
      await expect.poll(() => calls(page)).toEqual([...first, ...next]);
      await page.getByRole('link', { name: 'Рабочий стол' }).first().click();
      await expect(page.getByText('Мои задачи')).toBeVisible();
      await loaded(page);
      await expect.poll(() => calls(page)).toEqual([...first, ...next, ...next]);
      if (errors === undefined) expect(printed).toEqual([]);
      else expect(printed.join('\n')).toMatch(errors);
    });
  }

  test('a dead widget takes no other with it', async ({ page }) => {
    host = await startHostPage(['es-class', 'throwing-init', 'bundle-default', 'plain']);
    await page.goto(`${host.url}/`);
    await loaded(page);
    await expect.poll(() => calls(page)).toContain('bind_actions');
    expect(await calls(page)).toContain('init Проверочный виджет');
  });

  test('on the billing page nothing starts, and for a free user nowhere', async ({ page }) => {
    host = await startHostPage(['plain']);
    await page.goto(`${host.url}/settings/pay/`);
    await expect(page.getByText('На этой странице виджеты не запускаются.')).toBeVisible();
    expect(await calls(page)).toEqual([]);
    host.crm.users[0]!.is_free = true;
    await page.goto(`${host.url}/`);
    await expect(page.getByText('Мои задачи')).toBeVisible();
    await page.waitForLoadState('networkidle');
    expect(await calls(page)).toEqual([]);
  });

  test('settings of users arrive as text and ids as strings where so switched', async ({ page }) => {
    host = await startHostPage(['with-settings'], ['users-as-json-string', 'string-ids']);
    const widget = host.crm.widgets.get('with_settings')!;
    Object.assign(widget, { active: true, status: 'installed' });
    await page.goto(`${host.url}/`);
    await loaded(page);
    const seen = await page.evaluate(() => {
      const { APP } = window as unknown as {
        APP: {
          constant(key: string): { id: unknown };
          widgets: {
            list: Record<string, { get_settings(): { phones: unknown }; system(): { amouser_id: unknown } }>;
          };
        };
      };
      const { with_settings: own } = APP.widgets.list;
      return [
        typeof own!.get_settings().phones,
        typeof own!.system().amouser_id,
        typeof APP.constant('user').id,
      ];
    });
    expect(seen).toEqual(['string', 'string', 'string']);
  });
});
