import { expect, test, type Page } from '@playwright/test';
import { startHostPage, type HostPage } from './host-page';

interface ModalLike {
  destroy(): boolean;
}
interface TestWindow {
  requirejs(names: string[], done: (Modal: new (options: object) => ModalLike) => void): void;
  said: string[];
  modal: ModalLike;
  veto: boolean;
}

test.describe('lib/components/base/modal', () => {
  let host: HostPage;
  test.beforeEach(async ({ page }) => {
    host = await startHostPage([]);
    await page.goto(`${host.url}/`);
    await expect(page.getByText('Мои задачи')).toBeVisible();
    await page.evaluate(() => {
      const own = window as unknown as TestWindow;
      own.said = [];
      return new Promise<void>((resolve) => {
        own.requirejs(['lib/components/base/modal'], (Modal) => {
          own.modal = new Modal({
            class_name: 'trial',
            init(this: object, $body: JQuery) {
              own.said.push(`init ${typeof own.modal} ${String(this instanceof Modal)}`);
              $body
                .trigger('modal:loaded')
                .html(
                  '<h2>Title</h2><input id="field"><button class="js-modal-accept">OK</button><button class="modal-body__close">x</button>',
                )
                .trigger('modal:centrify');
              $body.on('click', '.js-modal-accept', () => own.said.push('accept'));
            },
            destroy() {
              own.said.push('destroy');
              return own.veto ? false : true;
            },
          });
          resolve();
        });
      });
    });
  });
  test.afterEach(() => host.stop());
  const said = (page: Page) => page.evaluate(() => (window as unknown as TestWindow).said);

  test('init runs inside the constructor, with the modal as this', async ({ page }) => {
    expect(await said(page)).toEqual(['init undefined true']);
    await expect(page.locator('.modal.trial .modal-scroller > .modal-body')).toBeVisible();
    await expect(page.locator('.modal.trial > .modal-overlay--filled')).toBeAttached();
    await expect(page.locator('.modal-body-loading')).toHaveCount(0);
  });

  test('Enter accepts but for inputs, Esc closes', async ({ page }) => {
    await page.locator('#field').press('Enter');
    expect(await said(page)).not.toContain('accept');
    await page.locator('.js-modal-accept').press('Enter');
    expect((await said(page)).filter((word) => word === 'accept')).toHaveLength(1);
    await page.keyboard.press('Escape');
    await expect(page.locator('.modal')).toHaveCount(0);
  });

  test('destroy may refuse, and the page’s change closes it', async ({ page }) => {
    await page.evaluate(() => ((window as unknown as TestWindow).veto = true));
    await page.locator('.modal-body__close').click();
    await expect(page.locator('.modal')).toBeVisible();
    expect(await page.evaluate(() => (window as unknown as TestWindow).modal.destroy())).toBe(false);
    await page.evaluate(() => {
      const own = window as unknown as TestWindow & { APP: { router: { navigate(url: string): void } } };
      own.veto = false;
      own.APP.router.navigate('/contacts/list/');
    });
    await expect(page.locator('#list_table')).toBeVisible();
    await expect(page.locator('.modal')).toHaveCount(0);
  });

  test('a press and click beside it closes it, a drag out of it does not', async ({ page }) => {
    await page.locator('#field').hover();
    await page.mouse.down();
    await page.mouse.move(100, 700);
    await page.mouse.up();
    await expect(page.locator('.modal')).toBeVisible();
    await page.mouse.click(100, 700);
    await expect(page.locator('.modal')).toHaveCount(0);
  });
});
