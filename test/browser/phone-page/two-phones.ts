import { expect, type Browser, type Page } from '@playwright/test';
import { sipProxy, type SipProxy } from '../../fakes/sip-proxy';
import { phoneBrowser } from './phone-browser';
import { phoneServer, type PhoneServer } from './phone-server';

/** Pages with a phone each, on one proxy. */
export interface Phones {
  readonly proxy: SipProxy;
  readonly server: PhoneServer;
  readonly browser: Browser;
  /** A page whose phone is registered as this user, in `window.phone`. */
  open(
    user: string,
    kind?: 'ours' | 'plain',
    iceServers?: { urls: string }[],
    at?: PhoneServer,
  ): Promise<Page>;
  close(): Promise<void>;
}

declare global {
  interface Window {
    phone: ReturnType<typeof window.phonePage.ours>;
  }
}

/** In a browser of their own, started with these arguments, or in this one, which stays. */
export async function phones(at: readonly string[] | Browser = []): Promise<Phones> {
  const proxy = sipProxy();
  const server = await phoneServer((socket) => proxy.take(socket));
  const given = 'contexts' in at ? at : undefined;
  const browser = 'contexts' in at ? at : await phoneBrowser(at);
  return {
    proxy,
    server,
    browser,
    async open(user, kind = 'ours', iceServers = [], at = server) {
      const page = await (await browser.newContext({ permissions: ['microphone'] })).newPage();
      await page.goto(at.url);
      await page.evaluate(
        async ([which, options]) => {
          window.phone = (await window.phonePage.open(which, options)) as typeof window.phone;
        },
        [kind, { url: at.sip, user, password: 'secret-word', iceServers }] as const,
      );
      await page.waitForFunction(() => window.phone.isReady());
      return page;
    },
    async close() {
      if (given === undefined) await browser.close();
      else for (const context of browser.contexts()) await context.close();
      await server.stop();
    },
  };
}

/** Resolves once this phone's furthest call is there. */
export async function reach(page: Page, stage: 'none' | 'incoming' | 'trying' | 'talking'): Promise<void> {
  await page.waitForFunction((wanted) => window.phone.stage() === wanted, stage);
}

export interface Heard {
  packetsIn: number;
  packetsOut: number;
  energyIn: number;
}

export const sound = (page: Page): Promise<Heard> => page.evaluate(() => window.phonePage.watch.sound());

/** Resolves once sound is coming in, beyond what had come before. */
export async function hears(page: Page): Promise<void> {
  const before = await sound(page);
  // `waitForFunction` would take the promise of an answer for a yes.
  await expect
    .poll(
      async () => {
        const now = await sound(page);
        return now.packetsIn > before.packetsIn + 20 && now.energyIn > before.energyIn;
      },
      { intervals: [50], timeout: 20_000 },
    )
    .toBe(true);
}

/** Resolves once a whole second of packets has brought nothing; what was on its way is still heard before. */
export async function hearsNothing(page: Page): Promise<void> {
  await expect
    .poll(
      async () => {
        const before = await sound(page);
        await page.waitForTimeout(1000);
        const after = await sound(page);
        return after.packetsIn - before.packetsIn > 30 ? after.energyIn - before.energyIn : NaN;
      },
      { intervals: [10], timeout: 20_000 },
    )
    .toBeLessThan(1e-6);
}

/** One calls the other, who answers. */
export async function joined(caller: Page, called: Page, number: string): Promise<void> {
  await caller.evaluate((to) => window.phone.call(to), number);
  await reach(called, 'incoming');
  await called.evaluate(() => window.phone.answer());
  await reach(caller, 'talking');
  await reach(called, 'talking');
}

/** Two agents in a talk, 101 has called 102. */
export async function talking(all: Phones): Promise<[Page, Page]> {
  const [anna, boris] = [await all.open('101'), await all.open('102')];
  await joined(anna, boris, '102');
  return [anna, boris];
}
