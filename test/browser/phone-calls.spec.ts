import { expect, test, type Page } from '@playwright/test';
import { hears, phones, reach, sound, type Phones } from './phone-page/two-phones';

let all: Phones;
test.beforeEach(async () => {
  all = await phones();
});
test.afterEach(() => all.close());

async function talking(): Promise<[Page, Page]> {
  const [anna, boris] = [await all.open('101'), await all.open('102')];
  await anna.evaluate(() => window.phone.call('102'));
  await reach(boris, 'incoming');
  await boris.evaluate(() => window.phone.answer());
  await reach(anna, 'talking');
  await reach(boris, 'talking');
  return [anna, boris];
}

test('two agents hear each other, and both ends are free after either hangs up', async () => {
  const [anna, boris] = await talking();
  await Promise.all([hears(anna), hears(boris)]);
  await boris.evaluate(() => window.phone.hangUp());
  for (const page of [anna, boris]) {
    await reach(page, 'none');
    expect(await page.evaluate(() => window.phonePage.watch.microphones())).toBe(0);
    expect(await page.evaluate(() => window.phonePage.watch.connections())).toBe(0);
    expect(await page.evaluate(() => window.phonePage.watch.faults)).toEqual([]);
  }
});

test('a held caller hears nothing of the agent, and hears again after', async () => {
  const [anna, boris] = await talking();
  await hears(boris);
  await anna.evaluate(() => window.phone.hold(true));
  expect(await anna.evaluate(() => window.phone.phone.state.calls[0]?.held)).toBe(true);
  await expect.poll(() => boris.evaluate(() => window.phone.phone.state.calls[0]?.farHeld)).toBe(true);
  // What was on its way is still heard; then a whole second of packets brings nothing.
  await expect
    .poll(async () => {
      const before = await sound(boris);
      await boris.waitForTimeout(1100);
      const after = await sound(boris);
      return after.packetsIn - before.packetsIn > 30 ? after.energyIn - before.energyIn : NaN;
    })
    .toBeLessThan(1e-6);
  await anna.evaluate(() => window.phone.hold(false));
  await Promise.all([hears(anna), hears(boris)]);
});

test('a talk outlives the socket, and both can hang up after', async () => {
  const [anna, boris] = await talking();
  all.proxy.dropAll();
  await anna.waitForFunction(() => window.phone.history().includes('lost'));
  await anna.waitForFunction(() => window.phone.isReady());
  await Promise.all([hears(anna), hears(boris)]);
  await expect
    .poll(() => all.proxy.seen.filter(({ method }) => method === 'INVITE').length)
    .toBeGreaterThan(1);
  await boris.evaluate(() => window.phone.hangUp());
  await reach(anna, 'none');
});

test('the answering phone rings only where the call is, and declining is heard as that', async () => {
  const [anna, boris] = [await all.open('101'), await all.open('102')];
  await anna.evaluate(() => window.phone.call('102'));
  await reach(boris, 'incoming');
  await boris.evaluate(() => window.phone.decline());
  await reach(anna, 'none');
  expect(await anna.evaluate(() => window.phone.history())).toContain('ended:declined');
});

test('a transfer takes the caller to a colleague, and comes back when nobody is there', async () => {
  const [anna, boris] = await talking();
  await anna.evaluate(() => window.phone.transfer('199'));
  await reach(anna, 'talking');
  expect(await anna.evaluate(() => window.phone.history())).toContain('transfer-refused');
  await hears(boris);
});
