import { expect, type Page } from '@playwright/test';

/** The dial list. */
export const panel = (page: Page) => page.getByRole('region', { name: 'Список обзвона' });
export const row = (page: Page, name: string) => panel(page).getByRole('listitem').filter({ hasText: name });
/** Its one message of what was done. */
export const said = (page: Page) => panel(page).getByRole('status');
/** Names of the rows in the page, in the list's order. */
export const names = (page: Page): Promise<string[]> =>
  page.evaluate(() =>
    [...document.querySelectorAll<HTMLElement>('[data-id][aria-posinset]')]
      .sort((a, b) => Number(a.ariaPosInSet) - Number(b.ariaPosInSet))
      .map((one) => one.querySelector('.amocrm-telephony__dial-name')?.textContent ?? ''),
  );
export const opened = async (page: Page): Promise<void> => {
  await page.locator('.calls-list-toggler__icon').click();
  await page.getByRole('button', { name: 'Список обзвона' }).click();
  await expect(panel(page)).toBeVisible();
};
/** Adds these numbers, one a line. */
export const typed = async (page: Page, ...lines: string[]): Promise<void> => {
  await panel(page).getByRole('button', { name: 'Вписать номера' }).click();
  await panel(page).getByRole('textbox').last().fill(lines.join('\n'));
  await panel(page).getByRole('button', { name: 'Добавить', exact: true }).click();
  await expect(said(page)).toContainText('Добавлено');
};
/** Adds all rows of the list that is shown. */
export const selected = async (page: Page): Promise<void> => {
  // The host builds its menu when it is opened: the widget must have said by then what it can do.
  await expect(page.locator('.calls-list-toggler__icon')).toBeVisible({ timeout: 20_000 });
  await page.locator('.js-tick-all').check({ force: true });
  await page.locator('.js-list-multiple-actions__item-more').click();
  await page.getByRole('button', { name: 'Обзвонить' }).click();
  await expect(said(page)).toContainText('Добавлено', { timeout: 20_000 });
};
