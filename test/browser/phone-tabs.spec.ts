import { expect, test } from '@playwright/test';
import type { Page } from 'puppeteer-core';
import { crash, returned, type Tab } from './many-tabs';
import { phoneTabs } from './phone-tabs/phone-tabs';
import {
  callIn,
  hears,
  isCalling,
  isReady,
  microphones,
  patient,
  press,
  stage,
  type HostApp,
} from './phone-tabs/tab-page';

test.setTimeout(150_000);
const lab = phoneTabs();
const { open, holders, lines, customerCalls, customerTalks, talking } = lab;

test('five tabs: one registration; answered in the third, held from the fifth, ended in the second', async () => {
  await open(5);
  const [, second, third, , fifth] = lab.browser.tabs as [Tab, Tab, Tab, Tab, Tab];
  const holder = holders()[0]!;
  expect(lab.browser.tabs.reduce((sum, { line }) => sum + line.opened, 0)).toBe(1);
  // Asked once who it is, then told.
  await expect
    .poll(() => lab.browser.tabs.reduce((sum, { line }) => sum + line.registers, 0), patient)
    .toBe(2);

  await customerCalls();
  await third.page.bringToFront();
  await expect.poll(() => stage(fifth.page), patient).toBe('incoming');
  const cards = await third.page.waitForSelector('.amocrm-telephony__card [data-act="answer"]');
  expect(cards).not.toBeNull();
  expect(await third.page.$$('.amocrm-telephony__card')).toHaveLength(1);
  await press(third, 'answer');
  for (const { page } of lab.browser.tabs) await expect.poll(() => stage(page), patient).toBe('talking');
  await Promise.all([hears(holder.page), hears(lab.customer)]);
  expect(await isCalling(holder.page)).toBe(true);
  expect(await microphones(holder.page)).toBe(1);
  for (const tab of lab.browser.tabs) if (tab !== holder) expect(await microphones(tab.page)).toBe(0);

  const { id } = (await callIn(fifth.page))!;
  const held = (on: boolean): Promise<unknown> =>
    fifth.page.evaluate((callId, wanted) => window.tell({ do: 'hold', id: callId, on: wanted }), id, on);
  expect(await held(true)).toEqual({ ok: true });
  for (const { page } of lab.browser.tabs)
    await expect.poll(async () => (await callIn(page))?.held).toBe(true);
  expect(await held(false)).toEqual({ ok: true });
  await Promise.all([hears(holder.page), hears(lab.customer)]);

  await press(second, 'hang-up');
  await expect.poll(customerTalks, patient).toBe(false);
  for (const { page } of lab.browser.tabs) await expect.poll(() => stage(page), patient).toBe('none');
  expect(await microphones(holder.page)).toBe(0);
  expect(await isCalling(holder.page)).toBe(false);
  expect(lab.browser.tabs.reduce((sum, { line }) => sum + line.opened, 0)).toBe(1);
});

const losses: [string, (holder: Tab) => Promise<unknown>][] = [
  ['closed', ({ page }) => page.close()],
  ['crashed', crash],
  [
    'left for another page',
    ({ page }) => {
      page.once('dialog', (dialog) => void dialog.accept());
      return page.goto(`${lab.sandbox.gateway}/healthz`);
    },
  ],
];
for (const [loss, lose] of losses) {
  test(`the tab that talks is ${loss}: the talk goes on in another, with sound, as the same call`, async () => {
    await open(3);
    const holder = holders()[0]!;
    await talking(lab.browser.tabs[2]!);
    const before = (await callIn(lab.browser.tabs[2]!.page))!;
    await lose(holder);
    lab.browser.drop(holder);
    const [left] = lab.browser.tabs as [Tab];
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
    await Promise.all([hears(holders()[0]!.page), hears(lab.customer)]);
    await press(left, 'hang-up');
    await expect.poll(customerTalks, patient).toBe(false);
    await expect.poll(() => stage(left.page), patient).toBe('none');
  });

  test(`the tab that holds the line is ${loss} while idle: the next one registers, and calls come in there`, async () => {
    await open(3);
    const holder = holders()[0]!;
    await lose(holder);
    lab.browser.drop(holder);
    const [left] = lab.browser.tabs as [Tab];
    await expect.poll(lines, patient).toBe(1);
    await expect.poll(() => isReady(left.page), patient).toBe(true);
    await talking(left);
    await Promise.all([hears(holders()[0]!.page), hears(lab.customer)]);
    await lab.customer.$eval('button.stop', (button) => (button as HTMLElement).click());
    await expect.poll(() => stage(left.page), patient).toBe('none');
  });
}

const goings: [string, (page: Page) => Promise<unknown>][] = [
  ['closed', (page) => page.close({ runBeforeUnload: true })],
  ['left for another site', (page) => page.goto(`${lab.sandbox.gateway}/healthz`)],
];
for (const [going, go] of goings) {
  test(`the last tab asks before it is ${going} in a talk; ${going} all the same, the talk ends at both ends at once`, async () => {
    await open(1);
    const [only] = lab.browser.tabs as [Tab];
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
  const [only] = lab.browser.tabs as [Tab];
  await only.page.goto(`${lab.sandbox.gateway}/healthz`);
  await expect.poll(lines, patient).toBe(0);
  await only.page.goBack();
  await expect.poll(lines, patient).toBe(1);
  await returned(only.page, () => window.lastDesk?.phone?.state.link === 'ready');
  await talking(only);
  await Promise.all([hears(only.page), hears(lab.customer)]);
  await press(only, 'hang-up');
  await expect.poll(customerTalks, patient).toBe(false);
});

test('amoCRM\'s own "call" beside a number calls through the phone, from a tab that does not hold it', async () => {
  await open(2);
  const other = lab.browser.tabs.find((tab) => !holders().includes(tab))!;
  await expect.poll(() => isReady(other.page), patient).toBe(true);
  await lab.customer.waitForSelector('form.row button.go:not([disabled])');
  await other.page.bringToFront();
  await other.page.waitForFunction(() => {
    const [act] = Object.values((window as unknown as { APP: HostApp }).APP.widgets.cf_actions.phone);
    // As some pages do, twice for one click.
    act?.({ value: '8 (916) 000-00-11' });
    act?.({ value: '8 (916) 000-00-11' });
    return act !== undefined;
  });
  await lab.customer.waitForSelector('button.go:not([hidden])');
  await expect
    .poll(() => lab.customer.$eval('div.row button.go', (one) => !(one as HTMLElement).hidden))
    .toBe(true);
  await lab.customer.$eval('div.row button.go', (one) => (one as HTMLElement).click());
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
