import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { expect, test } from '@playwright/test';
import puppeteer, { type Browser, type Page } from 'puppeteer-core';
import { executablePath, quietArgs } from './chromium';
import { create, freshNumber } from './crm';
import { caughtUp } from './many-tabs';
import { putForward, withClock } from './page-clock';
import { notes, talk } from './result-window';
import { startSandbox, type RunningSandbox } from './sandbox';

test.setTimeout(120_000);
let sandbox: RunningSandbox;
let profile: string;
let browser: Browser | undefined;
test.beforeAll(async () => {
  sandbox = await startSandbox();
});
test.afterAll(() => sandbox.stop());
test.beforeEach(() => {
  profile = mkdtempSync(path.join(tmpdir(), 'profile-'));
});
test.afterEach(async () => {
  await browser?.close();
  rmSync(profile, { recursive: true, force: true });
});

const area = '.modal textarea[name="note"]';
const bar = '.amocrm-telephony__bar';

/** The browser, as it comes up after whatever happened to it, with the agent at work. */
async function start(): Promise<Page> {
  rmSync(path.join(profile, 'SingletonLock'), { force: true });
  browser = await puppeteer.launch({ executablePath, userDataDir: profile, args: quietArgs });
  const page = await browser.newPage();
  await withClock(page);
  const { told } = await caughtUp(page);
  await page.goto(`${sandbox.crm}/login?user=${sandbox.agents[0]!.userId}&back=/contacts/list/`);
  await told;
  return page;
}

/** All of its processes at once, as when the power fails: nothing is written any more. */
async function powerCut(): Promise<void> {
  const main = browser!.process()!;
  const gone = new Promise((resolve) => main.once('exit', resolve));
  process.kill(-main.pid!, 'SIGKILL');
  await gone;
  browser = undefined;
}

async function asked(page: Page): Promise<number> {
  const number = freshNumber();
  const [contact] = await create(sandbox, 'contacts', [{ name: 'Без Света', phone: number }]);
  await talk(sandbox, number);
  await page.waitForSelector(area);
  await expect.poll(() => page.$eval(area, (note) => note === document.activeElement)).toBe(true);
  return contact!;
}

const filed = async (page: Page): Promise<void> => {
  await page.keyboard.down('Control');
  await page.keyboard.press('Enter');
  await page.keyboard.up('Control');
  await page.waitForFunction(
    (at) => [...document.querySelectorAll(at)].some((row) => row.textContent.includes('Итог сохранён')),
    {},
    bar,
  );
  await putForward(page, sandbox);
};
const kept = (page: Page): Promise<number> =>
  page.evaluate(
    () =>
      Object.entries(localStorage).filter(
        ([key, text]) => key.includes(':result:stage:') && !String(text).includes('"stage":"sent"'),
      ).length,
  );

test('the whole browser is killed while typing: the next one has every letter, and sends it', async () => {
  const page = await start();
  const contact = await asked(page);
  // As long as people type: Chromium writes localStorage to the disk ever more seldom.
  const text = 'Счёт на двенадцать окон, доставка в пятницу, звонить после обеда. '.repeat(3);
  await page.keyboard.type(text, { delay: 30 });
  await new Promise((resolve) => setTimeout(resolve, 250));
  await powerCut();
  const after = await start();
  await after.waitForSelector(`${area}, ${bar} button`);
  if ((await after.$(area)) === null) await after.locator(`${bar} button`).click();
  await after.waitForSelector(area);
  expect(await after.$eval(area, (note) => note.value)).toBe(text);
  await after.focus(area);
  await filed(after);
  await expect.poll(() => notes(sandbox, `contacts/${contact}`), { timeout: 30_000 }).toEqual([text.trim()]);
});

test('killed as soon as a result has reached the CRM: it is neither asked about nor sent again', async () => {
  const page = await start();
  const contact = await asked(page);
  await page.keyboard.type('Один раз');
  await filed(page);
  await expect.poll(() => kept(page), { timeout: 30_000, intervals: [50] }).toBe(0);
  await new Promise((resolve) => setTimeout(resolve, 250));
  await powerCut();
  const after = await start();
  const another = await asked(after);
  await after.keyboard.type('Другой разговор');
  await filed(after);
  await expect
    .poll(() => notes(sandbox, `contacts/${another}`), { timeout: 30_000 })
    .toEqual(['Другой разговор']);
  await expect.poll(() => kept(after)).toBe(0);
  expect(await notes(sandbox, `contacts/${contact}`)).toEqual(['Один раз']);
});
