import { expect, test, type Browser } from '@playwright/test';
import { phoneBrowser } from './phone-page/phone-browser';
import { hears, phones, reach, talking, type Phones } from './phone-page/two-phones';

let browser: Browser;
let all: Phones;
test.beforeAll(async () => {
  browser = await phoneBrowser();
});
test.afterAll(() => browser.close());
test.beforeEach(async () => {
  all = await phones(browser);
});
test.afterEach(() => all.close());

test('a transfer takes the caller to a colleague, and comes back when nobody is there', async () => {
  const [anna, boris] = await talking(all);
  await anna.evaluate(() => window.phone.transfer('199'));
  await reach(anna, 'talking');
  expect(await anna.evaluate(() => window.phone.history())).toContain('transfer-refused');
  await hears(boris);
});

test('a transfer that the far side follows ends our call, and the other two talk', async () => {
  const [anna, far, carla] = [await all.open('101'), await all.open('102', 'plain'), await all.open('103')];
  await anna.evaluate(() => window.phone.call('102'));
  await reach(far, 'incoming');
  await far.evaluate(() => window.phone.answer());
  await reach(anna, 'talking');
  void anna.evaluate(() => window.phone.transfer('103'));
  await reach(carla, 'incoming');
  await carla.evaluate(() => window.phone.answer());
  await reach(anna, 'none');
  expect(await anna.evaluate(() => window.phone.history())).toContain('ending:transferred');
  await hears(carla);
});

test('three talk together: each hears both others', async () => {
  const [anna, boris] = await talking(all);
  const carla = await all.open('103');
  await anna.evaluate(() => window.phone.call('103'));
  await reach(carla, 'incoming');
  await carla.evaluate(() => window.phone.answer());
  await expect
    .poll(() => anna.evaluate(() => window.phone.phone.state.calls.map(({ stage, held }) => [stage, held])))
    .toEqual([
      ['talking', true],
      ['talking', false],
    ]);
  expect(await anna.evaluate(() => window.phone.phone.run({ do: 'mix' }))).toEqual({ ok: true });
  // Silence at Carla's microphone and at Anna's: what Boris hears then is the mix of nothing, so let only Carla speak.
  await anna.evaluate(() =>
    Promise.all(
      window.phone.phone.state.calls.map(({ id }) => window.phone.phone.run({ do: 'mute', id, on: true })),
    ),
  );
  await hears(boris);
  await hears(carla);
  await boris.evaluate(() => window.phone.hangUp());
  await expect
    .poll(() =>
      anna.evaluate(() =>
        window.phone.phone.state.calls.filter(({ stage }) => stage === 'talking').map(({ mixed }) => mixed),
      ),
    )
    .toEqual([false]);
});

test('a talk whose tab has crashed is taken over by the next, and the far side does not ring', async () => {
  const [anna, boris] = await talking(all);
  const rescue = await anna.evaluate(() => window.phone.phone.state.calls[0]?.rescue);
  expect(rescue).toBeDefined();
  const cdp = await anna.context().newCDPSession(anna);
  void cdp.send('Page.crash').catch(() => undefined);
  const next = await all.open('101');
  await next.evaluate(
    (kept) => window.phone.phone.run({ do: 'rescue', number: '102', rescue: kept! }),
    rescue,
  );
  await reach(next, 'talking');
  await Promise.all([hears(next), hears(boris)]);
  expect(await boris.evaluate(() => window.phone.history().filter((one) => one === 'incoming').length)).toBe(
    2,
  );
  await next.evaluate(() => window.phone.hangUp());
  await reach(boris, 'none');
});

test('an attended transfer joins both callers, and leaves us out', async () => {
  const [anna, boris, carla] = [await all.open('101'), await all.open('102', 'plain'), await all.open('103')];
  for (const [user, page] of [
    ['102', boris],
    ['103', carla],
  ] as const) {
    await anna.evaluate((number) => window.phone.call(number), user);
    await reach(page, 'incoming');
    await page.evaluate(() => window.phone.answer());
    await anna.waitForFunction(
      (number) =>
        window.phone.phone.state.calls.some((call) => call.number === number && call.stage === 'talking'),
      user,
    );
  }
  await expect.poll(() => anna.evaluate(() => window.phone.phone.state.calls[0]?.held)).toBe(true);
  const done = await anna.evaluate(() => {
    const [first, second] = window.phone.phone.state.calls;
    return window.phone.phone.run({ do: 'transfer-to-call', id: first!.id, other: second!.id });
  });
  expect(done).toEqual({ ok: true });
  await reach(anna, 'none');
  await Promise.all([hears(boris), hears(carla)]);
  // Handed over, so it never rang.
  expect(await carla.evaluate(() => window.phone.history().filter((one) => one === 'answering').length)).toBe(
    2,
  );
});
