import { expect, test } from '@playwright/test';
import type { Page } from 'puppeteer-core';
import { manyTabs, type ManyTabs, type Tab } from '../many-tabs';
import { watchPage } from '../phone-page/page-watch';
import { soundArgs } from '../phone-page/phone-browser';
import { startSandbox, type RunningSandbox } from '../sandbox';
import { listenAsTab, patient, press, stage } from './tab-page';

/** A customer, and one agent's tabs. */
export interface PhoneTabs {
  readonly sandbox: RunningSandbox;
  readonly browser: ManyTabs;
  readonly customer: Page;
  /** Opens so many tabs; resolves when one of them holds the line. */
  readonly open: (count: number) => Promise<void>;
  /** Tabs that hold a socket to the PBX. */
  readonly holders: () => Tab[];
  readonly lines: () => number;
  readonly customerCalls: () => Promise<void>;
  readonly customerTalks: () => Promise<boolean>;
  /** The customer calls, and is answered in this tab. */
  readonly talking: (answeredIn: Tab) => Promise<void>;
}

/** For the tests of one file: a sandbox for all of them, a browser and a customer's page for each. */
export function phoneTabs(prepareCustomer: (page: Page) => Promise<unknown> = () => Promise.resolve()) {
  let sandbox: RunningSandbox;
  let browser: ManyTabs;
  let customer: Page;

  const withWatch = async (page: Page): Promise<Page> => {
    await page.evaluateOnNewDocument(`window.soundWatch = (${watchPage.toString()})();`);
    const name = `amocrm-telephony:${sandbox.accountId}:${sandbox.agents[0]!.userId}`;
    await page.evaluateOnNewDocument(`(${listenAsTab.toString()})(${JSON.stringify(name)});`);
    return page;
  };
  test.beforeAll(async () => {
    sandbox = await startSandbox();
  });
  test.afterAll(() => sandbox.stop());
  test.beforeEach(async () => {
    browser = await manyTabs(sandbox, soundArgs, withWatch);
    customer = await withWatch(await browser.browser.newPage());
    await prepareCustomer(customer);
    await customer.goto(`${sandbox.phone}?number=${encodeURIComponent('+79160000011')}`);
  });
  test.afterEach(() => browser.close());

  const holders = (): Tab[] => browser.tabs.filter(({ line }) => line.sockets.size > 0);
  const lines = (): number => holders().length;
  const customerTalks = (): Promise<boolean> => customer.$eval('#clock', (clock) => clock.textContent !== '');
  const customerCalls = async (): Promise<void> => {
    await customer.waitForSelector('form.row button.go:not([disabled])');
    await customer.$eval('#number', (field) => ((field as HTMLInputElement).value = '101'));
    await customer.$eval('form.row button.go', (button) => (button as HTMLElement).click());
  };
  const lab: PhoneTabs = {
    get sandbox() {
      return sandbox;
    },
    get browser() {
      return browser;
    },
    get customer() {
      return customer;
    },
    async open(count) {
      for (let index = 0; index < count; index += 1)
        await browser.open(index % 2 === 0 ? '/' : '/contacts/list/');
      await expect.poll(() => lines(), patient).toBe(1);
    },
    holders,
    lines,
    customerCalls,
    customerTalks,
    async talking(answeredIn) {
      await customerCalls();
      await press(answeredIn, 'answer');
      await expect.poll(() => stage(answeredIn.page), patient).toBe('talking');
      await expect.poll(customerTalks, patient).toBe(true);
    },
  };
  return lab;
}
