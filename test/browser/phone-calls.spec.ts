import { expect, test, type Browser } from '@playwright/test';
import { header, sdp, set, statusOf, type SipMessage } from '../fakes/sip-message';
import { SipPeer } from '../fakes/sip-peer';
import { answerTo, onceTalking } from '../fakes/sip-script';
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

test('two agents hear each other, and both ends are free after either hangs up', async () => {
  const [anna, boris] = await talking(all);
  await Promise.all([hears(anna), hears(boris)]);
  await anna.waitForFunction(() => (window.phone.phone.state.calls[0]?.sound?.quality?.mos ?? 0) > 3.5);
  await boris.evaluate(() => window.phone.hangUp());
  for (const page of [anna, boris]) {
    await reach(page, 'none');
    expect(await page.evaluate(() => window.phonePage.watch.microphones())).toBe(0);
    expect(await page.evaluate(() => window.phonePage.watch.connections())).toBe(0);
    expect(await page.evaluate(() => window.phonePage.watch.faults)).toEqual([]);
  }
});

test('a held caller hears nothing of the agent, and hears again after', async () => {
  const [anna, boris] = await talking(all);
  await hears(boris);
  await anna.evaluate(() => window.phone.hold(true));
  expect(await anna.evaluate(() => window.phone.phone.state.calls[0]?.held)).toBe(true);
  await expect.poll(() => boris.evaluate(() => window.phone.phone.state.calls[0]?.farHeld)).toBe(true);
  await hearsNothing(boris);
  await anna.evaluate(() => window.phone.hold(false));
  await Promise.all([hears(anna), hears(boris)]);
});

test('a talk outlives the socket, and both can hang up after', async () => {
  const [anna, boris] = await talking(all);
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

test('closing the page ends the talk at the other end', async () => {
  const [anna, boris] = await talking(all);
  await anna.goto('about:blank');
  await reach(boris, 'none');
  expect(await boris.evaluate(() => window.phone.history())).toContain('ended:far-hung-up');
});

test('a hold that the far side refuses spoils neither the next one nor theirs', async () => {
  let askTheirs: () => Promise<number> = () => Promise.resolve(0);
  const server = await phoneServer((socket) => {
    const peer = new SipPeer(socket);
    let times = 0;
    onceTalking(peer, (leg) => {
      askTheirs = async () => {
        const request = peer.inDialog(leg, 'INVITE', undefined, sdp('offer', 'sendonly'));
        const response = await answerTo(peer, request);
        peer.inDialog(leg, 'ACK', (ack) =>
          set(ack, 'CSeq', header(request, 'CSeq').replace('INVITE', 'ACK')),
        );
        return statusOf(response);
      };
      peer.on['INVITE'] = (request) => {
        times += 1;
        if (times === 1) peer.reply(request, 488);
        else peer.reply(request, 200, { body: sdp('answer', 'recvonly') });
      };
    });
  });
  const page = await all.open('101', 'ours', [], server);
  await page.evaluate(() => window.phone.call('102'));
  await reach(page, 'talking');
  const held = (): Promise<unknown> =>
    page.evaluate(() => {
      const { id } = window.phone.phone.state.calls[0]!;
      return window.phone.phone.run({ do: 'hold', id, on: true });
    });
  // The far side confirms its own answer a moment later.
  await page.waitForTimeout(200);
  expect(await held()).toEqual({ ok: false, why: 'refused' });
  expect(await askTheirs()).toBe(200);
  expect(await held()).toEqual({ ok: true });
  await server.stop();
});

test('a goodbye right behind the answer is heard, and answered', async () => {
  let answered: Promise<SipMessage> | undefined;
  const server = await phoneServer((socket) => {
    const peer = new SipPeer(socket);
    peer.on['INVITE'] = (request) => {
      const response = peer.answer(request);
      answered = answerTo(peer, peer.inDialog({ request, response }, 'BYE'));
    };
  });
  const page = await all.open('101', 'ours', [], server);
  await page.evaluate(() => window.phone.call('102'));
  await reach(page, 'none');
  expect(statusOf((await answered)!)).toBe(200);
  expect(await page.evaluate(() => window.phone.history())).toContain('ended:far-hung-up');
  await server.stop();
});
