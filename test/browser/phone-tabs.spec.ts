import { expect, test } from '@playwright/test';
import type { Page } from 'puppeteer-core';
import type { PhoneCommand } from '../../src/agent/phone-command';
import type { Desk } from '../../src/agent/desk';
import type { PhoneCall } from '../../src/agent/phone-state';
import { crash, manyTabs, type ManyTabs, type Tab } from './many-tabs';
import { watchPage, type PageWatch } from './phone-page/page-watch';
import { soundArgs } from './phone-page/phone-browser';
import { startSandbox, type RunningSandbox } from './sandbox';

declare global {
  interface Window {
    soundWatch: PageWatch;
    lastDesk: Desk | undefined;
    tell(command: PhoneCommand): Promise<unknown>;
  }
}

test.setTimeout(150_000);
const patient = { timeout: 20_000 };
let sandbox: RunningSandbox;
let browser: ManyTabs;
let customer: Page;

/** As one more tab of this user would: reads what the leader publishes, and commands it. */
function listenAsTab(name: string): void {
  const channel = new BroadcastChannel(name);
  const waiting = new Map<string, (answer: unknown) => void>();
  channel.onmessage = ({ data }: MessageEvent<Record<string, unknown>>) => {
    if (data['kind'] === 'state') window.lastDesk = data['state'] as Desk;
    if (data['kind'] === 'answer') waiting.get(String(data['id']))?.(data['answer']);
  };
  window.tell = (command) =>
    new Promise((resolve) => {
      const id = crypto.randomUUID();
      waiting.set(id, resolve);
      channel.postMessage({ kind: 'command', id, command: { do: 'phone', command } });
    });
}

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
  await customer.goto(`${sandbox.phone}?number=${encodeURIComponent('+79160000011')}`);
});
test.afterEach(() => browser.close());

const open = async (count: number): Promise<void> => {
  for (let index = 0; index < count; index += 1)
    await browser.open(index % 2 === 0 ? '/' : '/contacts/list/');
  await expect.poll(() => lines(), patient).toBe(1);
};
/** Tabs that hold a socket to the PBX. */
const holders = (): Tab[] => browser.tabs.filter(({ line }) => line.sockets.size > 0);
const lines = (): number => holders().length;
const callIn = async (page: Page): Promise<PhoneCall | undefined> =>
  page.evaluate(() => window.lastDesk?.phone?.state.calls.find(({ stage }) => stage !== 'ended'));
const stage = async (page: Page): Promise<string> => (await callIn(page))?.stage ?? 'none';
const isReady = (page: Page): Promise<boolean> =>
  page.evaluate(() => window.lastDesk?.phone?.state.link === 'ready');

async function customerCalls(): Promise<void> {
  await customer.waitForSelector('form.row button.go:not([disabled])');
  await customer.$eval('#number', (field) => ((field as HTMLInputElement).value = '101'));
  await customer.$eval('form.row button.go', (button) => (button as HTMLElement).click());
}
const customerTalks = (): Promise<boolean> => customer.$eval('#clock', (clock) => clock.textContent !== '');
const press = async (tab: Tab, act: string): Promise<void> => {
  await tab.page.bringToFront();
  // Not with the mouse: the card is drawn anew as more is known of its call.
  await tab.page.waitForFunction(
    (name) => {
      const button = document.querySelector<HTMLElement>(`[data-act="${name}"]`);
      button?.click();
      return button !== null;
    },
    { timeout: 15_000 },
    act,
  );
};

/** Sound comes in, with energy in it, from now on. */
async function hears(page: Page): Promise<void> {
  const before = await page.evaluate(() => window.soundWatch.sound());
  await expect
    .poll(async () => {
      const now = await page.evaluate(() => window.soundWatch.sound());
      // What came is told in the failure: no packets, or packets that nobody plays.
      return now.packetsIn > before.packetsIn + 20 && now.energyIn > before.energyIn
        ? 'sound'
        : { url: page.url(), before, now };
    }, patient)
    .toBe('sound');
}
interface HostApp {
  readonly sdk: { getCallingStatus(): boolean };
  readonly widgets: { cf_actions: { phone: Record<string, (data: { value: string }) => void> } };
}
const isCalling = (page: Page): Promise<boolean> =>
  page.evaluate(() => (window as unknown as { APP: HostApp }).APP.sdk.getCallingStatus());
const microphones = (page: Page): Promise<number> => page.evaluate(() => window.soundWatch.microphones());

async function talking(answeredIn: Tab): Promise<void> {
  await customerCalls();
  await press(answeredIn, 'answer');
  await expect.poll(() => stage(answeredIn.page), patient).toBe('talking');
  await expect.poll(customerTalks, patient).toBe(true);
}

test('five tabs: one registration; answered in the third, held from the fifth, ended in the second', async () => {
  await open(5);
  const [, second, third, , fifth] = browser.tabs as [Tab, Tab, Tab, Tab, Tab];
  const holder = holders()[0]!;
  expect(browser.tabs.reduce((sum, { line }) => sum + line.opened, 0)).toBe(1);
  // Asked once who it is, then told.
  await expect.poll(() => browser.tabs.reduce((sum, { line }) => sum + line.registers, 0), patient).toBe(2);

  await customerCalls();
  await third.page.bringToFront();
  await expect.poll(() => stage(fifth.page), patient).toBe('incoming');
  const cards = await third.page.waitForSelector('.amocrm-telephony__card [data-act="answer"]');
  expect(cards).not.toBeNull();
  expect(await third.page.$$('.amocrm-telephony__card')).toHaveLength(1);
  await press(third, 'answer');
  for (const { page } of browser.tabs) await expect.poll(() => stage(page), patient).toBe('talking');
  await Promise.all([hears(holder.page), hears(customer)]);
  expect(await isCalling(holder.page)).toBe(true);
  expect(await microphones(holder.page)).toBe(1);
  for (const tab of browser.tabs) if (tab !== holder) expect(await microphones(tab.page)).toBe(0);

  const { id } = (await callIn(fifth.page))!;
  const held = (on: boolean): Promise<unknown> =>
    fifth.page.evaluate((callId, wanted) => window.tell({ do: 'hold', id: callId, on: wanted }), id, on);
  expect(await held(true)).toEqual({ ok: true });
  for (const { page } of browser.tabs) await expect.poll(async () => (await callIn(page))?.held).toBe(true);
  expect(await held(false)).toEqual({ ok: true });
  await Promise.all([hears(holder.page), hears(customer)]);

  await press(second, 'hang-up');
  await expect.poll(customerTalks, patient).toBe(false);
  for (const { page } of browser.tabs) await expect.poll(() => stage(page), patient).toBe('none');
  expect(await microphones(holder.page)).toBe(0);
  expect(await isCalling(holder.page)).toBe(false);
  expect(browser.tabs.reduce((sum, { line }) => sum + line.opened, 0)).toBe(1);
});

const losses: [string, (holder: Tab) => Promise<unknown>][] = [
  ['closed', ({ page }) => page.close()],
  ['crashed', crash],
  [
    'left for another page',
    ({ page }) => {
      page.once('dialog', (dialog) => void dialog.accept());
      return page.goto(`${sandbox.gateway}/healthz`);
    },
  ],
];
for (const [loss, lose] of losses) {
  test(`the tab that talks is ${loss}: the talk goes on in another, with sound, as the same call`, async () => {
    await open(3);
    const holder = holders()[0]!;
    await talking(browser.tabs[2]!);
    const before = (await callIn(browser.tabs[2]!.page))!;
    await lose(holder);
    browser.drop(holder);
    const [left] = browser.tabs as [Tab];
    await expect.poll(lines, patient).toBe(1);
    await expect.poll(async () => (await callIn(left.page))?.id !== before.id, patient).toBe(true);
    await expect.poll(() => stage(left.page), patient).toBe('talking');
    const after = (await callIn(left.page))!;
    expect([after.callId, after.number, after.joinedAt]).toEqual([
      before.callId,
      before.number,
      before.joinedAt,
    ]);
    expect(await customerTalks()).toBe(true);
    await Promise.all([hears(holders()[0]!.page), hears(customer)]);
    await press(left, 'hang-up');
    await expect.poll(customerTalks, patient).toBe(false);
    await expect.poll(() => stage(left.page), patient).toBe('none');
  });

  test(`the tab that holds the line is ${loss} while idle: the next one registers, and calls come in there`, async () => {
    await open(3);
    const holder = holders()[0]!;
    await lose(holder);
    browser.drop(holder);
    const [left] = browser.tabs as [Tab];
    await expect.poll(lines, patient).toBe(1);
    await expect.poll(() => isReady(left.page), patient).toBe(true);
    await talking(left);
    await Promise.all([hears(holders()[0]!.page), hears(customer)]);
    await customer.$eval('button.stop', (button) => (button as HTMLElement).click());
    await expect.poll(() => stage(left.page), patient).toBe('none');
  });
}

const goings: [string, (page: Page) => Promise<unknown>][] = [
  ['closed', (page) => page.close({ runBeforeUnload: true })],
  ['left for another site', (page) => page.goto(`${sandbox.gateway}/healthz`)],
];
for (const [going, go] of goings) {
  test(`the last tab asks before it is ${going} in a talk; ${going} all the same, the talk ends at both ends at once`, async () => {
    await open(1);
    const [only] = browser.tabs as [Tab];
    await talking(only);
    // Browsers ask only where somebody has clicked.
    await only.page.mouse.click(600, 400);
    const asked = new Promise<string>((resolve) => {
      only.page.once('dialog', (dialog) => {
        resolve(dialog.type());
        void dialog.dismiss();
      });
    });
    await only.page.close({ runBeforeUnload: true });
    expect(await asked).toBe('beforeunload');
    expect([await stage(only.page), await customerTalks()]).toEqual(['talking', true]);
    only.page.once('dialog', (dialog) => void dialog.accept());
    await go(only.page);
    await expect.poll(customerTalks, { timeout: 5000 }).toBe(false);
  });
}

test('a page out of the back/forward cache has the line again, and rings', async () => {
  await open(1);
  const [only] = browser.tabs as [Tab];
  await only.page.goto(`${sandbox.gateway}/healthz`);
  await expect.poll(lines, patient).toBe(0);
  await only.page.goBack();
  await expect.poll(lines, patient).toBe(1);
  await expect.poll(() => isReady(only.page), patient).toBe(true);
  await talking(only);
  await Promise.all([hears(only.page), hears(customer)]);
  await press(only, 'hang-up');
  await expect.poll(customerTalks, patient).toBe(false);
});

test('amoCRM\'s own "call" beside a number calls through the phone, from a tab that does not hold it', async () => {
  await open(2);
  const other = browser.tabs.find((tab) => !holders().includes(tab))!;
  await expect.poll(() => isReady(other.page), patient).toBe(true);
  await customer.waitForSelector('form.row button.go:not([disabled])');
  await other.page.bringToFront();
  await other.page.evaluate(() => {
    const [act] = Object.values((window as unknown as { APP: HostApp }).APP.widgets.cf_actions.phone);
    // As some pages do, twice for one click.
    act!({ value: '8 (916) 000-00-11' });
    act!({ value: '8 (916) 000-00-11' });
  });
  await customer.waitForSelector('button.go:not([hidden])');
  await expect
    .poll(() => customer.$eval('div.row button.go', (one) => !(one as HTMLElement).hidden))
    .toBe(true);
  await customer.$eval('div.row button.go', (one) => (one as HTMLElement).click());
  await expect.poll(() => stage(other.page), patient).toBe('talking');
  const calls = await other.page.evaluate(() => window.lastDesk!.phone!.state.calls.length);
  expect(calls).toBe(1);
  // The PBX's events and the phone speak of one call.
  await expect
    .poll(() => other.page.evaluate(() => window.lastDesk!.calls.map(({ call }) => call.call_id)), patient)
    .toEqual([(await callIn(other.page))!.callId]);
  await press(other, 'hang-up');
  await expect.poll(customerTalks, patient).toBe(false);
});
