import { expect, type Browser, type Page } from '@playwright/test';
import type { RunningSandbox } from '../sandbox';

export interface Customer {
  readonly page: Page;
  readonly name: string;
  readonly number: string;
  /** The company's number, or an agent's extension. */
  call(number?: string): Promise<void>;
  answer(): Promise<void>;
  hangUp(): Promise<void>;
  readonly status: ReturnType<Page['locator']>;
}

/** A client of the CRM with the customer's telephone; `at`: which of those that it offers. */
export async function customerPage(browser: Browser, sandbox: RunningSandbox, at = 0): Promise<Customer> {
  const context = await browser.newContext({ permissions: ['microphone'], locale: 'ru-RU' });
  const page = await context.newPage();
  await page.goto(sandbox.phone);
  const line = page.locator('#line');
  await line.selectOption({ index: at });
  const number = await line.inputValue();
  const label = (await line.locator('option').nth(at).textContent()) ?? '';
  const status = page.locator('#status');
  await expect(status).toContainText('Готов');
  return {
    page,
    number,
    name: label.slice(0, label.lastIndexOf(',')),
    status,
    async call(to) {
      if (to !== undefined) await page.locator('#number').fill(to);
      await page.locator('#number + button').click();
    },
    async answer() {
      await page.getByRole('button', { name: 'Ответить' }).click();
    },
    async hangUp() {
      await page.getByRole('button', { name: /Положить|Завершить|Отбой/ }).click();
    },
  };
}
