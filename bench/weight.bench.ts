import { readFileSync, readdirSync } from 'node:fs';
import path from 'node:path';
import { brotliCompressSync, constants, gzipSync } from 'node:zlib';
import { test, type Browser, type BrowserContext, type Page } from '@playwright/test';
import { aCall } from '../test/browser/calls';
import { freshNumber } from '../test/browser/crm';
import { startSandbox, type RunningSandbox } from '../test/browser/sandbox';
import { record, type Figure } from './record';
import { spread } from './spread';
import { timedScript, type Cost } from './timed-script';

const root = path.join(__dirname, '..');
const bytes = (file: string): Buffer => readFileSync(path.join(root, file));
const pages = 24;
const watched = 5000;
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

/** Opens the CRM; from the moment the page asks for script.js its processor is `rate` times slower. */
async function openSlowed(page: Page, context: BrowserContext, rate: number): Promise<Required<Cost>> {
  const cdp = await context.newCDPSession(page);
  const script = bytes('dist/widget/script.js').toString();
  await page.route('**/script.js*', async (route) => {
    await cdp.send('Emulation.setCPUThrottlingRate', { rate });
    await route.fulfill({ contentType: 'text/javascript', body: timedScript(script, String((marks += 1))) });
  });
  await page.goto(sandbox.crm);
  await page.waitForFunction(() => (window as { cost?: Cost }).cost?.ready !== undefined);
  return page.evaluate(() => window.cost as Required<Cost>);
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
        widget.push(await fresh(browser, (page, context) => openSlowed(page, context, rate)));
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
      const longest = async (page: Page, from: number): Promise<number> =>
        page.evaluate(
          async ([after, lasts]) => {
            const found: number[] = [0];
            new PerformanceObserver((list) => {
              for (const { startTime, duration } of list.getEntries())
                if (startTime > after) found.push(duration);
            }).observe({ type: 'longtask', buffered: true });
            await new Promise((resolve) => setTimeout(resolve, lasts));
            return Math.max(...found);
          },
          [from, watched] as const,
        );
      const withWidget: number[] = [];
      for (let index = 0; index < 2; index += 1) {
        withWidget.push(
          await fresh(browser, async (page, context) => {
            const { ready } = await openSlowed(page, context, rate);
            const found = longest(page, ready);
            const call = aCall(freshNumber());
            await sandbox.post(call.ringing());
            await page.waitForSelector('.amocrm-telephony__card');
            await sandbox.post(call.answered({ extensions: ['102'] }));
            return found;
          }),
        );
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
      ]);
    });
  }
});
