import { expect, test, type Browser, type Page } from '@playwright/test';
import { emptyPage } from './bare-phone/open-page';
import { executablePath } from './chromium';
import { farNetwork, noFarNetwork, type FarNetwork } from './pbx-lab/far-network';
import { startKamailio, type Kamailio } from './pbx-lab/kamailio';
import { openPhone } from './pbx-lab/pbx-lab';
import { absent } from './pbx-lab/programs';
import { phoneBrowser } from './phone-page/phone-browser';
import { hears, joined, reach } from './phone-page/two-phones';

const missing = absent('kamailio', 'rtpengine');
test.skip(missing !== undefined, missing);
const noCable = missing ?? noFarNetwork();
test.setTimeout(120_000);

let network: FarNetwork | undefined;
let kamailio: Kamailio;
let browsers: Browser[] = [];
let anna: Page;
let boris: Page;

test.beforeEach(async () => {
  network = noCable === undefined ? farNetwork() : undefined;
  kamailio = await startKamailio(network?.here);
  // One agent sits at another computer, whose cable can be pulled.
  browsers = [await phoneBrowser([], network?.programThere(executablePath)), await phoneBrowser()];
  anna = await openPhone(browsers[0]!, emptyPage, kamailio.account('101'));
  boris = await openPhone(browsers[1]!, emptyPage, kamailio.account('102'));
  await joined(anna, boris, '102');
  await Promise.all([hears(anna), hears(boris)]);
});
test.afterEach(async () => {
  for (const browser of browsers) await browser.close();
  await kamailio.stop();
  network?.stop();
});

const bothHear = () => Promise.all([hears(anna), hears(boris)]);
const said = (page: Page, what: string) =>
  page.waitForFunction((wanted) => window.phone.history().includes(wanted), what);

/** Anna hangs up, and it is heard at the other end. */
async function canHangUp(): Promise<void> {
  await anna.evaluate(() => window.phone.hangUp());
  await reach(boris, 'none');
  expect(await boris.evaluate(() => window.phone.history())).toContain('ended:far-hung-up');
}

test('a server that is started again does not interrupt the sound, and both ends can hang up after', async () => {
  await kamailio.restart();
  await Promise.all([said(anna, 'lost'), said(boris, 'lost')]);
  await bothHear();
  for (const page of [anna, boris]) await page.waitForFunction(() => window.phone.isReady());
  await canHangUp();
  await joined(boris, anna, '101');
  await bothHear();
});

test.describe('the network cable', () => {
  test.skip(noCable !== undefined, noCable);

  test('is out for twelve seconds, which is noticed, and both talk and line come back', async () => {
    network!.cable(false);
    await said(anna, 'lost');
    await anna.waitForTimeout(6000);
    network!.cable(true);
    await bothHear();
    await anna.waitForFunction(() => window.phone.isReady());
    await canHangUp();
  });

  test('is out for so long that the talk ends at both ends, and the line is free again', async () => {
    network!.cable(false);
    await said(boris, 'ended:sound-lost');
    network!.cable(true);
    await reach(anna, 'none');
    expect(await anna.evaluate(() => window.phone.history())).toContain('ended:far-side-gone');
    await anna.waitForFunction(() => window.phone.isReady());
    await joined(boris, anna, '101');
    await bothHear();
  });
});
