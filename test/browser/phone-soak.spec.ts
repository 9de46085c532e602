import { expect, test, type CDPSession, type Page } from '@playwright/test';
import { hears, phones, reach } from './phone-page/two-phones';

test.setTimeout(180_000);

const calls = 50;

/** What the page holds after a collection: bytes, and things that only a leak makes more of. */
async function held(cdp: CDPSession): Promise<{ heap: number; listeners: number; nodes: number }> {
  await cdp.send('HeapProfiler.collectGarbage');
  const { metrics } = await cdp.send('Performance.getMetrics');
  const of = (wanted: string): number => metrics.find(({ name }) => name === wanted)?.value ?? NaN;
  return { heap: of('JSHeapUsedSize'), listeners: of('JSEventListeners'), nodes: of('Nodes') };
}

test(`${calls} calls in the life of one page leave nothing behind, and the last has sound`, async () => {
  const all = await phones();
  try {
    const [anna, boris] = [await all.open('101'), await all.open('102')];
    await anna.clock.install();
    const cdp = await anna.context().newCDPSession(anna);
    await cdp.send('Performance.enable');
    const one = async (from: Page, to: Page, user: string): Promise<void> => {
      await from.evaluate((number) => window.phone.call(number), user);
      await reach(to, 'incoming');
      await to.evaluate(() => window.phone.answer());
      await reach(from, 'talking');
      await reach(to, 'talking');
    };
    let early: Awaited<ReturnType<typeof held>> | undefined;
    for (let count = 1; count <= calls; count += 1) {
      const outbound = count % 2 === 0;
      await (outbound ? one(anna, boris, '102') : one(boris, anna, '101'));
      if (count === calls) await Promise.all([hears(anna), hears(boris)]);
      await (count % 3 === 0 ? boris : anna).evaluate(() => window.phone.hangUp());
      await reach(anna, 'none');
      await reach(boris, 'none');
      expect(await anna.evaluate(() => window.phonePage.watch.connections())).toBe(0);
      expect(await anna.evaluate(() => window.phonePage.watch.microphones())).toBe(0);
      if (count === 10) early = await held(cdp);
    }
    // Ended calls can be read for a moment, and some of the library's timers run for half a minute.
    await anna.clock.fastForward(40_000);
    await expect
      .poll(async () => (await held(cdp)).heap - early!.heap, { timeout: 60_000, intervals: [2000] })
      .toBeLessThan(300_000);
    const late = await held(cdp);
    expect(late.listeners - early!.listeners).toBeLessThan(20);
    expect(late.nodes - early!.nodes).toBeLessThan(20);
    expect(await anna.evaluate(() => window.phonePage.watch.faults)).toEqual([]);
    console.log(
      `heap after 10 calls ${Math.round(early!.heap / 1024)} kB, after ${calls} ${Math.round(late.heap / 1024)} kB; listeners ${early!.listeners} → ${late.listeners}`,
    );
  } finally {
    await all.close();
  }
});
