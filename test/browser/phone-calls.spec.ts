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
  const [anna, boris] = await talking();
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

test('closing the page ends the talk at the other end', async () => {
  const [anna, boris] = await talking();
  await anna.goto('about:blank');
  await reach(boris, 'none');
  expect(await boris.evaluate(() => window.phone.history())).toContain('ended:far-hung-up');
});

test('a talk whose tab has crashed is taken over by the next, and the far side does not ring', async () => {
  const [anna, boris] = await talking();
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

test('digits arrive, as sound and beside it', async () => {
  const [anna] = await talking();
  const sent = await anna.evaluate(() =>
    window.phone.phone.run({ do: 'dial', id: window.phone.phone.state.calls[0]!.id, tones: '12#' }),
  );
  expect(sent).toEqual({ ok: true });
});

test('sound that stops coming is noticed within 3 s, tried again, and said', async () => {
  const [anna, boris] = await talking();
  await hears(anna);
  await boris.evaluate(() => window.phonePage.watch.stopSending());
  const noticed = await anna.evaluate(async () => {
    const states = (): (string | undefined)[] =>
      window.phone.phone.state.calls.map(({ sound }) => sound?.state);
    const start = performance.now();
    while (!states().includes('repairing')) await new Promise((resolve) => setTimeout(resolve, 20));
    return performance.now() - start;
  });
  // The limit is 3 s; a busy machine gets as much again.
  expect(noticed).toBeLessThan(6000);
  await anna.waitForFunction(() => window.phone.phone.state.calls[0]?.sound?.state === 'deaf');
});

test('a microphone pulled out in a talk is replaced, told, and the far side goes on hearing', async () => {
  const [anna, boris] = await talking();
  await hears(boris);
  await anna.evaluate(() => window.phonePage.watch.unplug());
  await anna.waitForFunction(() => window.phone.history().includes('microphone-replaced'));
  await hears(boris);
  await anna.evaluate(() => window.phone.hangUp());
  await reach(boris, 'none');
  expect(await anna.evaluate(() => window.phonePage.watch.microphones())).toBe(0);
});

test('another microphone is taken in the middle of a talk, and a muted agent stays muted', async () => {
  const [anna, boris] = await talking();
  await anna.evaluate(() =>
    window.phone.phone.run({ do: 'mute', id: window.phone.phone.state.calls[0]!.id, on: true }),
  );
  const chosen = await anna.evaluate(async () => {
    const [, second] = (await navigator.mediaDevices.enumerateDevices()).filter(
      ({ kind, deviceId }) => kind === 'audioinput' && deviceId !== 'default',
    );
    await window.phone.phone.run({ do: 'choose-device', role: 'microphone', device: second?.deviceId ?? '' });
    return second?.deviceId;
  });
  expect(chosen).toBeTruthy();
  await expect.poll(() => anna.evaluate(() => window.phonePage.watch.microphones())).toBe(1);
  await expect
    .poll(async () => {
      const before = await sound(boris);
      await boris.waitForTimeout(1100);
      const after = await sound(boris);
      return after.packetsIn - before.packetsIn > 30 ? after.energyIn - before.energyIn : NaN;
    })
    .toBeLessThan(1e-6);
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

test('a page that nobody has clicked says that it cannot ring', async () => {
  await all.close();
  all = await phones(['--autoplay-policy=document-user-activation-required']);
  const caller = await all.open('102');
  const page = await (await all.browser.newContext({ permissions: ['microphone'] })).newPage();
  // Whatever a test asks of a page counts as a click, so the page starts by itself and tells on its console.
  const said: string[] = [];
  page.on('console', (message) => said.push(message.text()));
  const options = { url: all.server.sip, user: '101', password: 'secret-word', iceServers: [] };
  await page.goto(`${all.server.url}?start=${encodeURIComponent(JSON.stringify(options))}`);
  await expect.poll(() => said).toContain('ready');
  await caller.evaluate(() => window.phone.call('101'));
  await expect.poll(() => said).toContain('ring is locked');
  expect(said.filter((text) => /sip:|secret/i.test(text))).toEqual([]);
});
