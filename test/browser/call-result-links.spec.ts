import { expect, test } from '@playwright/test';
import { create, crmApi, freshNumber, inCrm } from './crm';
import { createLead, notes, resultWindow, saved, signedIn, signedInWithClock, talk } from './result-window';
import { startSandbox, type RunningSandbox } from './sandbox';

let sandbox: RunningSandbox;
test.beforeAll(async () => {
  sandbox = await startSandbox();
});
test.afterAll(() => sandbox.stop());

const person = async (name: string, number: string): Promise<number> =>
  (await create(sandbox, 'contacts', [{ name, phone: number }]))[0]!;

/** What the caller has in the CRM, and on what the window opens. */
const rules: [string, (contact: number) => Promise<unknown>, string, string][] = [
  ['one open lead', (contact) => createLead(sandbox, 'Окна', contact), 'Сделка', 'Окна'],
  [
    'one open lead and a lost one',
    async (contact) => {
      await createLead(sandbox, 'Двери', contact);
      await createLead(sandbox, 'Старое', contact, 143);
    },
    'Сделка',
    'Двери',
  ],
  [
    'two open leads',
    async (contact) => {
      await createLead(sandbox, 'Окна', contact);
      await createLead(sandbox, 'Двери', contact);
    },
    'Контакт',
    'Кто Звонил',
  ],
  ['nothing', () => Promise.resolve(), 'Контакт', 'Кто Звонил'],
];

for (const [what, make, kind, name] of rules) {
  test(`a caller with ${what}: the window opens on ${kind} «${name}»`, async ({ page }) => {
    const number = freshNumber();
    await make(await person('Кто Звонил', number));
    await signedIn(page, sandbox);
    await talk(sandbox, number);
    const row = resultWindow(page).getByRole('group', { name: 'Связать с' });
    await expect(row).toContainText(kind);
    await expect(row.getByRole('link')).toHaveText(name);
  });
}

test('a caller with only a customer: the customer; with a lead besides: the contact', async ({ page }) => {
  // Of the demo data: the API makes no customers.
  const number = '+79120000003';
  await signedIn(page, sandbox);
  await talk(sandbox, number);
  const row = resultWindow(page).getByRole('group', { name: 'Связать с' });
  await expect(row).toHaveText(/Покупатель\s+Абонент: Крюкова/);
  await page.keyboard.press('Escape');
  const [contact] = await inCrm<{ id: number; name: string }>(sandbox, 'contacts?query=9120000003');
  await createLead(sandbox, 'Окна', contact!.id);
  await talk(sandbox, number);
  await expect(row.getByRole('link')).toHaveAttribute('href', `/contacts/detail/${contact!.id}`);
});

test('a company’s own number: the company; a contact with it goes first', async ({ page }) => {
  const [own, shared] = [freshNumber(), freshNumber()];
  await create(sandbox, 'companies', [
    { name: 'Завод «Маяк»', phone: own },
    { name: 'ООО «Общий»', phone: shared },
  ]);
  const contact = await person('Секретарь', shared);
  await signedIn(page, sandbox);
  await talk(sandbox, own);
  const row = resultWindow(page).getByRole('group', { name: 'Связать с' });
  await expect(row).toHaveText(/Компания\s+Завод «Маяк»/);
  await page.keyboard.press('Escape');
  await talk(sandbox, shared);
  await expect(row.getByRole('link')).toHaveAttribute('href', `/contacts/detail/${contact}`);
});

test('several have the number: the agent chooses with the keyboard, and the note goes there', async ({
  page,
}) => {
  const number = freshNumber();
  const ids = await create(sandbox, 'contacts', [
    { name: 'Павел Орлов', phone: number },
    { name: 'Марина Орлова', phone: number },
  ]);
  await signedInWithClock(page, sandbox);
  await talk(sandbox, number);
  const dialog = resultWindow(page);
  const row = dialog.getByRole('group', { name: 'Связать с' });
  await expect(row).toContainText('Этот номер у нескольких');
  await dialog.getByRole('textbox', { name: 'Примечание' }).fill('Привезти образцы');
  await page.keyboard.press('Control+Enter');
  await expect(row).toHaveAccessibleDescription('Выберите, с чем связать');
  await row.getByRole('button', { name: 'Марина Орлова' }).focus();
  await page.keyboard.press('Enter');
  await expect(row.getByRole('link')).toHaveText('Марина Орлова');
  await saved(page);
  expect(await notes(sandbox, `contacts/${ids[1]}`)).toEqual(['Привезти образцы']);
  expect(await notes(sandbox, `contacts/${ids[0]}`)).toEqual([]);
});

test('another record is found and linked by keyboard; an unknown number becomes that contact’s', async ({
  page,
}) => {
  const number = freshNumber();
  const contact = await person('Ярополк Мудрый', freshNumber());
  await signedInWithClock(page, sandbox);
  await talk(sandbox, number, { named: page });
  const dialog = resultWindow(page);
  await expect(dialog).toHaveAccessibleName(/Итог звонка: \+7 900/);
  const row = dialog.getByRole('group', { name: 'Связать с' });
  await expect(row).toContainText('Номера нет в amoCRM');
  await row.getByRole('button', { name: 'Найти в amoCRM' }).focus();
  await page.keyboard.press('Enter');
  await page.keyboard.type('Ярополк');
  await expect(row.getByRole('option', { name: 'Контакт Ярополк Мудрый' })).toBeVisible();
  await page.keyboard.press('Escape');
  await expect(row.getByRole('combobox')).toHaveCount(0);
  await expect(dialog).toBeVisible();
  await page.keyboard.press('Enter');
  await page.keyboard.type('Ярополк');
  await expect(row.getByRole('option')).toHaveCount(1);
  await page.keyboard.press('Enter');
  await expect(row.getByRole('link')).toHaveText('Ярополк Мудрый');
  await row.getByRole('button', { name: 'Отвязать' }).click();
  await expect(dialog.getByRole('textbox', { name: 'Имя контакта' })).toBeVisible();
  await row.getByRole('button', { name: 'Найти в amoCRM' }).click();
  await page.keyboard.type('Ярополк');
  await row.getByRole('option', { name: 'Контакт Ярополк Мудрый' }).click();
  await expect(row).toContainText('Номер будет добавлен');
  await expect(dialog.getByRole('textbox', { name: 'Имя контакта' })).toBeHidden();
  await dialog.getByRole('textbox', { name: 'Примечание' }).fill('Новый телефон');
  await saved(page);
  expect(await notes(sandbox, `contacts/${contact}`)).toEqual(['Новый телефон']);
  const card = (await crmApi(sandbox, 'GET', `contacts/${contact}`)) as {
    custom_fields_values: { values: { value: string }[] }[];
  };
  expect(card.custom_fields_values[0]!.values.map(({ value }) => value)).toContain(number);
});

test('an unknown number turns out to be somebody’s while the name is typed: the link is offered', async ({
  page,
}) => {
  const number = freshNumber();
  await signedIn(page, sandbox);
  await talk(sandbox, number, { named: page });
  const dialog = resultWindow(page);
  await dialog.getByRole('textbox', { name: 'Имя контакта' }).fill('Оля');
  await page.keyboard.press('Escape');
  const contact = await person('Ольга Новая', number);
  await page.locator('.amocrm-telephony__bar').getByRole('button', { name: 'Открыть' }).click();
  await expect(dialog).toContainText('Номер уже есть в amoCRM');
  await dialog.getByRole('button', { name: 'Ольга Новая' }).click();
  const row = dialog.getByRole('group', { name: 'Связать с' });
  await expect(row.getByRole('link')).toHaveAttribute('href', `/contacts/detail/${contact}`);
});
