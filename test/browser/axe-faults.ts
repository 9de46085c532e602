import { readFileSync } from 'node:fs';
import type { Page } from '@playwright/test';

/** Faults that axe finds in the phone's panel, or in another part of the page; `html`: in all of it. */
export async function axeFaults(page: Page, part = '.amocrm-telephony_phone'): Promise<unknown[]> {
  await page.evaluate(readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8'));
  return page.evaluate(async (within) => {
    const { axe } = window as unknown as {
      axe: {
        run(context: string): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }>;
      };
    };
    const { violations } = await axe.run(within);
    return violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]);
  }, part);
}
