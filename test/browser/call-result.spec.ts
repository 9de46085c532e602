import { readFileSync } from 'node:fs';
import { expect, test, type Page } from '@playwright/test';
import { aCall } from './calls';
import { create, freshNumber } from './crm';
import { bars, delivered, inCrm, notes, resultWindow, saved, signedIn, talk } from './result-window';
import { startSandbox, type RunningSandbox } from './sandbox';

let sandbox: RunningSandbox;
test.beforeAll(async () => {
  sandbox = await startSandbox();
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
  expect(await notes(sandbox, `contacts/${contact}`)).toEqual(['Просит счёт\nна пятницу']);
  const tasks = await inCrm<{ text: string; complete_till: number; task_type_id: number }>(
    sandbox,
    `tasks?filter[entity_type]=contacts&filter[entity_id][]=${contact}`,
  );
  expect(tasks.map(({ text, task_type_id }) => [text, task_type_id])).toEqual([['Выставить счёт', 2]]);
  expect(typeof tasks[0]!.complete_till).toBe('number');
  // The status stands in the log of the call.
  const calls = await inCrm<{ note_type: string; params: { call_status?: number } }>(
    sandbox,
    `contacts/${contact}/notes?filter[note_type][]=call_in`,
  );
  expect(calls.map(({ params }) => params.call_status)).toEqual([3]);
});

test('an unknown caller: contact and lead are made in the stage that was chosen, with note and task', async ({
  page,
}) => {
  const number = freshNumber();
  await signedIn(page, sandbox);
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

test('undo within ten seconds brings the window back with all that was typed; nothing is sent', async ({
  page,
}) => {
  const number = freshNumber();
  const contact = await person('Передумал', number);
  await signedIn(page, sandbox);
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
  await signedIn(page, sandbox);
  const call = await talk(sandbox, number, { named: page });
  const dialog = resultWindow(page);
  await expect(dialog).toContainText('При отмене звонок попадёт в «Неразобранное»');
  await dialog.getByRole('button', { name: 'Отменить' }).click();
  await expect(dialog).toHaveCount(0);
  await expect(bars(page)).toContainText('Итог отменён');
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

test('Escape keeps what was typed and closes; the bar brings it back', async ({ page }) => {
  const number = freshNumber();
  await person('Позже Скажу', number);
  await signedIn(page, sandbox);
  await talk(sandbox, number);
  await note(page).fill('Полдела');
  await page.keyboard.press('Escape');
  await expect(resultWindow(page)).toHaveCount(0);
  await expect(bars(page)).toContainText('Заполните итог звонка: Позже Скажу');
  await bars(page).getByRole('button', { name: 'Открыть' }).press('Enter');
  await expect(note(page)).toHaveValue('Полдела');
  await expect(note(page)).toBeFocused();
});

test('two calls end together: one window after the other', async ({ page }) => {
  const [first, second] = [freshNumber(), freshNumber()];
  await person('Первый Звонок', first);
  await person('Второй Звонок', second);
  await signedIn(page, sandbox);
  await Promise.all([talk(sandbox, first), talk(sandbox, second)]);
  const dialog = resultWindow(page);
  await expect(dialog).toHaveCount(1);
  await expect(dialog).toContainText('Потом ещё итогов: 1');
  const names = ['Первый Звонок', 'Второй Звонок'];
  const one = (await dialog.getByRole('heading').textContent())!;
  await page.keyboard.press('Control+Enter');
  await expect(dialog.getByRole('heading')).toHaveText(
    `Итог звонка: ${names.find((name) => !one.includes(name))!}`,
  );
  await page.keyboard.press('Control+Enter');
  await expect(dialog).toHaveCount(0);
  await expect(bars(page)).toHaveCount(2);
});

test('never over something being typed elsewhere, nor over another window: a bar opens it', async ({
  page,
}) => {
  const number = freshNumber();
  await person('Не Мешать', number);
  await signedIn(page, sandbox, '/contacts/list/');
  const search = page.getByRole('searchbox').or(page.getByPlaceholder('Поиск')).first();
  await search.click();
  await page.keyboard.type('Ирин');
  await talk(sandbox, number);
  await expect(bars(page)).toContainText('Заполните итог звонка: Не Мешать');
  await page.keyboard.type('а');
  await expect(search).toHaveValue('Ирина');
  await expect(resultWindow(page)).toHaveCount(0);
  await bars(page).getByRole('button', { name: 'Открыть' }).click();
  await expect(note(page)).toBeFocused();
});

test('what the CRM refuses comes back with the reason next to its field', async ({ page }) => {
  const number = freshNumber();
  const contact = await person('Отказ', number);
  await signedIn(page, sandbox);
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

test('a recording that comes later is filled in, plays and seeks; what is typed stays', async ({ page }) => {
  const number = freshNumber();
  await person('Запись Потом', number);
  await signedIn(page, sandbox);
  const call = await talk(sandbox, number);
  await note(page).pressSequentially('Пишу и');
  await expect(resultWindow(page)).toContainText('Запись появится здесь');
  await sandbox.post(call.recorded({ recording_url: `${sandbox.crm}/sandbox/recordings/62.wav` }));
  const player = resultWindow(page).locator('audio');
  await expect.poll(() => player.evaluate((audio: HTMLAudioElement) => audio.duration)).toBe(62);
  await page.keyboard.type(' пишу');
  await expect(note(page)).toHaveValue('Пишу и пишу');
  const at = await player.evaluate(async (audio: HTMLAudioElement) => {
    const sought = new Promise((resolve) => audio.addEventListener('seeked', resolve, { once: true }));
    audio.currentTime = 50;
    await sought;
    return audio.currentTime;
  });
  expect(at).toBe(50);
});

test('the CRM is down: the window is usable, the result is sent when it is back', async ({ page }) => {
  const number = freshNumber();
  const contact = await person('Связь Пропала', number);
  await signedIn(page, sandbox);
  await sandbox.faults('api-504');
  await talk(sandbox, number);
  await expect(resultWindow(page)).toContainText('amoCRM не отвечает. Пишите');
  await note(page).fill('Без связи');
  await note(page).press('Control+Enter');
  await expect(bars(page)).toContainText('пока не отправлен', { timeout: 25_000 });
  await sandbox.faults();
  await bars(page).getByRole('button', { name: 'Повторить сейчас' }).click();
  await delivered(page);
  expect(await notes(sandbox, `contacts/${contact}`)).toEqual(['Без связи']);
});

test('missed calls, colleagues’ talks and internal calls ask nothing', async ({ page }) => {
  await signedIn(page, sandbox);
  await talk(sandbox, freshNumber(), { extension: '102' });
  await talk(sandbox, '102');
  await talk(sandbox, freshNumber(), {
    extension: '102',
    call: { extensions: ['101', '102'] },
    ended: { extensions: ['102'] },
  });
  const missed = aCall(freshNumber());
  await sandbox.post([missed.ringing(), missed.ended({ disposition: 'no_answer', duration: 0 })]);
  const number = freshNumber();
  await person('Одна Спросила', number);
  await talk(sandbox, number);
  await expect(resultWindow(page)).toHaveAccessibleName('Итог звонка: Одна Спросила');
  await expect(resultWindow(page)).not.toContainText('Потом ещё');
  await page.keyboard.press('Escape');
  await expect(bars(page)).toHaveCount(1);
});

test('a name of a thousand letters and markup in it: text, within the window', async ({ page }) => {
  const number = freshNumber();
  const name = `<img src=x onerror="window.hacked=1"> ${'Очень-длинное-имя '.repeat(12)}`;
  await person(name, number);
  await signedIn(page, sandbox);
  await page.setViewportSize({ width: 1024, height: 700 });
  await talk(sandbox, number);
  await expect(resultWindow(page).getByRole('heading')).toContainText('<img src=x');
  const fits = resultWindow(page)
    .locator('form')
    .evaluate((form) => form.scrollWidth <= form.clientWidth && form.getBoundingClientRect().right <= 1024);
  expect(await fits).toBe(true);
  expect(await page.evaluate(() => (window as unknown as { hacked?: number }).hacked)).toBeUndefined();
});

test('axe finds nothing in the window, the search, the faults and the bar', async ({ page }) => {
  const number = freshNumber();
  await create(sandbox, 'contacts', [
    { name: 'Павел', phone: number },
    { name: 'Марина', phone: number },
  ]);
  await signedIn(page, sandbox);
  await page.addScriptTag({ content: readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8') });
  const violations = (context: string) =>
    page.evaluate(async (root) => {
      const { axe } = window as unknown as {
        axe: { run(context: string): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
      };
      return (await axe.run(root)).violations.map(({ id, nodes }) => [id, nodes.map(({ html }) => html)]);
    }, context);
  await talk(sandbox, number, {
    named: page,
    ended: { recording_url: `${sandbox.crm}/sandbox/recordings/62.wav` },
  });
  const dialog = resultWindow(page);
  await expect(dialog).toContainText('Этот номер у нескольких');
  await note(page).fill('Кому?');
  await page.keyboard.press('Control+Enter');
  await dialog.getByRole('button', { name: 'Найти в amoCRM' }).click();
  await page.keyboard.type('Павел');
  await expect(dialog.getByRole('listbox').getByRole('option').first()).toBeVisible();
  expect(await violations('.modal')).toEqual([]);
  await page.keyboard.press('Escape');
  await page.keyboard.press('Escape');
  await talk(sandbox, freshNumber(), { named: page });
  await expect(dialog.getByRole('textbox', { name: 'Имя контакта' })).toBeFocused();
  expect(await violations('.modal')).toEqual([]);
  await page.keyboard.press('Escape');
  await bars(page).getByRole('button', { name: 'Показать' }).click();
  expect(await violations('.amocrm-telephony')).toEqual([]);
});
