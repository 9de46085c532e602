import { expect, test } from '@playwright/test';
import { create, freshNumber } from './crm';
import { crash, manyTabs, type ManyTabs, type Tab } from './many-tabs';
import { putForward, withClock } from './page-clock';
import { notes, talk } from './result-window';
import { startSandbox, type RunningSandbox } from './sandbox';

test.setTimeout(120_000);
let sandbox: RunningSandbox;
let browser: ManyTabs;
test.beforeAll(async () => {
  sandbox = await startSandbox();
});
test.afterAll(() => sandbox.stop());
test.beforeEach(async () => {
  browser = await manyTabs(sandbox, [], withClock);
});
test.afterEach(() => browser.close());

const area = '.modal textarea[name="note"]';
const bar = '.amocrm-telephony__bar';
const typed = (tab: Tab): Promise<string> => tab.page.$eval(area, (note) => note.value);
const text = (tab: Tab): Promise<string> =>
  tab.page.$$eval(bar, (rows) => rows.map((row) => row.textContent).join(' '));

/** A tab whose window stands open after a call with a new contact, and its id. */
async function asked(tab: Tab, name: string): Promise<number> {
  const number = freshNumber();
  const [contact] = await create(sandbox, 'contacts', [{ name, phone: number }]);
  await expect.poll(() => browser.leaders().length).toBe(1);
  await talk(sandbox, number);
  await tab.page.waitForSelector(area);
  await expect.poll(() => tab.page.$eval(area, (note) => note === document.activeElement)).toBe(true);
  return contact!;
}

test('a reload: the window opens again with what was typed, to the last letter', async () => {
  const tab = await browser.open();
  await asked(tab, 'После Перезагрузки');
  await tab.page.keyboard.type('Каждая буква');
  await tab.page.reload();
  await tab.page.waitForSelector(area);
  expect(await typed(tab)).toBe('Каждая буква');
});

test('another page, without reload and with one: the bar has it, and the window all of it', async () => {
  const tab = await browser.open('/leads/list/');
  await asked(tab, 'С Другой Страницы');
  await tab.page.keyboard.type('Начато в сделках');
  await tab.page.evaluate(() =>
    document.querySelector<HTMLElement>('#left_menu a[href^="/contacts"]')!.click(),
  );
  await expect.poll(() => text(tab)).toContain('С Другой Страницы');
  expect(await tab.page.$(area)).toBeNull();
  await tab.page.goto(`${sandbox.crm}/companies/list/`);
  await expect.poll(() => text(tab)).toContain('С Другой Страницы');
  await tab.page.locator(`${bar} button`).click();
  await tab.page.waitForSelector(area);
  expect(await typed(tab)).toBe('Начато в сделках');
});

test('the renderer is killed while typing: another tab has every letter', async () => {
  const other = await browser.open('/contacts/list/');
  const tab = await browser.open();
  const contact = await asked(tab, 'Вкладка Упала');
  await tab.page.keyboard.type('Набрано до падения');
  await crash(tab);
  browser.drop(tab);
  await other.page.bringToFront();
  await expect.poll(() => text(other), { timeout: 20_000 }).toContain('Вкладка Упала');
  await other.page.locator(`${bar} button`).click();
  await other.page.waitForSelector(area);
  expect(await typed(other)).toBe('Набрано до падения');
  await other.page.keyboard.down('Control');
  await other.page.keyboard.press('Enter');
  await other.page.keyboard.up('Control');
  await expect.poll(() => text(other)).toContain('Итог сохранён');
  await putForward(other.page, sandbox);
  await expect
    .poll(() => notes(sandbox, `contacts/${contact}`), { timeout: 30_000 })
    .toEqual(['Набрано до падения']);
});

test('saved, and the browser’s only tab closed at once: the next one sends it, once', async () => {
  const tab = await browser.open();
  const contact = await asked(tab, 'Закрыл Сразу');
  await tab.page.keyboard.type('Отправить потом');
  await tab.page.keyboard.down('Control');
  await tab.page.keyboard.press('Enter');
  await tab.page.keyboard.up('Control');
  await expect.poll(() => text(tab)).toContain('Итог сохранён');
  const keeper = await browser.browser.newPage();
  await tab.page.close();
  browser.drop(tab);
  const next = await browser.open('/leads/list/');
  await keeper.close();
  await expect.poll(() => text(next)).toContain('Итог сохранён');
  await putForward(next.page, sandbox);
  await expect
    .poll(() => notes(sandbox, `contacts/${contact}`), { timeout: 30_000 })
    .toEqual(['Отправить потом']);
});

test('two tabs with the same result open: what is typed in one stands in the other', async () => {
  const first = await browser.open();
  await asked(first, 'В Двух Вкладках');
  await first.page.keyboard.type('Из первой');
  const second = await browser.open('/contacts/list/');
  await expect.poll(() => text(second)).toContain('В Двух Вкладках');
  await second.page.locator(`${bar} button`).click();
  await second.page.waitForSelector(area);
  expect(await typed(second)).toBe('Из первой');
  await second.page.keyboard.press('End');
  await second.page.keyboard.type(' и из второй');
  await expect.poll(() => typed(first)).toBe('Из первой и из второй');
  // The task is typed in one while the note stands in the other: neither takes from the other.
  await second.page.type('.modal [name="taskText"]', 'Дело');
  await first.page.bringToFront();
  await first.page.focus(area);
  await first.page.keyboard.press('End');
  await first.page.keyboard.type('!');
  await expect.poll(() => typed(second)).toBe('Из первой и из второй!');
  expect(
    await first.page.$eval('.modal [name="taskText"]', (input) => (input as HTMLInputElement).value),
  ).toBe('Дело');
});

test('signed out and in again: it is there, and not for another user', async () => {
  const tab = await browser.open();
  await asked(tab, 'Вышел И Вошёл');
  await tab.page.keyboard.type('До выхода');
  await tab.page.goto(`${sandbox.crm}/login?user=${sandbox.agents[1]!.userId}`);
  await tab.page.goto(`${sandbox.crm}/leads/list/`);
  await tab.page.waitForSelector('.amocrm-telephony');
  await expect.poll(() => browser.leaders().length).toBe(1);
  expect(await text(tab)).toBe('');
  await tab.page.goto(`${sandbox.crm}/login?user=${sandbox.agents[0]!.userId}`);
  await tab.page.goto(`${sandbox.crm}/leads/list/`);
  await tab.page.waitForSelector(`${area}, ${bar}`);
  if ((await tab.page.$(area)) === null) await tab.page.locator(`${bar} button`).click();
  await tab.page.waitForSelector(area);
  expect(await typed(tab)).toBe('До выхода');
});
