import { expect, type Locator, type Page } from '@playwright/test';

export const panelOf = (page: Page): Locator => page.getByRole('region', { name: /^(Телефон|Phone)$/ });

/** Presses a button of the panel by its words. */
export const press = (page: Page, name: string | RegExp): Promise<void> =>
  panelOf(page).getByRole('button', { name }).first().click();

export const callOf = (page: Page, name: string): Locator =>
  panelOf(page).locator('[data-phone-call]').filter({ hasText: name });

/** What a screen reader was told last. */
export const spoken = (page: Page): Locator => page.locator('.amocrm-telephony_spoken');

export async function opened(page: Page): Promise<void> {
  await page.locator('.calls-list-toggler').click();
  await expect(panelOf(page)).toBeVisible();
}

/** Takes the keyboard out of every field, as a click beside them does. */
export const leaveFields = (page: Page): Promise<void> =>
  page.evaluate(() => (document.activeElement as HTMLElement | null)?.blur());
