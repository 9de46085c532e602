import path from 'node:path';
import { expect, type Browser, type Page } from '@playwright/test';
import type { BareAccount } from './bare-account';

const script = path.resolve(__dirname, '../../../dist/bare-phone/page.js');

/** A page of a secure origin that no server need serve. */
export const emptyPage = 'http://localhost/';

/** A PBX at a private address: the browser asks its user for that, too. */
export const phonePermissions = ['microphone', 'local-network-access'];

export async function goTo(page: Page, url: string): Promise<void> {
  if (url === emptyPage)
    await page.route(url, (route) =>
      route.fulfill({ contentType: 'text/html', body: '<!doctype html><link rel="icon" href="data:,">' }),
    );
  await page.goto(url);
}

/** This page with the library in it; phones stand in `window.bare` by name. */
export async function barePage(browser: Browser, url: string): Promise<Page> {
  const page = await (await browser.newContext({ permissions: phonePermissions })).newPage();
  await goTo(page, url);
  await page.addScriptTag({ path: script });
  return page;
}

/** Opens a phone and resolves with what its REGISTER was answered. */
export const openBare = (page: Page, name: string, account: BareAccount): Promise<number> =>
  page.evaluate(
    async ([key, given]) => {
      const phone = new window.BarePhone(given);
      window.bare[key] = phone;
      await phone.connect();
      return phone.register();
    },
    [name, account] as const,
  );

/** Resolves once this phone's last call (or that at `at`) is in this state of the library's. */
export async function reaches(page: Page, name: string, state: string, at?: number): Promise<void> {
  await page.waitForFunction(
    ([key, wanted, place]) => {
      const { calls } = window.bare[key]!;
      return calls[place ?? calls.length - 1]?.state === wanted;
    },
    [name, state, at] as const,
  );
}

/** Resolves once sound comes in, beyond what had come before. */
export async function hearsSound(page: Page, name: string, at?: number): Promise<void> {
  const now = () => page.evaluate(([key, place]) => window.bare[key]!.sound(place), [name, at] as const);
  const before = await now();
  await expect
    .poll(async () => {
      const { packets, energy } = await now();
      return packets > before.packets + 20 && energy > before.energy;
    })
    .toBe(true);
}
