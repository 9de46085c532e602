import { expect, test } from '@playwright/test';
import type { Page } from 'puppeteer-core';
import type { Desk } from '../../src/agent/desk';
import type { Tab } from './many-tabs';
import { phoneTabs } from './phone-tabs/phone-tabs';
import { hangAt, hears, patient, press, stage } from './phone-tabs/tab-page';

test.setTimeout(150_000);
const lab = phoneTabs();
const { open, holders, customerTalks, talking } = lab;
/** Longer than the silence after which a leader without calls is robbed of the line, ms. */
const silence = 4500;

/** The tab that holds the line, and the others; the first of them is looked at. */
async function heldUnseen(count: number): Promise<[Tab, Tab, ...Tab[]]> {
  await open(count);
  const holder = holders()[0]!;
  const [seen, ...others] = lab.browser.tabs.filter((tab) => tab !== holder) as [Tab, ...Tab[]];
  await seen.page.bringToFront();
  return [holder, seen, ...others];
}

for (const [when, at] of [
  ['while it rings', 'incoming'],
  ['in the midst of answering', 'answering'],
] as const)
  test(`the tab that holds the line hangs ${when}: the call is not lost, and is talked in that tab`, async () => {
    const [holder, seen] = await heldUnseen(2);
    await hangAt(holder.page, at, silence);
    await talking(seen);
    expect(holders()).toEqual([holder]);
    await Promise.all([hears(holder.page), hears(lab.customer)]);
    await press(seen, 'hang-up');
    await expect.poll(customerTalks, patient).toBe(false);
    await expect.poll(() => stage(seen.page), patient).toBe('none');
  });

/** Which tab holds the line, by each word of a leader that this page has heard from now on. */
const toldHolders = async (page: Page): Promise<() => Promise<string[]>> => {
  await page.evaluate(() => {
    const told: string[] = [];
    Object.defineProperty(window, 'lastDesk', { set: ({ phone }: Desk) => told.push(phone?.holder ?? '') });
    Object.assign(window, { told });
  });
  return () => page.evaluate(() => (window as unknown as { told: string[] }).told);
};

test('a tab that was robbed of the line while it hung speaks as it wakes: the others stay with the one that has it', async () => {
  const [holder, seen, third] = (await heldUnseen(3)) as [Tab, Tab, Tab];
  const told = await toldHolders(third.page);
  const hung = holder.page.evaluate(() => {
    const end = performance.now() + 8000;
    while (performance.now() < end);
  });
  // What it finds to answer when it wakes.
  await third.page.bringToFront();
  await seen.page.bringToFront();
  await expect.poll(() => seen.line.sockets.size, patient).toBe(1);
  const [now] = (await told()).slice(-1) as [string];
  await hung;
  await expect
    .poll(async () => (await told()).slice((await told()).indexOf(now)).some((id) => id !== now))
    .toBe(true);
  await expect.poll(async () => (await told()).at(-1)).toBe(now);
});
