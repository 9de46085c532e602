import { readFileSync } from 'node:fs';
import { expect, test, type Page } from '@playwright/test';
import { axeFaults } from './axe-faults';
import { aCall } from './calls';
import { create, freshNumber } from './crm';
import { rows, standIn } from './journal-rows';
import { startSandbox, type RunningSandbox } from './sandbox';

let sandbox: RunningSandbox;
let code: string;
test.beforeAll(async () => {
  sandbox = await startSandbox();
  const status = (await (await fetch(`${sandbox.crm}/sandbox/status`)).json()) as {
    widgets: { code: string }[];
  };
  code = status.widgets[0]!.code;
});
test.afterAll(() => sandbox.stop());

const open = (page: Page) => page.goto(`${sandbox.crm}/settings/widgets/${code}/`);
const line = (page: Page) => page.locator('.amocrm-telephony__log');
const table = (page: Page) => page.locator('.amocrm-telephony__table tbody tr');
const button = (page: Page, name: string | RegExp) => page.getByRole('button', { name });

test('an administrator sees what became of each call, and why', async ({ page }) => {
  await standIn(page, sandbox);
  await open(page);
  await expect(page.getByRole('heading', { level: 1 })).toHaveText('Телефония: журнал и переадресация');
  await expect(line(page)).toContainText('Звонки записываются в CRM. Ждут записи: 2.');
  await expect(table(page)).toHaveCount(rows.length);
  const text = (index: number) => table(page).nth(index);
  await expect(text(0)).toContainText('Ждёт записи');
  await expect(text(0)).toContainText('Последняя попытка: «504 Gateway Time-out».');
  await expect(text(0)).toContainText('Попыток: 3.');
  await expect(text(2).getByRole('link', { name: 'Открыть контакт' })).toHaveAttribute(
    'href',
    '/contacts/detail/7',
  );
  await expect(text(4)).toContainText('call_responsible: This value should be of type integer». Попыток: 2.');
  await expect(text(7)).toContainText('Звонок между сотрудниками.');
  await expect(text(8)).toContainText('Номер скрыт');
  expect(await axeFaults(page, 'html')).toEqual([]);
});

test('its page is found in Settings', async ({ page }) => {
  await standIn(page, sandbox);
  await page.goto(`${sandbox.crm}/settings/widgets/`);
  await page.getByRole('link', { name: 'Телефония: журнал и переадресация' }).click();
  await expect(table(page)).toHaveCount(rows.length);
  // And again, without a reload of the page.
  await page.getByRole('link', { name: 'К интеграциям' }).click();
  await page.getByRole('link', { name: 'Телефония: журнал и переадресация' }).click();
  await expect(page.locator('.amocrm-telephony__journal')).toHaveCount(1);
});

test('the filter shows one kind alone', async ({ page }) => {
  await standIn(page, sandbox);
  await open(page);
  await button(page, 'Отклонены (2)').click();
  await expect(table(page)).toHaveCount(2);
  await expect(button(page, 'Отклонены (2)')).toHaveAttribute('aria-pressed', 'true');
  await button(page, 'Ждут (2)').click();
  await expect(table(page)).toHaveCount(2);
  await expect(table(page).first()).toContainText('Ждёт записи');
});

test('one call or all are tried again, by keyboard alone', async ({ page }) => {
  const journal = await standIn(page, sandbox);
  await open(page);
  await button(page, 'Отклонены (2)').focus();
  await page.keyboard.press('Enter');
  await expect(table(page)).toHaveCount(2);
  await page.keyboard.press('Tab');
  await expect(button(page, 'Повторить все')).toBeFocused();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await expect(button(page, /^Повторить: /).first()).toBeFocused();
  await page.keyboard.press('Enter');
  await expect(page.getByRole('status').filter({ hasText: 'Отправлены повторно: 1.' })).toBeVisible();
  expect(journal.retried).toEqual([{ call_ids: [rows[4]!.call_id] }]);
  await expect(button(page, /^Повторить: /).first()).toBeFocused();
  await button(page, 'Повторить все').click();
  await expect.poll(() => journal.retried).toHaveLength(2);
  expect(journal.retried[1]).toEqual({});
});

test('a stop is said first, with its cause and cure', async ({ page }) => {
  const journal = await standIn(page, sandbox);
  journal.now = { rows, stopped: { reason: 'account_unpaid', since: '2026-01-31T07:00:00.000Z' } };
  await open(page);
  await expect(line(page)).toContainText('Запись звонков в CRM остановлена с');
  await expect(line(page)).toContainText('Аккаунт CRM не оплачен.');
  await expect(line(page)).toContainText('Оплатите аккаунт и нажмите «Повторить все».');
  expect(await axeFaults(page, 'html')).toEqual([]);
});

test('nothing yet, still reading, and each kind of trouble', async ({ page }) => {
  const journal = await standIn(page, sandbox);
  journal.now = 'silent';
  await open(page);
  await expect(line(page)).toHaveText('Читаем журнал…');
  const cases = [
    [{ rows: [], stopped: null }, 'Завершённых звонков пока нет'],
    [{ status: 403 }, 'Эту страницу видят только администраторы'],
    [{ status: 404 }, 'Этот шлюз не записывает звонки'],
    [{ status: 500 }, 'Шлюз телефонии не отвечает'],
  ] as const;
  for (const [now, words] of cases) {
    journal.now = now;
    await open(page);
    await expect(page.locator('.amocrm-telephony__journal')).toContainText(words);
    expect(await axeFaults(page, 'html')).toEqual([]);
  }
});

test('while the gateway is away what was read stays, and comes up to date by itself', async ({ page }) => {
  const journal = await standIn(page, sandbox);
  await page.clock.install();
  await open(page);
  await expect(table(page)).toHaveCount(rows.length);
  journal.now = { status: 502 };
  await page.clock.runFor(11_000);
  await expect(line(page)).toContainText('Шлюз телефонии не отвечает');
  await expect(table(page)).toHaveCount(rows.length);
  journal.now = { rows: rows.slice(0, 3), stopped: null };
  await page.clock.runFor(11_000);
  await expect(table(page)).toHaveCount(3);
  await expect(line(page)).toContainText('Звонки записываются');
});

test('a button that is pressed as the journal comes up to date does what was pressed', async ({ page }) => {
  const journal = await standIn(page, sandbox);
  await page.clock.install();
  await open(page);
  await expect(table(page)).toHaveCount(rows.length);
  /** Soon the journal will be read again; from now on time passes only as it is put forward. */
  const nearlyRead = async (): Promise<void> => {
    await page.clock.pauseAt((await page.evaluate(() => Date.now())) + 200);
    await page.clock.runFor(8_700);
  };
  /** Between press and release the journal is read anew, just before a press is taken for none. */
  const meanwhile = async (shown: readonly (typeof rows)[number][]): Promise<void> => {
    journal.now = { rows: shown, stopped: null };
    const read = page.waitForResponse((response) => response.url().includes('/v1/journal?'));
    await page.clock.runFor(1_700);
    await read;
    await page.clock.runFor(100);
  };
  await nearlyRead();
  await button(page, /^Повторить: /)
    .first()
    .hover();
  await page.mouse.down();
  await meanwhile([{ ...rows[0]!, call_id: 'newest' }, ...rows]);
  await expect(table(page)).toHaveCount(rows.length);
  await page.mouse.up();
  await page.clock.resume();
  await expect.poll(() => journal.retried).toEqual([{ call_ids: [rows[4]!.call_id] }]);
  await expect(table(page)).toHaveCount(rows.length + 1);

  await nearlyRead();
  await button(page, 'Отклонены (2)').focus();
  await page.keyboard.down('Space');
  await meanwhile(rows);
  await page.keyboard.up('Space');
  await page.clock.resume();
  await expect(button(page, 'Отклонены (2)')).toHaveAttribute('aria-pressed', 'true');
  await expect(table(page)).toHaveCount(2);
});

test('the rows are saved as a file for spreadsheets', async ({ page }) => {
  await standIn(page, sandbox);
  await open(page);
  const saving = page.waitForEvent('download');
  await button(page, 'Выгрузить в CSV').click();
  const file = await saving;
  expect(file.suggestedFilename()).toMatch(/^calls-\d{4}-\d{2}-\d{2}\.csv$/);
  expect(readFileSync(await file.path(), 'utf8')).toMatch(/^\uFEFFcall_id/);
});

test('a long journal is shown piece by piece, and stays within the page at both widths', async ({ page }) => {
  const journal = await standIn(page, sandbox);
  journal.now = {
    rows: Array.from({ length: 120 }, (_, index) => ({
      ...rows[index % rows.length]!,
      call_id: `l-${index}`,
    })),
    stopped: null,
  };
  for (const width of [1024, 1920]) {
    await page.setViewportSize({ width, height: 800 });
    await open(page);
    await expect(table(page)).toHaveCount(50);
    await button(page, 'Показать ещё').click();
    await expect(table(page)).toHaveCount(100);
    await button(page, 'Показать ещё').click();
    await expect(table(page)).toHaveCount(120);
    await expect(button(page, 'Показать ещё')).toHaveCount(0);
    expect(await page.evaluate(() => document.documentElement.scrollWidth)).toBeLessThanOrEqual(width);
    const box = (await page.locator('.amocrm-telephony__table').boundingBox())!;
    expect(box.x + box.width).toBeLessThanOrEqual(width);
  }
});

test('markup in what the CRM or a caller says is text', async ({ page }) => {
  const journal = await standIn(page, sandbox);
  const bad = '<img src=x onerror="window.broken=1">';
  journal.now = { rows: [{ ...rows[4]!, phone: bad, reason: bad, call_id: bad }], stopped: null };
  await open(page);
  await expect(table(page)).toContainText(bad);
  expect(await page.evaluate(() => 'broken' in window)).toBe(false);
  await button(page, /^Повторить: /).click();
  await expect.poll(() => journal.retried).toEqual([{ call_ids: [bad] }]);
});

test('what the gateway has really written is there, with the way to it', async ({ page }) => {
  const phone = freshNumber();
  const [id] = await create(sandbox, 'contacts', [{ name: 'Журнальный Клиент', phone }]);
  const call = aCall(phone, ['102']);
  await sandbox.post([call.ringing(), call.answered(), call.ended()]);
  await open(page);
  const first = table(page).first();
  await expect(first).toContainText('В карточке', { timeout: 25_000 });
  await first.getByRole('link', { name: 'Открыть контакт' }).click();
  await expect(page).toHaveURL(new RegExp(`/contacts/detail/${id}`));
});

test('an ordinary user is told whom to ask', async ({ page }) => {
  const { userId } = sandbox.agents[1]!;
  await page.goto(`${sandbox.crm}/login?user=${userId}&back=/settings/widgets/${code}/`);
  await expect(line(page)).toContainText('Эту страницу видят только администраторы');
});

test('a stop is seen and lifted on the page, and nothing is lost meanwhile', async ({ page }) => {
  await open(page);
  await expect(line(page)).toContainText('Звонки записываются');
  const phone = freshNumber();
  await create(sandbox, 'contacts', [{ name: 'Терпеливый Клиент', phone }]);
  await sandbox.faults('api-401');
  const call = aCall(phone, ['102']);
  await sandbox.post([call.ringing(), call.answered(), call.ended()]);
  await expect(line(page)).toContainText('CRM не принимает токен шлюза', { timeout: 25_000 });
  await expect(table(page).first()).toContainText('Ждёт записи');
  await sandbox.faults();
  await button(page, 'Повторить все').click();
  await expect(table(page).first()).toContainText('В карточке', { timeout: 25_000 });
  await expect(line(page)).toContainText('Звонки записываются');
});
