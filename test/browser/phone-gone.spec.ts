import { expect, test } from '@playwright/test';
import { emptyPage } from './bare-phone/open-page';
import { startKamailio } from './pbx-lab/kamailio';
import { openPhone } from './pbx-lab/pbx-lab';
import { plainPhone } from './pbx-lab/plain-phone';
import { absent } from './pbx-lab/programs';
import { phoneBrowser } from './phone-page/phone-browser';
import { hears, reach } from './phone-page/two-phones';

const missing = absent('kamailio', 'rtpengine', 'baresip');
test.skip(missing !== undefined, missing);
test.setTimeout(120_000);

test('an ordinary telephone hears goodbye from the PBX when the browser that it talks to dies, whoever has called', async () => {
  const kamailio = await startKamailio(undefined, undefined, 2);
  const browser = await phoneBrowser();
  const desk = await plainPhone({ user: '201', password: 'change-me-201', server: kamailio.plain });
  try {
    for (const [caller, talks] of [
      ['the browser', 1],
      ['the telephone', 2],
    ] as const) {
      const page = await openPhone(browser, emptyPage, kamailio.account('101'));
      if (caller === 'the browser') {
        await page.evaluate(() => window.phone.call('201'));
        await desk.told('CALL_INCOMING');
        await desk.run('accept');
      } else {
        await desk.run('dial', 'sip:101@pbx.example');
        await reach(page, 'incoming');
        await page.evaluate(() => window.phone.answer());
      }
      await reach(page, 'talking');
      await hears(page);
      await desk.told('CALL_ESTABLISHED', talks);
      const crashed = page.waitForEvent('crash');
      const cdp = await page.context().newCDPSession(page);
      cdp.send('Page.crash').catch(() => undefined);
      await crashed;
      await expect
        .poll(() => desk.events.filter(({ type }) => type === 'CALL_CLOSED').length, { timeout: 40_000 })
        .toBe(talks);
    }
  } finally {
    await browser.close();
    await desk.stop();
    await kamailio.stop();
  }
});
