import { expect, test, type Page } from '@playwright/test';
import { create, freshNumber, inCrm } from './crm';
import {
  bars,
  delivered,
  notes,
  resultWindow,
  saved,
  signedIn,
  signedInWithClock,
  talk,
  undoIsOver,
} from './result-window';
import { startSandbox, type RunningSandbox } from './sandbox';

let sandbox: RunningSandbox;
test.beforeAll(async () => {
  sandbox = await startSandbox({ env: { RECORDING_WAIT: '1' } });
});
test.afterAll(() => sandbox.stop());
test.afterEach(async () => {
  await sandbox.latency(0);
  await sandbox.faults();
});

const person = async (name: string, number: string): Promise<number> =>
  (await create(sandbox, 'contacts', [{ name, phone: number }]))[0]!;
const note = (page: Page) => resultWindow(page).getByRole('textbox', { name: 'Примечание' });

test('a result filed by keyboard alone: note, status, task; it is in the CRM after the ten seconds', async ({
  page,
}) => {
  const number = freshNumber();
  const contact = await person('Ирина Соколова', number);
  await signedIn(page, sandbox);
  await talk(sandbox, number);
  const dialog = resultWindow(page);
  await expect(dialog).toHaveAccessibleName('Итог звонка: Ирина Соколова');
  await expect(note(page)).toBeFocused();
  await page.keyboard.type('Просит счёт');
  await page.keyboard.press('Enter');
  await page.keyboard.type('на пятницу');
  await page.keyboard.press('Shift+Tab');
  await expect(dialog.getByRole('radio', { name: 'Разговор состоялся' })).toBeFocused();
  await page.keyboard.press('ArrowLeft');
  await expect(dialog.getByRole('radio', { name: 'Нет на месте' })).toBeChecked();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await expect(dialog.getByRole('combobox', { name: 'Тип задачи' })).toBeFocused();
  await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Tab');
  await page.keyboard.type('Выставить счёт');
  await expect(dialog.getByRole('button', { name: 'Завтра' })).toHaveAttribute('aria-pressed', 'true');
  await page.keyboard.press('Enter');
  await expect(dialog).toHaveCount(0);
  await expect(bars(page)).toContainText('Итог сохранён: Ирина Соколова');
  expect(await notes(sandbox, `contacts/${contact}`)).toEqual([]);

  await delivered(page);
  await expect(bars(page)).toContainText('Итог в amoCRM: Ирина Соколова');
  await expect(bars(page).getByRole('link', { name: 'Открыть контакт' })).toHaveAttribute(
    'href',
    `/contacts/detail/${contact}`,
  );
  expect(await notes(sandbox, `contacts/${contact}`)).toEqual(['Просит счёт\nна пятницу']);
  const tasks = await inCrm<{ text: string; complete_till: number; task_type_id: number }>(
    sandbox,
    `tasks?filter[entity_type]=contacts&filter[entity_id][]=${contact}`,
  );
  expect(tasks.map(({ text, task_type_id }) => [text, task_type_id])).toEqual([['Выставить счёт', 2]]);
  expect(typeof tasks[0]!.complete_till).toBe('number');
  // The status stands in the log of the call, where the gateway puts it in its own time.
  await expect
    .poll(async () =>
      (
        await inCrm<{ params: { call_status?: number } }>(
          sandbox,
          `contacts/${contact}/notes?filter[note_type][]=call_in`,
        )
      ).map(({ params }) => params.call_status),
    )
    .toEqual([3]);
});

test('an unknown caller: contact and lead are made in the stage that was chosen, with note and task', async ({
  page,
}) => {
  const number = freshNumber();
  await signedInWithClock(page, sandbox);
  await talk(sandbox, number, { named: page });
  const dialog = resultWindow(page);
  await expect(dialog.getByRole('textbox', { name: 'Имя контакта' })).toBeFocused();
  await page.keyboard.type('Зинаида Новая');
  await page.keyboard.press('Tab');
  await page.keyboard.type('Теплица');
  const stage = dialog.getByRole('combobox', { name: 'Воронка и этап сделки' });
  const second = await stage.locator('option').nth(1).getAttribute('value');
  await stage.selectOption(second);
  await note(page).fill('Ждёт цену');
  await dialog.getByRole('textbox', { name: 'Что сделать' }).fill('Посчитать');
  await dialog.getByRole('button', { name: 'Через час' }).click();
  await saved(page);
  const contacts = await inCrm<{ id: number; name: string }>(sandbox, `contacts?query=${number.slice(2)}`);
  expect(contacts.map(({ name }) => name)).toEqual(['Зинаида Новая']);
  const leads = await inCrm<{ id: number; pipeline_id: number; status_id: number }>(
    sandbox,
    'leads?query=Теплица',
  );
  expect(leads.map(({ pipeline_id, status_id }) => `${pipeline_id}:${status_id}`)).toEqual([second]);
  expect(await notes(sandbox, `leads/${leads[0]!.id}`)).toEqual(['Ждёт цену']);
});

test('to press the proposed deadline agrees to it, to press it again takes it away', async ({ page }) => {
  const number = freshNumber();
  await person('Со сроком', number);
  await signedIn(page, sandbox);
  await talk(sandbox, number);
  const dialog = resultWindow(page);
  await dialog.getByRole('textbox', { name: 'Что сделать' }).fill('Посчитать');
  const tomorrow = dialog.getByRole('button', { name: 'Завтра' });
  await expect(tomorrow).toHaveAttribute('aria-pressed', 'true');
  await tomorrow.click();
  await expect(tomorrow).toHaveAttribute('aria-pressed', 'true');
  await tomorrow.click();
  await expect(tomorrow).toHaveAttribute('aria-pressed', 'false');
});

test('undo within ten seconds brings the window back with all that was typed; nothing is sent', async ({
  page,
}) => {
  const number = freshNumber();
  const contact = await person('Передумал', number);
  await signedInWithClock(page, sandbox);
  await talk(sandbox, number);
  await note(page).fill('Не то');
  await note(page).press('Control+Enter');
  await expect(bars(page)).toContainText('Итог сохранён');
  await bars(page).getByRole('button', { name: 'Вернуть' }).press('Enter');
  await expect(note(page)).toHaveValue('Не то');
  await expect(bars(page)).toHaveCount(0);
  await note(page).fill('То');
  await saved(page);
  expect(await notes(sandbox, `contacts/${contact}`)).toEqual(['То']);
});

test('Cancel after an unknown caller leaves the call in the inbox, and says so beforehand', async ({
  page,
}) => {
  const number = freshNumber();
  await signedInWithClock(page, sandbox);
  const call = await talk(sandbox, number, { named: page });
  const dialog = resultWindow(page);
  await expect(dialog).toContainText('При отмене звонок попадёт в «Неразобранное»');
  await dialog.getByRole('button', { name: 'Отменить' }).click();
  await expect(dialog).toHaveCount(0);
  await expect(bars(page)).toContainText('Итог отменён');
  await undoIsOver(page);
  await delivered(page);
  await expect
    .poll(
      async () =>
        (
          await inCrm<{ metadata: { uniq?: string } }>(sandbox, 'leads/unsorted?filter[category][]=sip')
        ).filter(({ metadata }) => metadata.uniq === call.id).length,
    )
    .toBe(1);
});

test('what the CRM refuses comes back with the reason next to its field', async ({ page }) => {
  const number = freshNumber();
  const contact = await person('Отказ', number);
  await signedInWithClock(page, sandbox);
  await talk(sandbox, number);
  await note(page).fill('Запомнить');
  await resultWindow(page).getByRole('textbox', { name: 'Что сделать' }).fill('Сделать');
  await page.route('**/api/v4/tasks', (route) =>
    route.request().method() === 'POST'
      ? route.fulfill({
          status: 400,
          contentType: 'application/problem+json',
          body: JSON.stringify({
            title: 'Bad Request',
            status: 400,
            'validation-errors': [
              {
                request_id: '0',
                errors: [{ code: 'InvalidType', path: 'text', detail: 'Слово под запретом' }],
              },
            ],
          }),
        })
      : route.fallback(),
  );
  await note(page).press('Control+Enter');
  await expect(bars(page)).toContainText('Итог сохранён');
  await undoIsOver(page);
  const text = resultWindow(page).getByRole('textbox', { name: 'Что сделать' });
  await expect(text).toHaveAttribute('aria-invalid', 'true', { timeout: 20_000 });
  await expect(text).toHaveAccessibleDescription(/amoCRM не приняла это.*Слово под запретом/);
  await expect(text).toBeFocused();
  await page.unroute('**/api/v4/tasks');
  await text.fill('Сделать иначе');
  await saved(page);
  // The first try had written the note already.
  expect(await notes(sandbox, `contacts/${contact}`)).toEqual(['Запомнить']);
});

test('the CRM is down: the window is usable, the result is sent when it is back', async ({ page }) => {
  const number = freshNumber();
  const contact = await person('Связь Пропала', number);
  await signedInWithClock(page, sandbox);
  await sandbox.faults('api-504');
  await talk(sandbox, number);
  await expect(resultWindow(page)).toContainText('amoCRM не отвечает. Пишите');
  await note(page).fill('Без связи');
  await note(page).press('Control+Enter');
  await expect(bars(page)).toContainText('Итог сохранён');
  await undoIsOver(page);
  await expect(bars(page)).toContainText('пока не отправлен', { timeout: 25_000 });
  await sandbox.faults();
  await bars(page).getByRole('button', { name: 'Повторить сейчас' }).click();
  await delivered(page);
  expect(await notes(sandbox, `contacts/${contact}`)).toEqual(['Без связи']);
});
