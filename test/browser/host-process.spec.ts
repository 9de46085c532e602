import { expect, test } from '@playwright/test';
import { foreignWidget } from './foreign-widget';
import { open } from './host-page';
import { startSandbox } from './sandbox';

for (const [as, pathOf] of [
  ['an archive', (widget: ReturnType<typeof foreignWidget>) => widget.zip()],
  ['a folder', (widget: ReturnType<typeof foreignWidget>) => widget.folder],
] as const) {
  test(`somebody else's widget, given as ${as}, runs in the page and calls from it`, async ({ page }) => {
    const widget = foreignWidget('plain');
    const sandbox = await startSandbox({ widget: pathOf(widget) });
    try {
      await open(page, `${sandbox.crm}/contacts/list/`);
      await page.locator('[data-pei-code=phone] .js-linked-pei').first().click();
      await page.getByRole('menuitem', { name: 'Позвонить через проверку' }).click();
      const dialled = await page.evaluate(() => (window as { dialled?: { value: string } }).dialled?.value);
      expect(dialled).toMatch(/\d{3}/);
      expect(
        await page.evaluate(() =>
          Object.keys((window as unknown as { APP: { widgets: { list: object } } }).APP.widgets.list),
        ),
      ).toEqual(['plain']);
    } finally {
      await sandbox.stop();
      widget.remove();
    }
  });
}
