import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { test, type Browser, type BrowserContext, type CDPSession, type Page } from '@playwright/test';
import { aCall } from '../test/browser/calls';
import { freshNumber } from '../test/browser/crm';
import { startSandbox, type RunningSandbox } from '../test/browser/sandbox';
import { quantile } from './quantile';
import { record, type Figure } from './record';
import { spread } from './spread';
import { timedScript, type Cost } from './timed-script';

const root = path.join(__dirname, '..');
const bytes = (file: string): Buffer => readFileSync(path.join(root, file));
const pages = 24;
const watched = 5000;
const watchedPages = 4;
declare global {
  interface Window {
    longTasks?: { readonly startTime: number; readonly duration: number }[];
  }
}

const rates = [
  { rate: 1, ours: '≤ 15' },
  { rate: 4, ours: '≤ 60' },
];

function sizes(name: string, content: Buffer, gzipFloor?: string): Figure[] {
  const brotli = brotliCompressSync(content, {
    params: { [constants.BROTLI_PARAM_QUALITY]: constants.BROTLI_MAX_QUALITY },
  });
  return [
    { name: `${name}, min`, value: content.length, unit: 'bytes' },
    {
      name: `${name}, gzip -9`,
      value: gzipSync(content, { level: 9 }).length,
      unit: 'bytes',
      ...(gzipFloor !== undefined && { floor: gzipFloor }),
    },
    { name: `${name}, brotli`, value: brotli.length, unit: 'bytes' },
  ];
}

test('weight: bytes', () => {
  const script = bytes('dist/widget/script.js');
  const style = bytes('dist/widget/style.css');
  const parts = readdirSync(path.join(root, 'dist/widget/parts')).filter((name) => name.endsWith('.js'));
  const together = ['gzip -9', 'brotli'].map((way, index): Figure => {
    const sum = [script, style].reduce((total, one) => total + sizes('', one)[index + 1]!.value, 0);
    const floor = index === 0 ? { floor: '≤ 40,000, aim 30,000' } : {};
    return { name: `on every page (script.js + style.css), ${way}`, value: sum, unit: 'bytes', ...floor };
  });
  record('weight', [
    ...together,
    ...sizes('script.js', script),
    ...sizes('style.css', style),
    ...parts.flatMap((name) => sizes(`parts/${name}`, bytes(`dist/widget/parts/${name}`))),
    { name: 'widget.zip', value: bytes('dist/widget.zip').length, unit: 'bytes' },
    ...sizes('beside it: socket.io-client', bytes('node_modules/socket.io-client/dist/socket.io.min.js')),
  ]);
});

let sandbox: RunningSandbox;
let marks = 0;

/** A context of its own is a process of its own: nothing is compiled or warm yet. */
async function fresh<T>(
  browser: Browser,
  work: (page: Page, context: BrowserContext) => Promise<T>,
): Promise<T> {
  const context = await browser.newContext({ locale: 'ru-RU' });
  try {
    return await work(await context.newPage(), context);
  } finally {
    await context.close();
  }
}

/** Says it in the page without Playwright's own helpers: loading those is a long task of the page by itself. */
async function inPage<T>(cdp: CDPSession, expression: string): Promise<T> {
  const { result, exceptionDetails } = await cdp.send('Runtime.evaluate', {
    expression,
    awaitPromise: true,
    returnByValue: true,
  });
  if (exceptionDetails !== undefined) throw new Error(`${expression}: ${exceptionDetails.text}`);
  return result.value as T;
}
const comesTrue = (cdp: CDPSession, state: string): Promise<void> =>
  inPage(cdp, `new Promise((done) => (function look() { ${state} ? done() : setTimeout(look, 20); })())`);

/** One whose callbacks do nothing. */
const idleWidget = `define([], () => function () {
  const yes = () => true;
  this.callbacks = { render: yes, init: yes, bind_actions: yes, destroy: yes };
});`;

/** Opens the CRM; from the moment the page asks for script.js its processor is `rate` times slower. */
async function openSlowed(
  page: Page,
  context: BrowserContext,
  rate: number,
  script = bytes('dist/widget/script.js').toString(),
): Promise<{ cdp: CDPSession; cost: Required<Cost> }> {
  const cdp = await context.newCDPSession(page);
  await page.route('**/script.js*', async (route) => {
    await cdp.send('Emulation.setCPUThrottlingRate', { rate });
    await route.fulfill({ contentType: 'text/javascript', body: timedScript(script, String((marks += 1))) });
  });
  await page.goto(sandbox.crm);
  await comesTrue(cdp, 'window.cost?.ready !== undefined');
  return { cdp, cost: await inPage(cdp, 'window.cost') };
}

/** Ms of the longest of the tasks after `init`, with a call in them; 0: none over 50 ms. */
async function longestTask(
  page: Page,
  context: BrowserContext,
  rate: number,
  script?: string,
): Promise<number> {
  await page.addInitScript(() => {
    new PerformanceObserver((list) => {
      const found = list.getEntries().map(({ startTime, duration }) => ({ startTime, duration }));
      window.longTasks = [...(window.longTasks ?? []), ...found];
    }).observe({ type: 'longtask', buffered: true });
  });
  const { cdp, cost } = await openSlowed(page, context, rate, script);
  const over = new Promise((resolve) => setTimeout(resolve, watched));
  const call = aCall(freshNumber());
  await sandbox.post(call.ringing());
  if (script === undefined)
    await comesTrue(cdp, `document.querySelector('.amocrm-telephony__card') !== null`);
  await sandbox.post(call.answered({ extensions: ['102'] }));
  await over;
  const tasks = await inPage<typeof window.longTasks>(cdp, 'window.longTasks');
  const after = (tasks ?? []).filter(({ startTime }) => startTime > cost.ready);
  return Math.max(0, ...after.map(({ duration }) => duration));
}

async function evaluationOfClient(page: Page, context: BrowserContext, rate: number): Promise<number> {
  await page.goto(`${sandbox.crm}/robots.txt`);
  const cdp = await context.newCDPSession(page);
  await cdp.send('Emulation.setCPUThrottlingRate', { rate });
  const script = bytes('node_modules/socket.io-client/dist/socket.io.min.js').toString();
  return page.evaluate(
    ([text, mark]) => {
      const element = document.createElement('script');
      element.textContent = `${text}\n//${mark}`;
      const start = performance.now();
      document.head.append(element);
      return performance.now() - start;
    },
    [script, String((marks += 1))] as const,
  );
}

test.describe(() => {
  test.beforeAll(async () => {
    sandbox = await startSandbox();
  });
  test.afterAll(() => sandbox.stop());

  for (const { rate, ours } of rates) {
    test(`weight: evaluation at 1/${rate} of the processor`, async ({ browser }) => {
      const widget: Required<Cost>[] = [];
      const client: number[] = [];
      for (let index = 0; index < pages; index += 1) {
        const { cost } = await fresh(browser, (page, context) => openSlowed(page, context, rate));
        widget.push(cost);
        client.push(await fresh(browser, (page, context) => evaluationOfClient(page, context, rate)));
      }
      const speed = rate === 1 ? 'CPU' : `CPU ÷ ${rate}`;
      const steps = ['evaluate', 'factory', 'new', 'render', 'init'] as const;
      const whole = widget.map((cost) => steps.reduce((sum, step) => sum + cost[step], 0));
      record('weight', [
        ...spread(`${speed}: script.js until init has returned`, 'ms', whole, ['p50', 'p95'], { p50: ours }),
        ...steps.flatMap((step) =>
          spread(
            `${speed}: … of it ${step}`,
            'ms',
            widget.map((cost) => cost[step]),
            ['p50'],
          ),
        ),
        ...spread(`${speed}: beside it socket.io-client evaluated`, 'ms', client, ['p50', 'p95']),
      ]);
    });

    test(`weight: long tasks at 1/${rate} of the processor`, async ({ browser }) => {
      const withWidget: number[] = [];
      const idle: number[] = [];
      for (let index = 0; index < watchedPages; index += 1) {
        withWidget.push(await fresh(browser, (page, context) => longestTask(page, context, rate)));
        idle.push(await fresh(browser, (page, context) => longestTask(page, context, rate, idleWidget)));
      }
      const speed = rate === 1 ? 'CPU' : `CPU ÷ ${rate}`;
      record('weight', [
        {
          name: `${speed}: longest task in the 5 s after init, with a call in them (0: none over 50 ms)`,
          value: Math.max(...withWidget),
          unit: 'ms',
          floor: '≤ 50',
          n: withWidget.length,
        },
        {
          name: `${speed}: … in half of the pages none longer than`,
          value: quantile(withWidget, 0.5),
          unit: 'ms',
          n: withWidget.length,
        },
        {
          name: `${speed}: … beside it: longest of the page with a widget that does nothing`,
          value: Math.max(...idle),
          unit: 'ms',
          n: idle.length,
        },
      ]);
    });
  }
});
