import { createSocket, type Socket } from 'node:dgram';
import { expect, test, type Page } from '@playwright/test';
import { hears, phones, reach, type Phones } from '../test/browser/phone-page/two-phones';
import { record } from './record';
import { spread } from './spread';

type Kind = 'ours' | 'plain';
const kinds: Kind[] = ['ours', 'plain'];
const named = { ours: 'our phone', plain: "the library's SimpleUser" } as const;
const floor = (kind: Kind, value: string): { p95?: string } => (kind === 'ours' ? { p95: value } : {});

let all: Phones;
test.beforeEach(async () => {
  all = await phones();
});
test.afterEach(() => all.close());

const commonNow = (): number => performance.timeOrigin + performance.now();
/** Ms since 1970 by the page's clock. */
const pageNow = (page: Page): Promise<number> =>
  page.evaluate(() => performance.timeOrigin + performance.now());

/** Adds to a page's time what makes it ours. */
async function skew(page: Page): Promise<number> {
  let best = Infinity;
  let offset = 0;
  for (let time = 0; time < 10; time += 1) {
    const before = commonNow();
    const there = await pageNow(page);
    const after = commonNow();
    if (after - before < best) {
      best = after - before;
      offset = (before + after) / 2 - there;
    }
  }
  return offset;
}

/** Nothing is left to do in this page, as when somebody answers who has seen it ring. */
const idle = (page: Page): Promise<unknown> =>
  page.evaluate(() => new Promise((resolve) => requestIdleCallback(resolve)));

async function free(...pages: Page[]): Promise<void> {
  for (const page of pages) await page.evaluate(() => window.phone.hangUp());
  for (const page of pages) await reach(page, 'none');
}

test.describe('a STUN server that never answers', () => {
  let stun: Socket;
  let urls = '';
  test.beforeAll(async () => {
    stun = createSocket('udp4');
    await new Promise<void>((resolve) => stun.bind(0, '127.0.0.1', resolve));
    urls = `stun:127.0.0.1:${stun.address().port}`;
  });
  test.afterAll(() => stun.close());

  for (const kind of kinds)
    test(`click to INVITE, ${kind}`, async () => {
      const far = await all.open('102');
      const page = await all.open('101', kind, [{ urls }]);
      const offset = await skew(page);
      const took: number[] = [];
      for (let round = 0; round < (kind === 'ours' ? 20 : 5); round += 1) {
        const clicked = await page.evaluate(() => {
          const now = performance.timeOrigin + performance.now();
          void window.phone.call('102');
          return now;
        });
        await reach(far, 'incoming');
        const invite = all.proxy.seen
          .filter(({ method, user }) => method === 'INVITE' && user === '101')
          .pop()!;
        took.push(invite.at - (clicked + offset));
        await far.evaluate(() => window.phone.decline());
        await reach(page, 'none');
      }
      record(
        'phone',
        spread(
          `click → INVITE, dead STUN server, ${named[kind]}`,
          'ms',
          took,
          ['p50', 'p95'],
          floor(kind, '≤ 600'),
        ),
      );
    });
});

for (const kind of kinds)
  test(`answer to the first packet, ${kind}`, async () => {
    const [page, far] = [await all.open('101', kind), await all.open('102', kind)];
    const [mine, theirs] = [await skew(page), await skew(far)];
    const here: number[] = [];
    const there: number[] = [];
    for (let round = 0; round < 15; round += 1) {
      const { rung } = all.proxy;
      await page.evaluate(() => void window.phone.call('102'));
      await reach(far, 'incoming');
      await expect.poll(() => all.proxy.rung, { intervals: [20] }).toBeGreaterThan(rung);
      await Promise.all([idle(page), idle(far)]);
      const first = (on: Page): Promise<number> =>
        on.evaluate(async () => {
          while ((await window.phonePage.watch.sound()).packetsIn === 0)
            await new Promise((resolve) => setTimeout(resolve, 2));
          return performance.timeOrigin + performance.now();
        });
      const heard = first(page);
      const answered = await far.evaluate(async () => {
        const at = performance.timeOrigin + performance.now();
        await window.phone.answer();
        return at;
      });
      const [atCaller, atCallee] = await Promise.all([heard, first(far)]);
      here.push(atCaller + mine - answered - theirs);
      there.push(atCallee - answered);
      await free(page, far);
    }
    record('phone', [
      ...spread(
        `answer → first packet at the caller, ${named[kind]}`,
        'ms',
        here,
        ['p50', 'p95'],
        kind === 'ours' ? { p50: '≤ 100' } : {},
      ),
      ...spread(
        `answer → first packet at the callee, ${named[kind]}`,
        'ms',
        there,
        ['p50', 'p95'],
        kind === 'ours' ? { p50: '≤ 100' } : {},
      ),
    ]);
  });

for (const kind of kinds)
  test(`the socket is cut in a talk, ${kind}`, async () => {
    const rounds = 6;
    const took: number[] = [];
    let kept = 0;
    for (let round = 0; round < rounds; round += 1) {
      // Phones that have lost nothing yet: the next cut of one within ten seconds counts as one of a row, and waits.
      const [page, far] = [await all.open('101', kind), await all.open('102')];
      await page.evaluate(() => void window.phone.call('102'));
      await reach(far, 'incoming');
      await far.evaluate(() => window.phone.answer());
      await reach(page, 'talking');
      await hears(page);
      all.proxy.seen.splice(0);
      const cut = commonNow();
      all.proxy.dropAll();
      const registered = (): number | undefined =>
        all.proxy.seen.filter(({ method, user }) => method === 'REGISTER' && user === '101')[1]?.at;
      await expect.poll(registered, { timeout: 20_000, intervals: [20] }).toBeDefined();
      took.push((registered() ?? NaN) - cut);
      await far.waitForFunction(() => window.phone.isReady());
      if ((await page.evaluate(() => window.phone.stage())) === 'talking') {
        await hears(page);
        kept += 1;
      }
      await free(page, far);
      for (const one of [page, far]) await one.context().close();
    }
    record('phone', [
      ...spread(
        `socket cut → registered again, ${named[kind]}`,
        'ms',
        took,
        ['p50', 'p95'],
        floor(kind, '≤ 1000'),
      ),
      {
        name: `talks that went on with sound after the cut, ${named[kind]}`,
        value: kept,
        unit: `of ${rounds}`,
        n: rounds,
      },
    ]);
  });
