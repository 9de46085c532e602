import { readFileSync } from 'node:fs';
import { expect, test, type Page } from '@playwright/test';
import { aCall } from './calls';
import { create, freshNumber } from './crm';
import { bars, resultWindow, signedIn, talk } from './result-window';
import { startSandbox, type RunningSandbox } from './sandbox';

let sandbox: RunningSandbox;
test.beforeAll(async () => {
  sandbox = await startSandbox();
});
test.afterAll(() => sandbox.stop());

const person = async (name: string, number: string): Promise<number> =>
  (await create(sandbox, 'contacts', [{ name, phone: number }]))[0]!;
const note = (page: Page) => resultWindow(page).getByRole('textbox', { name: 'Примечание' });

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

test('on a narrow screen the next ring is seen beside the window and covers none of its fields', async ({
  page,
}) => {
  await page.setViewportSize({ width: 1024, height: 700 });
  const [ended, next] = [freshNumber(), freshNumber()];
  await signedIn(page, sandbox);
  await talk(sandbox, ended, { named: page });
  await expect(resultWindow(page)).toBeVisible();
  const call = aCall(next);
  await sandbox.post(call.ringing());
  const card = page.locator(`[data-call="${call.id}"].amocrm-telephony__card`);
  // Drawn for the last time: whoever measures it meanwhile may find it gone.
  await expect(card).toContainText('Номера нет в amoCRM');
  await expect(page.locator('.amocrm-telephony__card:visible')).toHaveCount(1);
  const right = (await card.boundingBox())!;
  for (const field of await resultWindow(page).locator('input, select, textarea, button').all()) {
    const box = await field.boundingBox();
    if (box !== null && box.width > 1) expect(box.x).toBeGreaterThan(right.x + right.width);
  }
  await sandbox.post(call.ended({ duration: 0, disposition: 'no_answer' }));
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
  await page.keyboard.press('Escape');

  await page.evaluate(() => {
    const load = (window as unknown as { require: (ids: string[], done: (modal: unknown) => void) => void })
      .require;
    load(['lib/components/base/modal'], (modal) => {
      const Modal = modal as new (options: { init: (body: JQuery) => void }) => unknown;
      new Modal({ init: (body) => void body.html('<p>Another</p>').trigger('modal:loaded') });
    });
  });
  await expect(page.getByRole('dialog')).toHaveText('Another');
  await talk(sandbox, number);
  await expect(bars(page)).toContainText('Итогов ждут заполнения: 2');
  await expect(resultWindow(page)).toHaveCount(0);
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

test('the window’s script does not come at first: it is asked for again, and the window opens', async ({
  page,
}) => {
  let refused = 0;
  await page.route('**/parts/result.js*', (route) => {
    refused += 1;
    return refused === 1 ? route.abort() : route.continue();
  });
  await signedIn(page, sandbox);
  await talk(sandbox, freshNumber());
  await expect(resultWindow(page)).toBeVisible({ timeout: 20_000 });
  expect(refused).toBe(2);
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
