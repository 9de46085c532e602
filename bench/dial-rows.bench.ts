import { expect, test, type CDPSession, type Page } from '@playwright/test';
import { signedIn } from '../test/browser/result-window';
import { startSandbox, type RunningSandbox } from '../test/browser/sandbox';
import { median } from './quantile';
import { growth, record, type Row } from './record';
import { installRowStopwatch } from './row-stopwatch';

/** Fewer by the environment, to try it out. */
const rows = Number(process.env['DIAL_ROWS'] ?? 10_000);
const times = Number(process.env['DIAL_TIMES'] ?? 10);
const together = 500;

test.use({ actionTimeout: 30_000 });

const panel = (page: Page) => page.getByRole('region', { name: 'Список обзвона' });
const first = '[data-id][aria-posinset="1"]';
const row = (place: number): string => `[data-id][aria-posinset="${place}"]`;

const phone = (index: number): string => `+7900${String(1_000_000 + index)}`;

/** Puts so many people on the list of whoever is signed in, past the browser. */
async function fill(sandbox: RunningSandbox, token: string, count: number): Promise<void> {
  for (let from = 0; from < count; from += together) {
    const people = Array.from({ length: Math.min(together, count - from) }, (_, index) => ({
      name: `Клиент ${from + index + 1}`,
      company: `ООО «Ромашка ${(from + index) % 97}»`,
      link: { kind: 'contact', id: 1_000_000 + from + index },
      phones: [phone(from + index)],
    }));
    const response = await fetch(`${sandbox.gateway}/v1/dial`, {
      method: 'POST',
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      body: JSON.stringify({ do: 'add', people }),
    });
    expect(await response.json()).toMatchObject({ added: people.length });
  }
}

/** Starts the stopwatch, does it, and gives the ms until it was painted. */
async function timed(
  page: Page,
  event: string,
  selector: string,
  act: () => Promise<unknown>,
): Promise<number> {
  const watch = page.evaluate(([name, wanted]) => window.rowStopwatch.after(name, wanted), [
    event,
    selector,
  ] as const);
  await act();
  return watch;
}

async function heap(cdp: CDPSession): Promise<number> {
  await cdp.send('HeapProfiler.collectGarbage');
  const { metrics } = await cdp.send('Performance.getMetrics');
  return (metrics.find(({ name }) => name === 'JSHeapUsedSize')?.value ?? NaN) / 1024;
}

/** The last row dragged by its handle to the top, as far beyond the edge as the window goes. */
async function dragToTop(page: Page, count: number): Promise<number> {
  const scroll = panel(page).locator('[data-part="scroll"]');
  await scroll.evaluate((element) => (element.scrollTop = element.scrollHeight));
  const last = panel(page).locator(row(count));
  const id = await last.getAttribute('data-id');
  const grip = (await last.locator('[data-grip]').boundingBox())!;
  const top = (await scroll.boundingBox())!.y;
  return timed(page, 'pointerdown', `[data-id="${String(id)}"]${first}`, async () => {
    await page.mouse.move(grip.x + 8, grip.y + 20);
    await page.mouse.down();
    await page.mouse.move(grip.x + 8, Math.max(1, top - 200), { steps: 4 });
    await expect
      .poll(() => scroll.evaluate((element) => element.scrollTop), { timeout: 60_000, intervals: [20] })
      .toBe(0);
    await page.mouse.move(grip.x + 8, top + 2);
    await page.mouse.up();
  });
}

async function scrolled(page: Page): Promise<void> {
  await panel(page).locator(first).hover();
  for (const by of [300, 900, 5000, 40_000, -40_000, -900])
    for (let turn = 0; turn < 12; turn += 1) await page.mouse.wheel(0, by);
}

interface Costs {
  fetched: number;
  open: number;
  filter: number;
  unfilter: number;
  drag: number;
  frames: Record<'opening' | 'scrolling' | 'dragging' | 'filtering', { count: number; longest: number }>;
  heap: number;
  elements: number;
}

async function measured(page: Page, sandbox: RunningSandbox, count: number): Promise<Costs> {
  await page.addInitScript(installRowStopwatch);
  let token = '';
  page.on('response', (response) => {
    if (!response.url().includes('/v1/session') || response.request().method() !== 'POST') return;
    void response.json().then((body: { token: string }) => (token = body.token));
  });
  await signedIn(page, sandbox, '/', 1);
  await expect.poll(() => token).not.toBe('');
  await fill(sandbox, token, count);
  await page.evaluate(installRowStopwatch);
  const slow = () => page.evaluate(() => window.rowStopwatch.slowFrames());
  const button = page.getByRole('button', { name: 'Список обзвона' });
  const opened = async (): Promise<number> => {
    if ((await button.count()) === 0) await page.locator('.calls-list-toggler__icon').click();
    return timed(page, 'click', first, () => button.click());
  };
  // The first press fetches the part and the list.
  const fetched = await opened();
  await expect(panel(page).locator('[data-part="count"]')).toHaveText(String(count), { timeout: 30_000 });
  const counter = page.locator('.js-notifications_call_list_counter');
  await expect(counter).toHaveText(String(count));
  const close = () => panel(page).getByRole('button', { name: 'Закрыть' }).click();
  await slow();
  const open: number[] = [];
  for (let time = 0; time < times; time += 1) {
    await close();
    open.push(await opened());
  }
  const frames = { opening: await slow(), scrolling: { count: 0, longest: 0 } } as Costs['frames'];
  await scrolled(page);
  frames.scrolling = await slow();

  const drag: number[] = [];
  for (let time = 0; time < Math.ceil(times / 3); time += 1) drag.push(await dragToTop(page, count));
  frames.dragging = await slow();

  const [filter, unfilter]: [number[], number[]] = [[], []];
  const field = panel(page).getByRole('searchbox');
  const one = `[data-id][aria-posinset="1"][aria-setsize="1"]`;
  for (let time = 0; time < times; time += 1) {
    filter.push(await timed(page, 'input', one, () => field.fill(phone(count - 1 - time))));
    unfilter.push(await timed(page, 'input', `[data-id][aria-setsize="${count}"]`, () => field.fill('')));
  }
  frames.filtering = await slow();
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('Performance.enable');
  return {
    ...{ fetched, frames, heap: await heap(cdp) },
    ...{ open: median(open), filter: median(filter), unfilter: median(unfilter), drag: median(drag) },
    elements: await page.evaluate(() => document.querySelectorAll('[data-id][aria-posinset]').length),
  };
}

test('dial-rows: a long list opened, scrolled, sorted by drag, filtered', async ({ browser }) => {
  test.setTimeout(900_000);
  const sizes = [rows / 10, rows] as const;
  const costs: Costs[] = [];
  for (const size of sizes) {
    const sandbox = await startSandbox();
    const context = await browser.newContext({ viewport: { width: 1920, height: 1080 } });
    costs.push(await measured(await context.newPage(), sandbox, size));
    await context.close();
    await sandbox.stop();
  }
  const [few, many] = costs as [Costs, Costs];
  const grown = (name: string, unit: string, of: (cost: Costs) => number): Row =>
    growth(name, unit, sizes, [of(few), of(many)]);
  const figures: Row[] = [
    { name: `${rows} rows: opened again, p50`, value: many.open, unit: 'ms', floor: '≤ 200', n: times },
    { name: `${rows} rows: the last dragged to the top, p50`, value: many.drag, unit: 'ms' },
    ...(['opening', 'scrolling', 'dragging', 'filtering'] as const).flatMap((what): Row[] => [
      {
        name: `${rows} rows, ${what}: frames over 50 ms`,
        value: many.frames[what].count,
        unit: 'frames',
        floor: '≤ 0',
      },
      { name: `${rows} rows, ${what}: longest of them`, value: many.frames[what].longest, unit: 'ms' },
    ]),
    { name: `${rows} rows: rows in the page`, value: many.elements, unit: 'elements' },
    grown('first opening, the list fetched, with rows', 'ms', ({ fetched }) => fetched),
    grown('opened again, with rows', 'ms', ({ open }) => open),
    grown('filter typed, found and painted, with rows', 'ms', ({ filter }) => filter),
    grown('filter taken away, with rows', 'ms', ({ unfilter }) => unfilter),
    grown('JS heap of the page, with rows', 'kB', (cost) => cost.heap),
  ];
  record('dial-rows', figures);
});
