import { expect, test } from '@playwright/test';
import { create, freshNumber } from './crm';
import { bars, inCrm, notes, resultWindow, signedIn, talk } from './result-window';
import { startSandbox, type RunningSandbox } from './sandbox';

let sandbox: RunningSandbox;
test.beforeAll(async () => {
  sandbox = await startSandbox();
});
test.afterAll(() => sandbox.stop());

test('a result filed by keyboard alone: note, status, task; it is in the CRM after the ten seconds', async ({
  page,
}) => {
  const number = freshNumber();
  const [contact] = await create(sandbox, 'contacts', [{ name: 'Ирина Соколова', phone: number }]);
  await signedIn(page, sandbox);
  await talk(sandbox, number);
  const dialog = resultWindow(page);
  await expect(dialog).toHaveAccessibleName('Итог звонка: Ирина Соколова');
  await expect(dialog.getByRole('textbox', { name: 'Примечание' })).toBeFocused();
  await page.keyboard.type('Просит счёт\nна пятницу');
  await page.keyboard.press('Tab');
  await expect(dialog.getByRole('combobox', { name: 'Тип задачи' })).toBeFocused();
  await page.keyboard.press('Tab');
  await page.keyboard.type('Выставить счёт');
  await expect(dialog.getByRole('button', { name: 'Завтра' })).toHaveAttribute('aria-pressed', 'true');
  await page.keyboard.press('Enter');
  await expect(dialog).toHaveCount(0);
  await expect(bars(page)).toContainText('Итог сохранён: Ирина Соколова');
  expect(await notes(sandbox, `contacts/${contact}`)).toEqual([]);
  await expect
    .poll(() => notes(sandbox, `contacts/${contact}`), { timeout: 20_000 })
    .toEqual(['Просит счёт\nна пятницу']);
  const tasks = await inCrm<{ text: string; complete_till: number; task_type_id: number }>(
    sandbox,
    `tasks?filter[entity_type]=contacts&filter[entity_id][]=${contact}`,
  );
  expect(tasks.map(({ text }) => text)).toEqual(['Выставить счёт']);
  expect(typeof tasks[0]!.complete_till).toBe('number');
  await expect(bars(page)).toHaveCount(0);
});
