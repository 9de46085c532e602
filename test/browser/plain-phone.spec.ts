import { expect, test, type Browser, type Page } from '@playwright/test';
import { emptyPage } from './bare-phone/open-page';
import { startKamailio, type Kamailio } from './pbx-lab/kamailio';
import { openPhone } from './pbx-lab/pbx-lab';
import { plainPhone, type PlainPhone } from './pbx-lab/plain-phone';
import { absent } from './pbx-lab/programs';
import { phoneBrowser } from './phone-page/phone-browser';
import { hears, reach, sound } from './phone-page/two-phones';

const missing = absent('kamailio', 'rtpengine', 'baresip');
test.skip(missing !== undefined, missing);

/** Whether half a second brings no packet. */
async function stopped(page: Page): Promise<boolean> {
  const before = await sound(page);
  await page.waitForTimeout(500);
  return (await sound(page)).packetsIn === before.packetsIn;
}

// A telephone of the old kind, that knows neither WebSocket nor encrypted sound, behind Kamailio and rtpengine.
test.describe.serial('an ordinary telephone', () => {
  let kamailio: Kamailio;
  let browser: Browser;
  let desk: PlainPhone;
  let anna: Page;

  test.beforeAll(async () => {
    kamailio = await startKamailio();
    browser = await phoneBrowser();
    desk = await plainPhone({ user: '201', password: 'change-me-201', server: kamailio.plain });
    anna = await openPhone(browser, emptyPage, kamailio.account('101'));
  });
  test.afterAll(async () => {
    await browser.close();
    await desk.stop();
    await kamailio.stop();
  });
  const run = (command: object): Promise<unknown> =>
    anna.evaluate((what) => {
      const { id } = window.phone.phone.state.calls.at(-1)!;
      return window.phone.phone.run({ ...what, id } as Parameters<typeof window.phone.phone.run>[0]);
    }, command);

  test('is called by the browser’s phone, and both hear each other', async () => {
    await anna.evaluate(() => window.phone.call('201'));
    await desk.told('CALL_INCOMING');
    await desk.run('accept');
    await reach(anna, 'talking');
    await hears(anna);
    await expect.poll(() => desk.loudness()).toBeGreaterThan(100);
  });

  test('gets every digit', async () => {
    expect(await run({ do: 'dial', tones: '12#0*9' })).toEqual({ ok: true });
    await expect.poll(() => desk.digits()).toBe('12#0*9');
  });

  test('hears nothing of one who is mute, and hears again after', async () => {
    await run({ do: 'mute', on: true });
    await expect.poll(() => desk.loudness()).toBeLessThan(10);
    await run({ do: 'mute', on: false });
    await expect.poll(() => desk.loudness()).toBeGreaterThan(100);
  });

  test('is put on hold and says nothing, and is taken back', async () => {
    expect(await run({ do: 'hold', on: true })).toEqual({ ok: true });
    // Told that nobody listens, it stops sending.
    await expect.poll(() => stopped(anna)).toBe(true);
    expect(await run({ do: 'hold', on: false })).toEqual({ ok: true });
    await hears(anna);
    await expect.poll(() => desk.rate()).toBeGreaterThan(50_000);
  });

  test('puts the browser’s phone on hold, which says so, and takes it back', async () => {
    const farHeld = () => anna.evaluate(() => window.phone.phone.state.calls.at(-1)!.farHeld);
    await desk.run('hold');
    await expect.poll(farHeld).toBe(true);
    await desk.run('resume');
    await expect.poll(farHeld).toBe(false);
    await hears(anna);
  });

  test('hears that the browser’s phone has hung up', async () => {
    await anna.evaluate(() => window.phone.hangUp());
    await desk.told('CALL_CLOSED');
    await reach(anna, 'none');
  });

  test('calls the browser’s phone, both hear each other, and it hangs up', async () => {
    await desk.run('dial', 'sip:101@pbx.example');
    await reach(anna, 'incoming');
    expect(await anna.evaluate(() => window.phone.phone.state.calls.at(-1)!.number)).toBe('201');
    await anna.evaluate(() => window.phone.answer());
    await reach(anna, 'talking');
    await hears(anna);
    await expect.poll(() => desk.loudness()).toBeGreaterThan(100);
    await anna.evaluate(() => window.phone.hold(true));
    await expect.poll(() => stopped(anna)).toBe(true);
    await anna.evaluate(() => window.phone.hold(false));
    await hears(anna);
    await desk.run('hangup');
    await reach(anna, 'none');
    expect(await anna.evaluate(() => window.phone.history())).toContain('ended:far-hung-up');
  });

  test('does not ring for a browser’s phone that does not exist', async () => {
    const before = desk.events.length;
    await desk.run('dial', 'sip:999@pbx.example');
    await expect
      .poll(() => desk.events.slice(before).map(({ type, param }) => `${type} ${param}`))
      .toContain('CALL_CLOSED 404 Not Found');
  });

  test('gets digits by INFO as well, where the gateway says that the PBX wants them so', async () => {
    const boris = await openPhone(browser, emptyPage, kamailio.account('102'), 'ours', 'info');
    const rings = desk.events.filter(({ type }) => type === 'CALL_INCOMING').length;
    const known = desk.digits().length;
    await boris.evaluate(() => window.phone.call('201'));
    await desk.told('CALL_INCOMING', rings + 1);
    await desk.run('accept');
    await reach(boris, 'talking');
    const dialled = await boris.evaluate(() => {
      const { id } = window.phone.phone.state.calls.at(-1)!;
      return window.phone.phone.run({ do: 'dial', id, tones: '7*1#' });
    });
    expect(dialled).toEqual({ ok: true });
    await expect.poll(() => desk.digits().slice(known)).toBe('7*1#');
    await boris.evaluate(() => window.phone.hangUp());
    await reach(boris, 'none');
  });
});
