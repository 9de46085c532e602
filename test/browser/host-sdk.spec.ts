import { expect, test } from '@playwright/test';
import { jwtVerify } from 'jose';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { open, startHostPage, type HostPage } from './host-page';

interface Self {
  render(source: object, params?: object): string;
  crm_post(url: string, data: object, done: (text: string) => void): void;
  $authorizedAjax(options: object): PromiseLike<unknown>;
  render_template(block: object, params?: object): void;
  set_settings(values: object): void;
}
interface HostWindow {
  APP: {
    notifications: Record<
      'add_call' | 'add_error' | 'show_message',
      (message: object, callbacks?: object) => void
    >;
    widgets: { list: Record<string, Self>; notificationsPhone(button: object): void };
    router: { navigate(url: string, options: object): void };
  };
  said: string[];
  $: JQueryStatic;
}

test.describe('what a widget may ask of the page', () => {
  let host: HostPage;
  let echo: Server;
  let echoUrl: string;
  let requests: { body: string; headers: Record<string, unknown> }[];
  test.beforeEach(async () => {
    host = await startHostPage(['plain']);
    requests = [];
    echo = createServer((request, response) => {
      response.setHeader('access-control-allow-origin', '*');
      response.setHeader('access-control-allow-headers', 'x-auth-token');
      if (request.method === 'OPTIONS') return void response.end();
      let body = '';
      request.on('data', (chunk: Buffer) => (body += chunk.toString()));
      request.on('end', () => {
        requests.push({ body, headers: request.headers });
        response.end(`got ${body}`);
      });
    }).listen(0, '127.0.0.1');
    await new Promise((resolve) => echo.once('listening', resolve));
    echoUrl = `http://127.0.0.1:${(echo.address() as AddressInfo).port}/`;
  });
  test.afterEach(async () => {
    echo.close();
    await host.stop();
  });

  test('add_call changes its argument and draws only what the server pushes, in all tabs of its user alone', async ({
    context,
    browser,
    page,
  }) => {
    const second = await context.newPage();
    const stranger = await (await browser.newContext()).newPage();
    await stranger.goto(`${host.url}/login?user=${host.crm.users[1]!.id}`);
    await open(second, `${host.url}/`);
    await open(page, `${host.url}/contacts/list/`);
    const call = await page.evaluate(() => {
      const { APP } = window as unknown as HostWindow;
      const argument = {
        text: '<b>Звонок</b>',
        from: 'Ольга',
        duration: 65,
        element: { id: 31000012, type: 'contact' },
      };
      APP.notifications.add_call(argument);
      return { ...argument, toasts: document.querySelectorAll('.notification__item').length };
    });
    expect(call).toMatchObject({ duration: '01:05', to: '', link: '', toasts: 0 });
    for (const tab of [page, second]) {
      await expect(tab.locator('#popups_inbox .notification-inner__from__message')).toContainText(
        '<b>Звонок</b>',
      );
      await expect(tab.locator('.js-notifications_counter')).toHaveText('1');
    }
    await expect(stranger.locator('.js-notifications_counter')).toBeHidden();
    expect(await stranger.locator('.notification__item').count()).toBe(0);
    await second.locator('.notification__item').click();
    await expect(second).toHaveURL(/contacts\/detail\/31000012/);

    await page.locator('.js-notifications-toggle').click();
    await page.getByRole('button', { name: 'Прочитать все' }).click();
    await expect(page.locator('.js-notifications_counter')).toBeHidden();
    await page.getByRole('button', { name: 'Удалить уведомление' }).click();
    await expect(page.getByText('Уведомлений пока нет')).toBeVisible();
    expect(host.crm.inbox).toEqual([]);
  });

  test('a failing add_call tells its callbacks', async ({ page }) => {
    host.sandbox.faults.add('failing-add-call');
    await open(page, `${host.url}/`);
    const said = await page.evaluate(
      () =>
        new Promise((resolve) => {
          const { APP } = window as unknown as HostWindow;
          const heard: string[] = [];
          const hear = (name: string) => () => heard.push(name);
          const always = () => setTimeout(() => resolve(heard));
          APP.notifications.add_call({ text: 'x' }, { done: hear('done'), fail: hear('fail'), always });
        }),
    );
    expect(said).toEqual(['fail']);
    expect(host.crm.inbox).toEqual([]);
    await expect(page.locator('.notification__item')).toHaveCount(0);
  });

  test('$authorizedAjax carries a token signed with the secret of the integration', async ({ page }) => {
    await open(page, `${host.url}/`);
    await page.evaluate(async (url) => {
      const { plain } = (window as unknown as HostWindow).APP.widgets.list;
      await plain!.$authorizedAjax({ url, method: 'POST', data: { a: 1 } });
      await plain!.$authorizedAjax({ url, method: 'POST', data: { a: 2 } });
    }, echoUrl);
    const widget = host.crm.widgets.get('plain')!;
    const tokens = requests.map(({ headers }) => headers['x-auth-token'] as string);
    expect(new Set(tokens).size).toBe(1);
    const { payload } = await jwtVerify(tokens[0]!, new TextEncoder().encode(widget.client_secret), {
      algorithms: ['HS256'],
    });
    expect(payload).toMatchObject({
      iss: 'http://localhost',
      aud: 'http://localhost:1',
      account_id: host.crm.account.id,
      user_id: host.crm.users[0]!.id,
      client_uuid: widget.client_uuid,
    });
    expect(payload.exp! - payload.iat!).toBe(1800);
  });

  test('$authorizedAjax without an integration is refused with text, and without a token with 401', async ({
    page,
  }) => {
    host.sandbox.faults.add('no-one-time-token');
    await open(page, `${host.url}/`);
    const reasons = await page.evaluate(async (url) => {
      const { plain } = (window as unknown as HostWindow).APP.widgets.list;
      const noToken = await new Promise((resolve) => {
        void plain!
          .$authorizedAjax({ url })
          .then(undefined, (_xhr: unknown, status?: unknown) => resolve(status));
      });
      plain!.set_settings({ oauth_client_uuid: '' });
      const noIntegration = await plain!
        .$authorizedAjax({ url })
        .then(undefined, (reason: unknown) => typeof reason);
      return [noToken, noIntegration];
    }, echoUrl);
    expect(reasons).toEqual([401, 'string']);
  });

  test('crm_post reaches another server as form fields, about once a second', async ({ page }) => {
    await open(page, `${host.url}/`);
    const { texts, sent } = await page.evaluate(async (url) => {
      const { plain } = (window as unknown as HostWindow).APP.widgets.list;
      const post = (n: number) => new Promise<string>((resolve) => plain!.crm_post(url, { n }, resolve));
      const asked = performance.now();
      const answers = await Promise.all([post(1), post(2), post(3)]);
      const requests = performance
        .getEntriesByType('resource')
        .filter(({ name }) => name.includes('/proxy.php'));
      return { texts: answers, sent: requests.map(({ startTime }) => startTime - asked) };
    }, echoUrl);
    expect(texts).toEqual(['got n=1', 'got n=2', 'got n=3']);
    expect(requests.map(({ body }) => body)).toEqual(['n=1', 'n=2', 'n=3']);
    // As the page sends them: on the way the first may be as slow as it likes.
    expect(sent).toHaveLength(3);
    expect(sent[1]).toBeGreaterThanOrEqual(900);
    expect(sent[2]).toBeGreaterThanOrEqual(1900);
  });

  test('render prints templates, controls and includes', async ({ page }) => {
    await open(page, `${host.url}/`);
    const drawn = await page.evaluate(() => {
      const { plain } = (window as unknown as HostWindow).APP.widgets.list;
      return [
        plain!.render({ data: 'Hello {{ name|e }}' }, { name: '<Anna>' }),
        plain!.render({ ref: '/tmpl/controls/button.twig' }, { text: 'Go & stop', class_name: 'own' }),
        plain!.render({ data: "{{ include_control('checkbox', {text: 'Yes', checked: true}) }}" }),
        plain!.render(
          { ref: '/tmpl/controls/select.twig' },
          {
            items: [
              { id: 1, option: 'One' },
              { id: 2, option: 'Two' },
            ],
            selected: 2,
            name: 'n',
          },
        ),
      ];
    });
    expect(drawn[0]).toBe('Hello &lt;Anna&gt;');
    expect(drawn[1]).toContain('Go &amp; stop');
    expect(drawn[2]).toContain('control-checkbox is-checked');
    expect(drawn[3]).toMatch(/control--select--input" name="n" value="2"/);
  });

  test('render_template fills the right panel of a card and throws where there is none', async ({ page }) => {
    await open(page, `${host.url}/contacts/detail/31000012`);
    const block = {
      caption: { class_name: 'own' },
      body: '<p id="raw">raw</p>',
      render: '<p>{{ word }}</p>',
    };
    await page.evaluate(
      (own) =>
        (window as unknown as HostWindow).APP.widgets.list['plain']!.render_template(own, { word: 'twig' }),
      block,
    );
    await expect(page.locator('#widgets_block #raw')).toBeHidden();
    await page.locator('.js-widget-caption-block').click();
    await expect(page.locator('#widgets_block.js-widgets-active .js-body-hide')).toContainText('twig');
    await open(page, `${host.url}/`);
    const thrown = await page.evaluate((own) => {
      try {
        (window as unknown as HostWindow).APP.widgets.list['plain']!.render_template(own);
        return '';
      } catch (error) {
        return String(error);
      }
    }, block);
    expect(thrown).toContain('no right panel');
  });

  test('the phone button has one owner', async ({ page }) => {
    await open(page, `${host.url}/`);
    await page.evaluate(() => {
      const own = window as unknown as HostWindow;
      own.said = [];
      own.APP.widgets.notificationsPhone({ ns: '.first', click: () => own.said.push('first') });
      own.$(document).on('other.first', () => own.said.push('other'));
      own.APP.widgets.notificationsPhone({ ns: '.second', click: () => own.said.push('second') });
      own.$(document).trigger('other');
    });
    await page.locator('.calls-list-toggler').click();
    expect(await page.evaluate(() => (window as unknown as HostWindow).said)).toEqual(['second']);
  });
});
