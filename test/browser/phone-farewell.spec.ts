import { expect, test } from '@playwright/test';
import type { Page } from 'puppeteer-core';
import { crash, type Tab } from './many-tabs';
import { joined, phones, reach } from './phone-page/two-phones';
import { phoneTabs } from './phone-tabs/phone-tabs';
import { callIn, isReady, patient, stage } from './phone-tabs/tab-page';

test.setTimeout(120_000);

test('a page that goes says goodbye to all, and to whom it rings or who rings here, before it signs off', async () => {
  const all = await phones();
  try {
    const [anna, boris, carla] = [await all.open('101'), await all.open('102'), await all.open('103')];
    await joined(anna, boris, '102');
    await joined(anna, carla, '103');
    await expect.poll(() => boris.evaluate(() => window.phone.phone.state.calls.at(-1)!.farHeld)).toBe(true);
    const daria = await all.open('104');
    await daria.evaluate(() => window.phone.call('101'));
    await anna.waitForFunction(
      () => window.phone.stage() === 'talking' && window.phone.phone.state.calls.length === 3,
    );
    await expect.poll(() => daria.evaluate(() => window.phone.history())).toContain('alerting');
    all.proxy.seen.splice(0);
    await anna.goto('about:blank');
    for (const page of [boris, carla, daria]) await reach(page, 'none');
    for (const page of [boris, carla])
      expect(await page.evaluate(() => window.phone.history())).toContain('ended:far-hung-up');
    const said = all.proxy.seen.filter(({ user }) => user === '101').map(({ method }) => method);
    expect(said.slice(0, 2)).toEqual(['BYE', 'BYE']);
  } finally {
    await all.close();
  }
});

test.describe('a far phone that lets no other tab take its talk over', () => {
  const lab = phoneTabs((page) =>
    page.evaluateOnNewDocument(() => {
      window.WebSocket = class extends WebSocket {
        override send(data: string): void {
          super.send(data.replace(/^Supported:.*$/gim, 'Supported: outbound'));
        }
      };
    }),
  );
  test.afterEach(() => lab.sandbox.faults());

  /** The tab that holds the line, in a talk, and another. */
  async function talk(): Promise<[Tab, Tab]> {
    await lab.open(2);
    const holder = lab.holders()[0]!;
    const other = lab.browser.tabs.find((tab) => tab !== holder)!;
    await lab.talking(other);
    expect(await callIn(other.page)).not.toHaveProperty('rescue');
    return [holder, other];
  }
  const whyOver = (page: Page) =>
    page.evaluate(() => window.lastDesk?.phone?.state.calls.map((call) => `${call.stage} ${call.why}`));

  test('hears goodbye from the tab that is closed, whatever the PBX would do about it', async () => {
    const [holder, other] = await talk();
    await lab.sandbox.faults('pbx-refuses');
    holder.page.once('dialog', (dialog) => void dialog.accept());
    await holder.page.close({ runBeforeUnload: true });
    lab.browser.drop(holder);
    await expect.poll(lab.customerTalks, { timeout: 5000 }).toBe(false);
    await expect.poll(() => stage(other.page), patient).toBe('none');
    await expect.poll(lab.lines, patient).toBe(1);
    await expect.poll(() => isReady(other.page), patient).toBe(true);
  });

  test('is hung up on by the PBX when its tab crashes, on the word of the next one, which says that it is lost', async () => {
    const [holder, other] = await talk();
    const { callId } = (await callIn(other.page))!;
    const ordered: string[] = [];
    other.cdp.on('Network.webSocketFrameSent', ({ response }) => {
      if (response.payloadData.includes('call:hangup')) ordered.push(response.payloadData);
    });
    await crash(holder);
    lab.browser.drop(holder);
    await expect
      .poll(() => whyOver(other.page), { ...patient, intervals: [50] })
      .toEqual(['ended line-lost']);
    await expect.poll(lab.customerTalks, patient).toBe(false);
    expect(ordered).toEqual([expect.stringContaining(callId)]);
    await expect.poll(() => isReady(other.page), patient).toBe(true);
    await expect.poll(() => stage(other.page), patient).toBe('none');
  });
});
