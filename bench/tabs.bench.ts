import { expect, test } from '@playwright/test';
import { aCall, type ScriptedCall } from '../test/browser/calls';
import { create, freshNumber } from '../test/browser/crm';
import { crash, manyTabs, pressIn, type ManyTabs, type Tab } from '../test/browser/many-tabs';
import { startSandbox, type RunningSandbox } from '../test/browser/sandbox';
import { commonNow } from './common-clock';
import { allowed } from './pace';
import { installStopwatch } from './page-stopwatch';
import { median } from './quantile';
import { growth, record } from './record';
import { spread } from './spread';

const count = 10;
const times = 20;
const calls = 20;

let sandbox: RunningSandbox;
let browser: ManyTabs;
/** Hears of each socket to the gateway that a tab has connected, and when. */
let connected: (tab: Tab, time: number) => void = () => undefined;
let filed = 0;

test.beforeAll(async () => {
  sandbox = await startSandbox();
});
test.afterAll(() => sandbox.stop());
test.beforeEach(async () => {
  browser = await manyTabs(sandbox);
  filed = 0;
});
test.afterEach(() => browser.close());

async function open(): Promise<Tab> {
  const tab = await browser.open();
  tab.cdp.on('Network.webSocketHandshakeResponseReceived', ({ requestId }) => {
    if (tab.sockets.has(requestId)) connected(tab, commonNow());
  });
  tab.page.on('request', (request) => {
    if (request.url().includes('/ajax/v1/inbox/add/')) filed += 1;
  });
  await tab.page.evaluate(installStopwatch);
  return tab;
}

async function openAll(wanted: number): Promise<void> {
  while (browser.tabs.length < wanted) await open();
  await expect.poll(() => browser.leaders().length, { intervals: [10] }).toBe(1);
}

/** A tab that does not lead, in front, and known to all as the one looked at. */
async function lookElsewhere(leader: Tab): Promise<Tab> {
  const tab = browser.tabs.find((one) => one !== leader)!;
  await tab.page.bringToFront();
  const probe = aCall('anonymous');
  await sandbox.post(probe.ringing());
  await tab.page.evaluate((id) => window.stopwatch.painted(id), probe.id);
  await taken(tab, probe);
  return tab;
}

/** A colleague takes the call: the card goes, and nothing is filed. */
async function taken(tab: Tab, call: ScriptedCall): Promise<void> {
  await sandbox.post(call.answered({ extensions: ['102'] }));
  await tab.page.evaluate((id) => window.stopwatch.gone(id), call.id);
}

interface Loss {
  name: string;
  floor: string | undefined;
  lose: (leader: Tab) => Promise<unknown>;
  /** The tab comes back, where it can. */
  back?: (tab: Tab) => Promise<unknown>;
}

const losses: Loss[] = [
  { name: 'closed', floor: '≤ 150', lose: ({ page }) => page.close() },
  { name: 'crashed', floor: '≤ 150', lose: crash },
  {
    name: 'frozen',
    floor: undefined,
    lose: ({ cdp }) => cdp.send('Page.setWebLifecycleState', { state: 'frozen' }),
    back: ({ cdp }) => cdp.send('Page.setWebLifecycleState', { state: 'active' }),
  },
  {
    name: 'into the back/forward cache',
    floor: '≤ 300',
    lose: ({ page }) => page.goto(`${sandbox.crm}/robots.txt`),
    back: ({ page }) => page.goBack(),
  },
];

for (const { name, floor, lose, back } of losses) {
  test(`tabs: the leader ${name}`, async () => {
    const [socketTook, cardTook]: [number[], number[]] = [[], []];
    const cards: number[] = [];
    await openAll(count);
    for (let round = 0; round < times; round += 1) {
      const leader = browser.leaders()[0]!;
      const seen = await lookElsewhere(leader);
      await allowed(sandbox, 4);
      const call = aCall(freshNumber());
      const painted = seen.page.evaluate((id) => window.stopwatch.painted(id), call.id);
      const socket = new Promise<number>((resolve) => {
        connected = (tab, time) => {
          if (tab !== leader) resolve(time);
        };
      });
      browser.drop(leader);
      const start = commonNow();
      const losing = lose(leader);
      await sandbox.post(call.ringing());
      socketTook.push((await socket) - start);
      cardTook.push((await painted) - start);
      await losing;
      cards.push((await browser.showing(call.id)).length);
      await taken(seen, call);
      if (back !== undefined) {
        await back(leader);
        browser.tabs.push(leader);
      }
      await openAll(count);
    }
    const loss = `leader ${name}`;
    record('tabs', [
      ...spread(`${loss}: another tab has connected`, 'ms', socketTook, ['p50', 'p95', 'max'], {
        ...(floor !== undefined && { p95: floor }),
      }),
      ...spread(`${loss}: a call of that moment is painted`, 'ms', cardTook, ['p50', 'p95', 'max']),
      {
        name: `${loss}: cards of that call, most`,
        value: Math.max(...cards),
        unit: 'cards',
        floor: '1',
        n: times,
      },
      {
        name: `${loss}: cards of that call, least`,
        value: Math.min(...cards),
        unit: 'cards',
        floor: '1',
        n: times,
      },
    ]);
  });
}

test('tabs: ten at work', async () => {
  await openAll(count);
  const seen = await lookElsewhere(browser.leaders()[0]!);
  const callers = Array.from({ length: calls }, (_none, index) => ({
    name: `Гость ${index}`,
    phone: freshNumber(),
  }));
  await create(sandbox, 'contacts', callers);
  let most = 0;
  for (const { name, phone } of callers) {
    await allowed(sandbox);
    const call = aCall(phone);
    await sandbox.post(call.ringing());
    await seen.page.evaluate(([id, text]) => window.stopwatch.painted(id, text), [call.id, name] as const);
    most = Math.max(most, (await browser.showing(call.id)).length);
    const before = filed;
    await sandbox.post([call.answered(), call.ended()]);
    await expect.poll(() => filed - before, { intervals: [10] }).toBeGreaterThan(0);
    await pressIn(seen.page, `[data-call="${call.id}"] [data-do="close"]`);
    await seen.page.evaluate((id) => window.stopwatch.gone(id), call.id);
  }
  // The window after a talk asks once more, for the leads too.
  const lookups = (await sandbox.log()).filter(
    ({ path, query }) =>
      path.startsWith('/api/v4/contacts') &&
      !query.includes('with=') &&
      callers.some(({ phone }) => query.includes(phone.slice(-10))),
  );
  const opened = browser.tabs.reduce((sum, tab) => sum + tab.opened, 0);
  const tabs = `${count} tabs`;
  record('tabs', [
    { name: `${tabs}: sockets, ever opened`, value: opened, unit: 'sockets', floor: '1' },
    { name: `${tabs}: lookups a call`, value: lookups.length / calls, unit: 'lookups', floor: '1', n: calls },
    { name: `${tabs}: add_call a call`, value: filed / calls, unit: 'entries', floor: '1', n: calls },
    { name: `${tabs}: visible cards of a call, most`, value: most, unit: 'cards', floor: '1', n: calls },
  ]);
});

async function heap({ cdp }: Pick<Tab, 'cdp'>): Promise<number> {
  await cdp.send('HeapProfiler.collectGarbage');
  await cdp.send('Performance.enable');
  const { metrics } = await cdp.send('Performance.getMetrics');
  return (metrics.find(({ name }) => name === 'JSHeapUsedSize')?.value ?? NaN) / 1024;
}

test('tabs: two and ten', async () => {
  const sizes = [2, 10] as const;
  const costs: { open: number; heap: number }[] = [];
  for (const size of sizes) {
    await openAll(size - 1);
    const took: number[] = [];
    for (let round = 0; round < times / 2; round += 1) {
      const start = performance.now();
      const tab = await open();
      took.push(performance.now() - start);
      if (round === times / 2 - 1) break;
      browser.drop(tab);
      await tab.page.close();
    }
    const heaps = await Promise.all(browser.tabs.map(heap));
    costs.push({ open: median(took), heap: median(heaps) });
  }
  const bare = await browser.browser.newPage();
  const cdp = await bare.createCDPSession();
  await bare.goto(`${sandbox.crm}/?safe_mode=1`, { waitUntil: 'networkidle0' });
  const without = await heap({ cdp });
  const [few, many] = costs as [(typeof costs)[0], (typeof costs)[0]];
  record('tabs', [
    growth(
      'one more tab open and its widget running, with tabs',
      'ms',
      sizes,
      [few.open, many.open],
      times / 2,
    ),
    growth('JS heap of a tab, page and widget, with tabs', 'kB', sizes, [few.heap, many.heap]),
    { name: 'JS heap of the same page without the widget', value: without, unit: 'kB' },
  ]);
});
