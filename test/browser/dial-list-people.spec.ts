import { expect, test, type Page } from '@playwright/test';
import { axeFaults } from './axe-faults';
import { create, freshNumber, mainContact } from './crm';
import { names, panel, row, said, selected } from './dial-panel';
import { createLead, signedIn } from './result-window';
import { startSandbox, type RunningSandbox } from './sandbox';

let sandbox: RunningSandbox;
test.beforeAll(async () => {
  sandbox = await startSandbox();
});
test.afterAll(() => sandbox.stop());

/** How often the API was asked for records of this kind since the log was cleared. */
const asked = async (kind: string): Promise<number> =>
  (await sandbox.log()).filter(({ method, path }) => method === 'GET' && path === `/api/v4/${kind}`).length;
const cleared = async (page: Page): Promise<void> => {
  await panel(page).getByRole('button', { name: 'Очистить список' }).click();
  await expect(panel(page)).toContainText('Список пуст');
};

test('leads bring their contacts, the main one first; companies their own numbers; one request for all rows', async ({
  page,
}) => {
  const phones = [freshNumber(), freshNumber(), freshNumber()];
  const [second, main, other] = await create(sandbox, 'contacts', [
    { name: 'Второй Лыков', phone: phones[0]! },
    { name: 'Главный Лыков', phone: phones[1]! },
    { name: 'Другой Лыков', phone: phones[2]! },
  ]);
  const lead = await createLead(sandbox, 'Окна Лыковым, первая', second!);
  await mainContact(sandbox, lead, main!);
  await createLead(sandbox, 'Окна Лыковым, вторая', other!);
  await create(sandbox, 'companies', [{ name: 'ООО «Лыков и сын»', phone: '+7 495 777-66-55' }]);

  await signedIn(page, sandbox, '/leads/list/?term=Окна Лыковым');
  await sandbox.clearLog();
  await selected(page);
  await expect(said(page)).toHaveText('Добавлено: 3.');
  expect([await asked('leads'), await asked('contacts')]).toEqual([1, 1]);
  // The rows are drawn with the next picture.
  await expect.poll(() => names(page)).toContain('Другой Лыков');
  const listed = await names(page);
  expect(listed.indexOf('Второй Лыков') - listed.indexOf('Главный Лыков')).toBe(1);

  await page.goto(`${sandbox.crm}/contacts/list/companies/?term=Лыков`);
  await selected(page);
  await expect(row(page, 'ООО «Лыков и сын»')).toContainText('+7 495 777-66-55');
  expect(await axeFaults(page, '.amocrm-telephony_dial')).toEqual([]);
});

test('where the list has no column of phones they are fetched; the open card is added, and opens from its row', async ({
  page,
}) => {
  const [first, second] = [freshNumber(), freshNumber()];
  const [card] = await create(sandbox, 'contacts', [
    { name: 'Жгутов Пётр', phone: first },
    { name: 'Жгутова Вера', phone: second },
  ]);
  await signedIn(page, sandbox, '/contacts/list/contacts/?term=Жгутов', 1);
  await page.locator('.list-columns summary').click();
  await page.getByLabel('Телефон', { exact: true }).uncheck();
  await expect(page.locator('#list_table .list-table__phone')).toHaveCount(0);
  await page.keyboard.press('Escape');
  await sandbox.clearLog();
  await selected(page);
  await expect(said(page)).toHaveText('Добавлено: 2.');
  expect(await asked('contacts')).toBe(1);
  await expect(row(page, 'Жгутов Пётр')).toContainText(first.slice(-2));
  await cleared(page);

  await page.goto(`${sandbox.crm}/contacts/detail/${card!}`);
  await expect(panel(page)).toBeVisible();
  await panel(page).getByRole('button', { name: 'Добавить открытую карточку' }).click();
  await expect(said(page)).toHaveText('Добавлено: 1.');
  await expect.poll(() => names(page)).toEqual(['Жгутов Пётр']);
  await page.getByRole('link', { name: 'Контакты' }).click();
  await expect(panel(page).getByRole('button', { name: 'Добавить открытую карточку' })).toBeHidden();
  await row(page, 'Жгутов Пётр').getByRole('link').click();
  await expect(page).toHaveURL(new RegExp(`/contacts/detail/${card!}$`));
});
