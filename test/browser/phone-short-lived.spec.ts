import { expect, test, type Browser, type Page } from '@playwright/test';
import { readSipConfig, sipAccounts } from '../../src/gateway/sip-accounts';
import type { BareAccount } from './bare-phone/bare-account';
import { barePage, emptyPage, openBare, reaches } from './bare-phone/open-page';
import { startKamailio, type Kamailio } from './pbx-lab/kamailio';
import { openPhone } from './pbx-lab/pbx-lab';
import { absent, absentModules } from './pbx-lab/programs';
import { phoneBrowser } from './phone-page/phone-browser';
import { hears, joined, reach } from './phone-page/two-phones';

const missing = absent('kamailio', 'rtpengine') ?? absentModules('kamailio-autheph-modules');
test.skip(missing !== undefined, missing);
test.setTimeout(120_000);

const secret = 'a-secret-of-pages-and-the-pbx';
const lifetime = 2 * 3600_000;
let kamailio: Kamailio;
let browser: Browser;

/** What the gateway tells this agent's browser, at a moment so long ago, ms. */
function told(user: string, ago = 0, by = secret): BareAccount {
  const config = readSipConfig(
    { SIP_URL: kamailio.url, SIP_DOMAIN: 'pbx.example', SIP_SECRET: by, SIP_SECRET_HOURS: '2' },
    (...words) => {
      throw new Error(words.join(' '));
    },
  );
  const { url, username, password } = sipAccounts(config, () => Date.now() - ago)(user)!;
  return { url, domain: 'pbx.example', username, password, address: user };
}

const renewed = (page: Page, { url, domain, username, password, address }: BareAccount) =>
  page.evaluate((account) => window.phone.phone.renew(account), {
    ...{ url, uri: `sip:${address}@${domain}`, username, password },
    iceServers: [],
  });
const history = (page: Page) => page.evaluate(() => window.phone.history());

test.beforeAll(async () => {
  kamailio = await startKamailio('127.0.0.1', '127.0.0.1', undefined, undefined, secret);
  browser = await phoneBrowser();
});
test.afterAll(async () => {
  await browser.close();
  await kamailio.stop();
});

test('a page signs in with credentials of this very agent that are good now, and with no others', async () => {
  const page = await barePage(browser, emptyPage);
  const good = told('101');
  const tries: Record<string, [BareAccount, number]> = {
    good: [good, 200],
    expired: [told('101', lifetime + 5000), 401],
    'of another secret': [told('101', 0, 'a-secret-of-somebody-else'), 401],
    'with a later end': [{ ...good, username: told('101', -lifetime).username }, 401],
    'with another user': [{ ...good, username: good.username.replace(/101$/, '102'), address: '102' }, 401],
    'of a colleague': [{ ...good, address: '102' }, 403],
    'of nobody here': [told('109'), 401],
    'the password that stands': [kamailio.account('101'), 401],
  };
  const answers: Record<string, number> = {};
  for (const [name, [account]] of Object.entries(tries)) answers[name] = await openBare(page, name, account);
  expect(answers).toEqual(
    Object.fromEntries(Object.entries(tries).map(([name, [, status]]) => [name, status])),
  );
  for (const [name, status] of [
    ['expired', 407],
    ['of another secret', 407],
    ['of a colleague', 403],
    ['the password that stands', 407],
  ] as const) {
    await page.evaluate((key) => window.bare[key]!.call('103'), name);
    await reaches(page, name, 'Terminated');
    expect(await page.evaluate((key) => window.bare[key]!.last.status, name)).toBe(status);
  }
  await page.context().close();
});

test('a talk and the line outlive the credentials that they began with', async () => {
  const anna = await openPhone(browser, emptyPage, told('101'));
  const boris = await openPhone(browser, emptyPage, told('102'));
  await joined(anna, boris, '102');
  await Promise.all([hears(anna), hears(boris)]);
  const before = await history(anna);
  await renewed(anna, told('101', -60_000));
  await hears(anna);
  expect(await history(anna)).toEqual(before);

  // By now they have expired, and the server asks for them.
  await renewed(anna, told('101', lifetime + 5000));
  await kamailio.restart();
  await anna.waitForFunction(() => window.phone.history().includes('refused'));
  await Promise.all([hears(anna), hears(boris)]);

  await renewed(anna, told('101'));
  for (const page of [anna, boris]) await page.waitForFunction(() => window.phone.isReady());
  await Promise.all([hears(anna), hears(boris)]);
  await boris.evaluate(() => window.phone.hangUp());
  await reach(anna, 'none');
  expect(await history(anna)).toContain('ended:far-hung-up');
  await joined(anna, boris, '102');
  await Promise.all([hears(anna), hears(boris)]);
});
