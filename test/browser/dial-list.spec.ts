import { expect, test } from '@playwright/test';
import { executablePath, quietArgs } from './chromium';
import { create, freshNumber } from './crm';
import { names, opened, panel, row, said, selected, typed } from './dial-panel';
import { signedIn } from './result-window';
import { startSandbox, type RunningSandbox } from './sandbox';

test.use({
  launchOptions: {
    executablePath,
    args: [...quietArgs, '--use-fake-device-for-media-stream', '--use-fake-ui-for-media-stream'],
  },
});

let sandbox: RunningSandbox;
test.beforeAll(async () => {
  sandbox = await startSandbox();
});
test.afterAll(() => sandbox.stop());

test('ticked contacts come in, those refused are counted in one message; order by keyboard and by drag, undo', async ({
  page,
}) => {
  const first = freshNumber();
  await create(sandbox, 'contacts', [
    { name: 'Ёлкин Первый', phone: first },
    { name: 'Ёлкин Второй', phone: freshNumber() },
    { name: 'Ёлкин Двойник', phone: first.replace('+7', '8') },
    { name: 'Ёлкин Без телефона' },
  ]);
  await signedIn(page, sandbox, '/contacts/list/contacts/?term=Ёлкин');
  await sandbox.clearLog();
  await selected(page);
  await expect(said(page)).toHaveText('Добавлено: 2. Без телефона: 1. Уже в списке: 1.');
  const asked = (await sandbox.log()).filter(({ path }) => path.startsWith('/api/v4/contacts'));
  expect(asked.length).toBeLessThanOrEqual(1);
  await expect(page.locator('.js-notifications_call_list_counter')).toHaveText('2');

  await typed(page, 'Иван +7 999 555-44-33', '8 495 111 22 33');
  await expect.poll(() => names(page)).toHaveLength(4);
  const before = await names(page);
  await row(page, 'Иван').focus();
  await page.keyboard.press('Alt+Home');
  await expect.poll(() => names(page)).toEqual(['Иван', ...before.filter((name) => name !== 'Иван')]);
  await expect(row(page, 'Иван')).toBeFocused();

  const grip = row(page, 'Иван').locator('[data-grip]');
  const box = (await grip.boundingBox())!;
  await page.mouse.move(box.x + 8, box.y + 20);
  await page.mouse.down();
  await page.mouse.move(box.x + 8, box.y + 20 + 54 * 1.7, { steps: 6 });
  await page.mouse.up();
  await expect.poll(async () => (await names(page)).indexOf('Иван')).toBe(1);

  await panel(page).getByRole('button', { name: 'Очистить список' }).click();
  await expect(panel(page)).toContainText('Список пуст');
  await said(page).getByRole('button', { name: 'Вернуть' }).click();
  await expect.poll(() => names(page)).toHaveLength(4);
  await page.reload();
  await expect(page.locator('.js-notifications_call_list_counter')).toHaveText('4', { timeout: 20_000 });
  await expect.poll(() => names(page)).toHaveLength(4);
  await panel(page).getByRole('searchbox').fill('9995554433');
  await expect.poll(() => names(page)).toEqual(['Иван']);

  await panel(page).getByRole('button', { name: 'Закрыть' }).click();
  await page.reload();
  await expect(page.locator('.js-notifications_call_list_counter')).toHaveText('4', { timeout: 20_000 });
  await expect(panel(page)).toHaveCount(0);
});

test('the list dials by itself to the end, in the second tab too when the first is killed', async ({
  page,
  context,
}) => {
  await context.grantPermissions(['microphone']);
  await signedIn(page, sandbox, '/', 1);
  const other = await context.newPage();
  await other.goto(sandbox.crm);
  await opened(other);
  await typed(other, 'Занятый +79130000001', 'Нет такого +79130000004', 'Тоже занят +79140000001');
  await other.getByRole('spinbutton').fill('0');
  await other.getByRole('spinbutton').blur();
  await panel(other).getByRole('button', { name: 'Начать обзвон' }).click();
  await expect(row(other, 'Занятый')).toContainText('занято', { timeout: 30_000 });
  await page.close();
  // What a call came to that was under way then, only the PBX can say: it is not told apart from others that failed.
  await expect(panel(other)).toContainText(/Пока звонить некому/, { timeout: 60_000 });
  for (const name of ['Нет такого', 'Тоже занят']) await expect(row(other, name)).toContainText('Попыток 1');
  expect((await sandbox.calls()).map(({ number }) => number).sort()).toEqual([
    '+79130000001',
    '+79130000004',
    '+79140000001',
  ]);
});
