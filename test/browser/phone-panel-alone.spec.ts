import { expect, test, type Browser, type Page } from '@playwright/test';
import { axeFaults } from './axe-faults';
import { agentAt } from './phone-panel/agent-page';
import { opened, panelOf, press, spoken } from './phone-panel/panel';
import { sandboxWithPhones } from './phone-panel/sandbox-with-phones';
import type { RunningSandbox } from './sandbox';

let sandbox: RunningSandbox;
let browser: Browser;
sandboxWithPhones((phones) => ({ sandbox, browser } = phones));
test.setTimeout(120_000);
test.use({ actionTimeout: 20_000 });

const box = async (page: Page) => (await panelOf(page).boundingBox())!;

/** As if it had been copied elsewhere. */
const paste = (page: Page, text: string): Promise<void> =>
  panelOf(page)
    .getByRole('textbox', { name: 'Номер телефона' })
    .evaluate((field: HTMLInputElement, copied) => {
      field.focus();
      field.dispatchEvent(new ClipboardEvent('paste', { bubbles: true }));
      field.value = copied;
      field.dispatchEvent(new InputEvent('input', { bubbles: true, inputType: 'insertFromPaste' }));
    }, text);

test('devices, ring and the check before a shift', async () => {
  const anna = await agentAt(browser, sandbox);
  await opened(anna);
  await press(anna, 'Настройки звука и проверка');
  const microphone = panelOf(anna).getByLabel('Микрофон', { exact: true });
  await expect(microphone.locator('option')).not.toHaveCount(1);
  const other = (await microphone.locator('option').nth(1).textContent())!;
  await microphone.selectOption({ label: other });
  await expect(microphone).toHaveValue(/.+/);
  await panelOf(anna).getByLabel('Громкость звонка').fill('0');
  await press(anna, 'Проверить динамик');
  await expect(panelOf(anna)).toContainText('Alt+M');
  expect(await axeFaults(anna)).toEqual([]);
  await press(anna, 'Проверить всё перед сменой');
  const row = (name: string) => panelOf(anna).locator(`[data-check="${name}"]`);
  await expect(row('microphone')).toContainText('Слышим вас');
  await expect(row('ring')).toContainText('Громкость звонка – ноль');
  await expect(row('socket')).toContainText('Шлюз отвечает');
  await expect(row('line')).toContainText('На линии');
  await expect(row('network')).toContainText('STUN и TURN не заданы');
  await row('speaker').getByRole('button', { name: 'Да' }).click();
  await expect(row('speaker')).toContainText('Слышно');
  expect(await axeFaults(anna)).toEqual([]);
  await row('ring').getByRole('button', { name: 'Настройки звука' }).click();
  await panelOf(anna).getByLabel('Громкость звонка').fill('80');
  await press(anna, 'Назад');
  await expect(panelOf(anna).getByRole('button', { name: 'Позвонить' })).toBeVisible();
});

test('it covers no control of the page, and goes where it is put, by mouse and by keyboard', async () => {
  const anna = await agentAt(browser, sandbox);
  await opened(anna);
  const pager = (await anna.locator('.pagination').boundingBox())!;
  const first = await box(anna);
  expect(first.y + first.height).toBeLessThanOrEqual(pager.y);
  expect(first.y).toBeGreaterThanOrEqual(65);
  await anna.mouse.move(first.x + 90, first.y + 20);
  await anna.mouse.down();
  await anna.mouse.move(first.x - 210, first.y - 400, { steps: 5 });
  await anna.mouse.up();
  const dragged = await box(anna);
  expect(dragged.x).toBeCloseTo(first.x - 300, 0);
  expect(dragged.y).toBeGreaterThanOrEqual(65);
  await panelOf(anna)
    .getByRole('button', { name: /^Переместить/ })
    .focus();
  await anna.keyboard.press('ArrowLeft');
  expect((await box(anna)).x).toBeCloseTo(dragged.x - 16, 0);
  await anna.setViewportSize({ width: 700, height: 500 });
  await expect.poll(async () => (await box(anna)).x).toBeGreaterThanOrEqual(65);
});

test('where it was put it stands after a reload, and never out of a window that grew narrow', async () => {
  const anna = await agentAt(browser, sandbox);
  await opened(anna);
  const first = await box(anna);
  await anna.mouse.move(first.x + 90, first.y + 20);
  await anna.mouse.down();
  await anna.mouse.move(first.x - 210, first.y - 20, { steps: 5 });
  await anna.mouse.up();
  const put = await box(anna);
  expect(put.x).toBeCloseTo(first.x - 300, 0);
  await anna.reload();
  await expect(panelOf(anna)).toBeVisible();
  expect((await box(anna)).x).toBeCloseTo(put.x, 0);
  expect((await box(anna)).y).toBeCloseTo(put.y, 0);
  await anna.setViewportSize({ width: 560, height: 700 });
  await expect.poll(async () => (await box(anna)).x).toBeGreaterThanOrEqual(65);
  expect((await box(anna)).x + (await box(anna)).width).toBeLessThanOrEqual(560);
  await anna.setViewportSize({ width: 1024, height: 700 });
  await expect.poll(async () => Math.round((await box(anna)).x)).toBe(Math.round(put.x));
});

test('a number is taken in any notation that people copy, and what is none is said before it is called', async () => {
  const anna = await agentAt(browser, sandbox);
  await opened(anna);
  const said = panelOf(anna).locator('.amocrm-telephony__phone-said').first();
  for (const written of [
    '8 (999) 111-22-33',
    '+7 999 1112233',
    '9991112233',
    'tel:+79991112233',
    ' +7\u00a0(999)\u00a0111\u201122\u201133 ',
    'Тел.: 8-999-111-22-33',
    'sip:+79991112233@pbx.example.test',
  ]) {
    await paste(anna, written);
    await expect(said, written).toContainText('Наберём +7 999 111-22-33');
  }
  await paste(anna, '8 (495) 123-45-67 доб. 12');
  await expect(said).toContainText('Наберём +7 495 123-45-67');
  await expect(said).toContainText('12');
  for (const [written, words] of [
    ['Ирина Соколова', 'Это не номер'],
    ['8 999 111-22-33, 8 999 111-22-44', 'Здесь несколько номеров'],
    ['+7 999 111-22-33-44-55-66-77', 'Слишком длинно'],
  ] as const) {
    await paste(anna, written);
    await expect(said, written).toContainText(words);
  }
  expect(await axeFaults(anna)).toEqual([]);
});

test('the numbers of late are there, picked and called again by keyboard, also after a reload', async () => {
  const anna = await agentAt(browser, sandbox);
  await opened(anna);
  const field = panelOf(anna).getByRole('textbox', { name: 'Номер телефона' });
  for (const [number, words] of [
    ['+79990000001', 'Занято'],
    ['+79990000004', 'Такого номера нет'],
  ] as const) {
    await field.fill(number);
    await anna.keyboard.press('Enter');
    await expect(spoken(anna)).toContainText(words);
    await expect(panelOf(anna).getByRole('button', { name: /^Повторить/ })).toBeVisible({ timeout: 15_000 });
  }
  await anna.reload();
  await expect(panelOf(anna).getByRole('button', { name: /^Повторить \+7 999 000-00-04/ })).toBeVisible();
  await field.focus();
  await anna.keyboard.press('ArrowDown');
  await anna.keyboard.press('ArrowDown');
  await anna.keyboard.press('Enter');
  await expect(field).toBeFocused();
  await expect(field).toHaveValue('+7 999 000-00-01');
  expect(await axeFaults(anna)).toEqual([]);
});
