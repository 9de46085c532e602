import { expect, test, type Browser, type Page } from '@playwright/test';
import { header } from '../fakes/sip-message';
import { SipPeer } from '../fakes/sip-peer';
import { phoneBrowser } from './phone-page/phone-browser';
import { phoneServer } from './phone-page/phone-server';
import { hears, hearsNothing, phones, reach, talking, type Phones } from './phone-page/two-phones';

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

test('digits arrive, as sound and beside it', async () => {
  const [anna] = await talking(all);
  const sent = await anna.evaluate(() =>
    window.phone.phone.run({ do: 'dial', id: window.phone.phone.state.calls[0]!.id, tones: '12#' }),
  );
  expect(sent).toEqual({ ok: true });
});

test('sound that stops coming is noticed within 3 s, tried again, and said', async () => {
  const [anna, boris] = await talking(all);
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
  const [anna, boris] = await talking(all);
  await hears(boris);
  await anna.evaluate(() => window.phonePage.watch.unplug());
  await anna.waitForFunction(() => window.phone.history().includes('microphone-replaced'));
  await hears(boris);
  await anna.evaluate(() => window.phone.hangUp());
  await reach(boris, 'none');
  expect(await anna.evaluate(() => window.phonePage.watch.microphones())).toBe(0);
});

test('another microphone is taken in the middle of a talk, and a muted agent stays muted', async () => {
  const [anna, boris] = await talking(all);
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
  await hearsNothing(boris);
});

/** A page that nobody has clicked is called. Whatever a test asks of a page counts as a click, so it starts by itself and tells on its console. */
async function calledUnclicked(query = ''): Promise<{ caller: Page; page: Page; said: string[] }> {
  await all.close();
  all = await phones(['--autoplay-policy=document-user-activation-required']);
  const caller = await all.open('102');
  const page = await (await all.browser.newContext({ permissions: ['microphone'] })).newPage();
  const said: string[] = [];
  page.on('console', (message) => said.push(message.text()));
  const options = { url: all.server.sip, user: '101', password: 'secret-word', iceServers: [] };
  await page.goto(`${all.server.url}?start=${encodeURIComponent(JSON.stringify(options))}${query}`);
  await expect.poll(() => said).toContain('ready');
  await caller.evaluate(() => window.phone.call('101'));
  await expect.poll(() => said).toContain('ring is locked');
  return { caller, page, said };
}

test('a page that nobody has clicked says that it cannot ring', async () => {
  const { said } = await calledUnclicked();
  expect(said.filter((text) => /sip:|secret/i.test(text))).toEqual([]);
});

test('a page that nobody has clicked hears the caller all the same, once it is answered elsewhere', async () => {
  const { caller, page, said } = await calledUnclicked('&answers');
  await expect.poll(() => said).toContain('talking');
  await Promise.all([hears(page), hears(caller)]);
});

test('a reload is the same phone to the server', async () => {
  const registered: string[] = [];
  const server = await phoneServer((socket) => {
    const peer = new SipPeer(socket);
    void peer.request('REGISTER').then((request) => registered.push(header(request, 'Contact')));
  });
  const page = await (await all.browser.newContext()).newPage();
  const options = { url: server.sip, user: '101', password: 'secret-word', iceServers: [] };
  const address = `${server.url}?start=${encodeURIComponent(JSON.stringify(options))}`;
  for (let time = 1; time <= 2; time += 1) {
    await page.goto(address);
    await expect.poll(() => registered.length).toBe(time);
  }
  const instances = registered.map((contact) => /\+sip\.instance="([^"]+)"/.exec(contact)?.[1]);
  expect(instances[0]).toMatch(/^<urn:uuid:/);
  expect(instances[1]).toBe(instances[0]);
  await server.stop();
});

test('a call that is given up while the microphone still opens leaves it closed', async () => {
  const anna = await all.open('101');
  await anna.evaluate(async () => {
    const { mediaDevices } = navigator;
    const original = mediaDevices.getUserMedia.bind(mediaDevices);
    mediaDevices.getUserMedia = async (wanted) => {
      await new Promise((resolve) => setTimeout(resolve, 400));
      return original(wanted);
    };
    await window.phone.call('102');
    await window.phone.hangUp();
  });
  await reach(anna, 'none');
  // Longer than it takes to open.
  await anna.waitForTimeout(1000);
  expect(await anna.evaluate(() => window.phonePage.watch.microphones())).toBe(0);
  expect(all.proxy.seen.filter(({ method }) => method === 'INVITE')).toEqual([]);
});

interface SlowMicrophone {
  asked: number;
  give(): void;
  refuse(): void;
}

/** The next microphone opens when the test says so. */
const slowMicrophone = (page: Page): Promise<void> =>
  page.evaluate(() => {
    const devices = navigator.mediaDevices;
    const open = devices.getUserMedia.bind(devices);
    const slow: SlowMicrophone = { asked: 0, give: () => undefined, refuse: () => undefined };
    Object.assign(window, { slow });
    devices.getUserMedia = (wanted) => {
      slow.asked += 1;
      return new Promise((resolve, reject) => {
        slow.give = () => resolve(open(wanted));
        slow.refuse = () => reject(new DOMException('none', 'NotFoundError'));
      });
    };
  });
const slow = (page: Page, act?: 'give' | 'refuse'): Promise<number> =>
  page.evaluate((what) => {
    const { slow: microphone } = window as unknown as { slow: SlowMicrophone };
    if (what !== undefined) microphone[what]();
    return microphone.asked;
  }, act);

test('while it rings no microphone is open; an answer does not wait for a slow one', async () => {
  const [anna, boris] = [await all.open('101'), await all.open('102')];
  await slowMicrophone(boris);
  await anna.evaluate(() => window.phone.call('102'));
  await reach(boris, 'incoming');
  expect(await slow(boris)).toBe(0);
  await boris.evaluate(() => void window.phone.answer());
  await reach(anna, 'talking');
  await hears(boris);
  expect(await slow(boris, 'give')).toBe(1);
  await hears(anna);
});

test('an answer without any microphone after all ends the call at both ends', async () => {
  const [anna, boris] = [await all.open('101'), await all.open('102')];
  await slowMicrophone(boris);
  await anna.evaluate(() => window.phone.call('102'));
  await reach(boris, 'incoming');
  await boris.evaluate(() => void window.phone.answer());
  await reach(anna, 'talking');
  await slow(boris, 'refuse');
  await reach(anna, 'none');
  await reach(boris, 'none');
  expect((await boris.evaluate(() => window.phone.history())).join()).toContain('no-microphone');
});
