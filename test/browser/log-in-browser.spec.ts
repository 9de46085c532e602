import { expect, test } from '@playwright/test';
import puppeteer from 'puppeteer-core';
import { aCall } from './calls';
import { executablePath, quietArgs } from './chromium';
import { create, freshNumber, inCrm } from './crm';
import { caughtUp, crash, manyTabs, type ManyTabs } from './many-tabs';
import { startSandbox, type RunningSandbox } from './sandbox';

test.setTimeout(150_000);
let sandbox: RunningSandbox;
let browser: ManyTabs;
test.beforeAll(async () => {
  sandbox = await startSandbox({ env: { CALL_LOGGING: 'off' } });
});
test.afterAll(() => sandbox.stop());
test.beforeEach(async () => {
  browser = await manyTabs(sandbox);
});
test.afterEach(async () => {
  await browser.close();
  await sandbox.faults();
  await sandbox.latency(0);
});

interface CallNote {
  note_type: string;
  params: { uniq: string; duration: number; call_responsible: unknown; source: string };
}
const logged = async (contact: number): Promise<CallNote[]> =>
  (await inCrm<CallNote>(sandbox, `contacts/${contact}/notes?limit=250`)).filter(
    ({ note_type }) => note_type === 'call_in',
  );
const uniqs = async (contact: number): Promise<string[]> =>
  (await logged(contact)).map(({ params }) => params.uniq).sort();
const inbox = async (callId: string): Promise<number> =>
  (await inCrm<{ metadata: { uniq: string } }>(sandbox, 'leads/unsorted?limit=250')).filter(
    ({ metadata }) => metadata.uniq === callId,
  ).length;

async function known(): Promise<{ number: string; contact: number }> {
  const number = freshNumber();
  const [contact] = await create(sandbox, 'contacts', [{ name: 'Звонит Часто', phone: number }]);
  return { number, contact: contact! };
}
/** Rings, is not picked up, ends: no window asks for anything. */
async function missed(number: string, extensions = ['101']): Promise<string> {
  const call = aCall(number, extensions);
  await sandbox.post(call.ringing());
  const at = new Date().toISOString();
  await sandbox.post(call.ended({ at, duration: 0, disposition: 'no_answer', extensions }));
  return call.id;
}

test('without a gateway that logs, the browser writes each call once, with numbers for numbers', async () => {
  const { number, contact } = await known();
  await browser.open();
  await browser.open('/leads/list/');
  await expect.poll(() => browser.leaders().length).toBe(1);
  const ids = [await missed(number), await missed(number)];
  await expect.poll(() => uniqs(contact), { timeout: 30_000 }).toEqual(ids.sort());
  const [{ params }] = (await logged(contact)) as [CallNote];
  expect(params.call_responsible).toBe(sandbox.agents[0]!.userId);
  expect(params.source).toBe('amocrm_telephony');
});

test('an answer is lost: it looks before it writes again', async () => {
  const { number, contact } = await known();
  await browser.open();
  await expect.poll(() => browser.leaders().length).toBe(1);
  await sandbox.clearLog();
  await sandbox.faults('api-lost-answer');
  const id = await missed(number);
  const asked = (path: string) => async () => (await sandbox.log()).some((one) => one.path === path);
  await expect.poll(asked('/api/v4/calls'), { timeout: 30_000 }).toBe(true);
  await sandbox.faults();
  await expect.poll(asked('/api/v4/contacts/notes'), { timeout: 60_000 }).toBe(true);
  // One more goes the ordinary way, after the look: had the first been sent again, it would stand there by now.
  const next = await missed(number);
  await expect.poll(() => uniqs(contact), { timeout: 30_000 }).toEqual([id, next].sort());
});

test('the leading tab dies in the midst of logging, again and again: lost 0, doubled 0', async () => {
  const { number, contact } = await known();
  const ids: string[] = [];
  // The CRM here keeps one of two with the same id: so what is sent is counted, not what stands there.
  const sent: string[] = [];
  const open = async (): Promise<void> => {
    const { page } = await browser.open();
    const cdp = await page.createCDPSession();
    await cdp.send('Network.enable');
    cdp.on('Network.requestWillBeSent', ({ request: { url, postDataEntries } }) => {
      if (!url.endsWith('/api/v4/calls')) return;
      const body = Buffer.concat(
        (postDataEntries ?? []).map(({ bytes }) => Buffer.from(bytes ?? '', 'base64')),
      );
      sent.push(...(JSON.parse(body.toString()) as { uniq: string }[]).map(({ uniq }) => uniq));
    });
  };
  await sandbox.latency(300);
  await open();
  for (const wait of [250, 450, 650]) {
    await open();
    await expect.poll(() => browser.leaders().length, { timeout: 30_000 }).toBe(1);
    for (let count = 0; count < 8; count += 1) ids.push(await missed(number));
    // At another moment of the writing each time.
    await new Promise((resolve) => setTimeout(resolve, wait));
    const [leader] = browser.leaders();
    await crash(leader!);
    browser.drop(leader!);
  }
  await sandbox.latency(0);
  await expect.poll(() => uniqs(contact), { timeout: 60_000 }).toEqual(ids.sort());
  expect(sent.sort()).toEqual(ids);
});

test('two agents for whom one call rang: the second looks, and finds what the first has written', async () => {
  const { number, contact } = await known();
  await browser.open();
  await expect.poll(() => browser.leaders().length).toBe(1);
  const second = await puppeteer.launch({ executablePath, args: quietArgs });
  try {
    const page = await second.newPage();
    const { told } = await caughtUp(page);
    await page.goto(`${sandbox.crm}/login?user=${sandbox.agents[1]!.userId}&back=/contacts/list/`);
    await told;
    const ids = [await missed(number, ['101', '102'])];
    await expect.poll(() => uniqs(contact), { timeout: 30_000 }).toEqual(ids);
    const waiting = (): Promise<string[]> =>
      page.evaluate(() =>
        Object.entries(localStorage).flatMap(([key, text]) =>
          key.includes(':log:job:') ? [(JSON.parse(String(text)) as { job: { step: string } }).job.step] : [],
        ),
      );
    await expect.poll(waiting, { timeout: 30_000 }).toEqual(['find']);
  } finally {
    await second.close();
  }
});

test('a stranger whose window was cancelled goes to the inbox', async () => {
  const tab = await browser.open();
  await expect.poll(() => browser.leaders().length).toBe(1);
  const call = aCall(freshNumber());
  await sandbox.post([call.ringing(), call.answered()]);
  await sandbox.post(
    call.ended({ at: new Date().toISOString(), recording_url: 'https://records.example.test/1.mp3' }),
  );
  await tab.page.waitForSelector('.modal textarea[name="note"]');
  await new Promise((resolve) => setTimeout(resolve, 1000));
  expect(await inbox(call.id)).toBe(0);
  await tab.page.locator('.modal [data-do="cancel"]').click();
  await expect.poll(() => inbox(call.id), { timeout: 40_000 }).toBe(1);
});
