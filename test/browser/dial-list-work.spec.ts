import { expect, test, type Browser, type Locator, type Page } from '@playwright/test';
import { axeFaults } from './axe-faults';
import { create, inCrm } from './crm';
import { names, opened, panel, row, selected, typed } from './dial-panel';
import { agentPage } from './phone-panel/agent-page';
import { customerPage } from './phone-panel/customer-page';
import { callOf, panelOf } from './phone-panel/panel';
import { sandboxWithPhones } from './phone-panel/sandbox-with-phones';
import { notes, signedIn } from './result-window';
import type { RunningSandbox } from './sandbox';

let sandbox: RunningSandbox;
let browser: Browser;
sandboxWithPhones((phones) => ({ sandbox, browser } = phones), { deskPhones: ['103'] });
test.setTimeout(120_000);
test.use({ actionTimeout: 20_000 });

const context = (viewport = { width: 1024, height: 700 }) =>
  browser.newContext({
    permissions: ['microphone'],
    viewport,
    locale: 'ru-RU',
  });

/** With Tab alone, as somebody without a mouse. */
async function tabTo(page: Page, to: Locator, key = 'Tab'): Promise<void> {
  for (let press = 0; press < 40; press += 1) {
    await page.keyboard.press(key);
    if (await to.evaluate((element) => element === document.activeElement)) return;
  }
  throw new Error(`Tab does not reach ${to.toString()}`);
}

test('all of the panel by keyboard: open, type, order, remove, take back, switch, settings, fold, close', async () => {
  const page = await agentPage(await context(), sandbox, 1);
  const key = async (name: string, by = 'Tab'): Promise<void> => {
    await tabTo(page, panel(page).getByRole('button', { name, exact: true }), by);
    await page.keyboard.press('Enter');
  };
  await page.keyboard.press('Alt+p');
  const opener = panelOf(page).getByRole('button', { name: 'Список обзвона' });
  await expect(panelOf(page)).toBeVisible();
  await tabTo(page, opener, 'Shift+Tab');
  await page.keyboard.press('Enter');
  await expect(panel(page)).toBeFocused();
  await expect(panel(page)).toContainText('Список пуст');
  expect(await axeFaults(page, '.amocrm-telephony_dial')).toEqual([]);

  await key('Вписать номера');
  await page.keyboard.type('Анна +7 495 100-10-01, Борис +7 495 100-10-02, Вера +7 495 100-10-03');
  await key('Добавить');
  await expect.poll(() => names(page)).toEqual(['Анна', 'Борис', 'Вера']);
  await tabTo(page, row(page, 'Анна'));
  await page.keyboard.press('ArrowDown');
  await expect(row(page, 'Борис')).toBeFocused();
  await page.keyboard.press('Alt+End');
  await expect.poll(() => names(page)).toEqual(['Анна', 'Вера', 'Борис']);
  await expect(row(page, 'Борис')).toBeFocused();
  await page.keyboard.press('Home');
  await page.keyboard.press('Delete');
  await expect.poll(() => names(page)).toEqual(['Вера', 'Борис']);
  await expect(row(page, 'Вера')).toBeFocused();
  const chosen = panel(page).getByRole('group', { name: 'Выбранная строка' });
  await tabTo(page, chosen.getByRole('button', { name: 'Пропустить' }));
  await page.keyboard.press('Space');
  await expect(row(page, 'Вера')).toContainText('Пропущен');
  await key('Вернуть');
  await expect.poll(() => names(page)).toEqual(['Анна', 'Вера', 'Борис']);

  const card = panel(page).getByRole('switch', { name: 'Открывать карточку при звонке' });
  await tabTo(page, card);
  const was = await card.isChecked();
  await page.keyboard.press('Space');
  await expect(card).toBeChecked({ checked: !was });
  await tabTo(page, panel(page).locator('summary'));
  await page.keyboard.press('Enter');
  await tabTo(page, panel(page).getByLabel('Смена до'));
  await tabTo(page, panel(page).getByLabel('Итоги в amoCRM'));
  await tabTo(page, panel(page).getByLabel('Режим'));
  await page.keyboard.press('ArrowDown');
  await key('Начать обзвон', 'Shift+Tab');
  await expect(panel(page)).toContainText('Выберите, кому звонить');
  await key('Закончить');
  await expect(panel(page)).toContainText('Обзвон не начат');
  await key('Свернуть или развернуть', 'Shift+Tab');
  await expect(row(page, 'Анна')).toBeHidden();
  await page.keyboard.press('Enter');
  await expect(row(page, 'Анна')).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(panel(page)).toHaveCount(0);
  await expect(opener).toBeFocused();
});

test('results go into the CRM as notes, or as tags: one each', async () => {
  const [noted, tagged] = await create(sandbox, 'contacts', [
    { name: 'Итогов Первый', phone: '+79130000004' },
    { name: 'Итогов Второй', phone: '+79140000004' },
  ]);
  const page = await agentPage(await context(), sandbox, 0, '/contacts/list/contacts/?term=Итогов');
  await selected(page);
  const called = async (name: string, written: string): Promise<void> => {
    await panel(page).getByLabel('Итоги в amoCRM').selectOption(written);
    await row(page, name).getByRole('button', { name: 'Позвонить' }).click();
    await expect(row(page, name)).toContainText('Неверный номер', { timeout: 30_000 });
  };
  await panel(page).getByLabel('Режим').selectOption('preview');
  await panel(page).locator('summary').click();
  await called('Итогов Первый', 'notes');
  await expect.poll(() => notes(sandbox, `contacts/${noted!}`), { timeout: 20_000 }).toHaveLength(1);
  expect(await notes(sandbox, `contacts/${noted!}`)).toEqual([
    expect.stringMatching(/^Обзвон: Неверный номер\. \+79130000004, .+ Попыток: 1, разговор 0:00\.$/),
  ]);

  await called('Итогов Второй', 'tags');
  const tags = async (): Promise<string[]> => {
    const path = `contacts?filter[id]=${tagged!}`;
    const [found] = await inCrm<{ _embedded: { tags: { name: string }[] } }>(sandbox, path);
    return found!._embedded.tags.map(({ name }) => name);
  };
  await expect.poll(tags, { timeout: 20_000 }).toEqual(['Обзвон: неверный номер']);
  expect(await notes(sandbox, `contacts/${tagged!}`)).toEqual([]);
  expect(await notes(sandbox, `contacts/${noted!}`)).toHaveLength(1);
});

test('a call that brings the phone up while the list is open: they stand side by side', async () => {
  const page = await agentPage(await context({ width: 1280, height: 800 }), sandbox, 1);
  const client = await customerPage(browser, sandbox);
  await selected(page);
  await expect(panelOf(page)).toHaveCount(0);
  await client.call('102');
  await expect(callOf(page, client.name)).toContainText('Входящий звонок');
  const phone = (await panelOf(page).boundingBox())!;
  const list = (await panel(page).boundingBox())!;
  expect(list.x + list.width <= phone.x || phone.x + phone.width <= list.x).toBe(true);
});

test('an agent with a phone on the desk: it rings first, and the PBX says what came of each call', async () => {
  const desk = await (await context()).newPage();
  await desk.goto(`${sandbox.phone}?extension=103`);
  await expect(desk.locator('#status')).toContainText('Готов. Номер: 103');
  const page = await (await context()).newPage();
  await signedIn(page, sandbox, '/contacts/list/', 2);
  await opened(page);
  await typed(page, 'Занятый +79150000001', 'Пустой +79157777777');
  await panel(page).getByRole('spinbutton').fill('0');
  await panel(page).getByRole('spinbutton').blur();
  await panel(page).getByRole('button', { name: 'Начать обзвон' }).click();
  for (const [name, outcome] of [
    ['Занятый', 'занято'],
    ['Пустой', 'не ответили'],
  ] as const) {
    await expect(desk.locator('#status')).toContainText('Снимите трубку', { timeout: 30_000 });
    await expect(panel(page)).toContainText(`Звоним: ${name}`);
    await desk.getByRole('button', { name: 'Ответить' }).click();
    await expect(row(page, name)).toContainText(`Попыток 1: ${outcome}`, { timeout: 30_000 });
  }
  await expect(panel(page)).toContainText('Пока звонить некому', { timeout: 30_000 });
  expect((await sandbox.calls()).filter(({ number }) => number.startsWith('+7915'))).toMatchObject([
    { number: '+79150000001', outcome: 'busy' },
    { number: '+79157777777', outcome: 'no_answer' },
  ]);
});
