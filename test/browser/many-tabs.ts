import puppeteer, { type Browser, type CDPSession, type Page } from 'puppeteer-core';
import { addressBarPages, executablePath, quietArgs } from './chromium';
import type { RunningSandbox } from './sandbox';

/** One tab, and whether it holds a socket to the gateway. */
export interface Tab {
  page: Page;
  cdp: CDPSession;
  sockets: Set<string>;
  /** Those of its sockets on which it has been told all: what rings from then on comes live. */
  told: Set<string>;
  /** How many sockets it has opened in its life. */
  opened: number;
  /** The same of the PBX's socket; and the registrations that were asked for on it. */
  line: { sockets: Set<string>; opened: number; registers: number };
}

/**
 * A browser with hidden tabs, throttling and the back/forward cache as people have them: the test runner's own
 * browser makes every tab look visible and focused.
 */
export async function manyTabs(
  sandbox: RunningSandbox,
  more: readonly string[] = [],
  prepare: (page: Page) => Promise<unknown> = () => Promise.resolve(),
) {
  const browser: Browser = await puppeteer.launch({
    executablePath,
    headless: true,
    ignoreDefaultArgs: [
      '--disable-background-timer-throttling',
      '--disable-backgrounding-occluded-windows',
      '--disable-renderer-backgrounding',
      '--disable-back-forward-cache',
    ],
    args: [...quietArgs, `--disable-features=${addressBarPages.join(',')}`, ...more],
  });
  const tabs: Tab[] = [];

  const watch = async (page: Page): Promise<Tab> => {
    const cdp = await page.createCDPSession();
    const line = { sockets: new Set<string>(), opened: 0, registers: 0 };
    const tab: Tab = { page, cdp, sockets: new Set(), told: new Set(), opened: 0, line };
    await cdp.send('Network.enable');
    cdp.on('Network.webSocketCreated', ({ requestId, url }) => {
      if (url.startsWith(sandbox.sip)) {
        line.sockets.add(requestId);
        line.opened += 1;
      }
      if (!url.startsWith(sandbox.gateway.replace('http', 'ws'))) return;
      tab.sockets.add(requestId);
      tab.opened += 1;
    });
    // A page that was left has closed its sockets, and its events go with it.
    page.on('framenavigated', (frame) => {
      if (frame !== page.mainFrame()) return;
      tab.sockets.clear();
      line.sockets.clear();
    });
    cdp.on('Network.webSocketFrameSent', ({ requestId, response }) => {
      if (line.sockets.has(requestId) && response.payloadData.startsWith('REGISTER ')) line.registers += 1;
    });
    cdp.on('Network.webSocketFrameReceived', ({ requestId, response }) => {
      if (tab.sockets.has(requestId) && response.payloadData.includes('caught_up')) tab.told.add(requestId);
    });
    cdp.on('Network.webSocketClosed', ({ requestId }) => {
      tab.sockets.delete(requestId);
      line.sockets.delete(requestId);
    });
    return tab;
  };

  const cardsIn = (page: Page): Promise<string[]> =>
    page.$$eval('.amocrm-telephony__card', (found) =>
      found.map((card) => card.getAttribute('data-call') ?? ''),
    );

  return {
    browser,
    tabs,
    /** A new tab, the one looked at; resolves when the widget runs in it. */
    async open(path = '/'): Promise<Tab> {
      const tab = await watch(await browser.newPage());
      await prepare(tab.page);
      await tab.page.goto(sandbox.crm + path);
      await tab.page.waitForSelector('.amocrm-telephony');
      tabs.push(tab);
      return tab;
    },
    drop(tab: Tab): void {
      tabs.splice(tabs.indexOf(tab), 1);
    },
    leaders: (): Tab[] => tabs.filter(({ sockets, told }) => [...sockets].some((one) => told.has(one))),
    /** Every tab that shows a card of this call. */
    async showing(callId: string): Promise<Tab[]> {
      const found = await Promise.all(tabs.map(async (tab) => (await cardsIn(tab.page)).includes(callId)));
      return tabs.filter((_tab, index) => found[index]);
    },
    close: () => browser.close(),
  };
}

export type ManyTabs = Awaited<ReturnType<typeof manyTabs>>;

/** Resolves once the widget of the page that `page` goes to next has been told all. */
export async function caughtUp(page: Page): Promise<{ told: Promise<void> }> {
  const cdp = await page.createCDPSession();
  await cdp.send('Network.enable');
  const told = new Promise<void>((resolve) =>
    cdp.on('Network.webSocketFrameReceived', ({ response }) => {
      if (response.payloadData.includes('caught_up')) resolve();
    }),
  );
  return { told };
}

/**
 * Presses a button of the page that is looked at, as soon as it is there. Found and pressed in one step, and not with the
 * mouse: a part of the page that is drawn anew in between would never hear of it.
 */
export async function pressIn(page: Page, selector: string): Promise<void> {
  await page.waitForFunction(
    (at) => {
      const button = document.querySelector<HTMLElement>(at);
      button?.click();
      return button !== null;
    },
    { timeout: 15_000 },
    selector,
  );
}

/** Until this is so in a page that comes out of the back/forward cache, which takes its place a while after `goBack`. */
export const returned = (page: Page, isSo: () => boolean): Promise<unknown> =>
  page.waitForFunction(isSo, { timeout: 20_000, polling: 100 });

/** Kills the renderer, as a crash of the page does. */
export const crash = async ({ cdp, page }: Pick<Tab, 'cdp' | 'page'>): Promise<void> => {
  const gone = new Promise((resolve) => page.once('error', resolve));
  cdp.send('Page.crash').catch(() => undefined);
  await gone;
};
