import { readFileSync } from 'node:fs';
import { expect, test } from '@playwright/test';
import { create, freshNumber, link } from './crm';
import { cards, incomingCalls } from './incoming-calls';

const calls = incomingCalls();
const { ring, signedIn } = calls;

test('a known contact: name, company, line and link; talks, ends with duration and recording, is filed once', async ({
  page,
}) => {
  const number = freshNumber();
  const [contact] = await create(calls.sandbox, 'contacts', [{ name: 'Ирина Соколова', phone: number }]);
  const [company] = await create(calls.sandbox, 'companies', [{ name: 'ООО «Вектор»' }]);
  await link(calls.sandbox, contact!, company!);
  await signedIn(page);

  const call = await ring(number);
  await expect(cards(page)).toHaveCount(1);
  await expect(cards(page)).toContainText('Входящий звонок');
  await expect(cards(page)).toContainText('Ирина Соколова');
  await expect(cards(page)).toContainText('ООО «Вектор»');
  await expect(cards(page)).toContainText('на номер +7 495 123-45-67');

  await calls.sandbox.post(call.answered());
  await expect(cards(page)).toContainText('Разговор');
  await expect(cards(page).locator('time')).toHaveText(/^\d+:\d\d$/);

  const filed = page.waitForRequest((request) => request.url().includes('/ajax/v1/inbox/add/'));
  await calls.sandbox.post(call.ended());
  const body = new URLSearchParams((await filed).postData() ?? '');
  expect(body.get('request[type]')).toBe('call');
  expect(body.get('request[from]')).toBe('Ирина Соколова');
  expect(body.get('request[duration]')).toBe('01:02');
  expect(body.get('request[element][id]')).toBe(String(contact));
  await expect(cards(page)).toContainText('Звонок завершён');
  await expect(cards(page).locator('time')).toHaveText('1:02');

  await calls.sandbox.post(call.recorded());
  await expect(page.getByRole('link', { name: 'Запись разговора' })).toHaveAttribute(
    'href',
    new RegExp(`^${calls.sandbox.gateway}/v1/recordings/${call.id}\\?exp=`),
  );

  await page.getByRole('link', { name: 'Открыть контакт' }).click();
  await expect(page).toHaveURL(new RegExp(`/contacts/detail/${contact}`));
});

test('nobody has the number: a new contact with the number filled in, by keyboard alone', async ({
  page,
}) => {
  const number = freshNumber();
  await signedIn(page, '/leads/list/');
  await ring(number);
  await expect(cards(page)).toContainText('Номера нет в amoCRM');
  const create = page.getByRole('link', { name: 'Создать контакт' });
  await create.focus();
  await page.keyboard.press('Enter');
  await expect(page).toHaveURL(/\/contacts\/add\/\?phone=/);
  const values = (): Promise<string[]> =>
    page.locator('input').evaluateAll((inputs) => inputs.map((input) => (input as HTMLInputElement).value));
  // The address changes before the page does.
  await expect.poll(values).toContain(number);
  await expect(cards(page)).toHaveCount(1);
});

test('a company’s own number, where no contact has it', async ({ page }) => {
  const number = freshNumber();
  const [company] = await create(calls.sandbox, 'companies', [{ name: 'Завод «Маяк»', phone: number }]);
  await signedIn(page);
  await ring(number);
  await expect(cards(page)).toContainText('Завод «Маяк»');
  await expect(page.getByRole('link', { name: 'Открыть компанию' })).toHaveAttribute(
    'href',
    `/companies/detail/${company}`,
  );
});

test('several share the number: the agent chooses on the card', async ({ page }) => {
  const number = freshNumber();
  const ids = await create(calls.sandbox, 'contacts', [
    { name: 'Павел Орлов', phone: number },
    { name: 'Марина Орлова', phone: number.replace('+7', '8') },
  ]);
  await signedIn(page);
  await ring(number);
  await expect(cards(page)).toContainText('Этот номер у нескольких: 2');
  await page.getByRole('button', { name: 'Марина Орлова' }).click();
  await expect(page.getByRole('link', { name: 'Открыть контакт' })).toHaveAttribute(
    'href',
    `/contacts/detail/${ids[1]}`,
  );
  await expect(cards(page)).not.toContainText('Павел Орлов');
});

test('a colleague calls: internal number and name; a hidden number says so', async ({ page }) => {
  await signedIn(page);
  await ring('102');
  await expect(cards(page)).toContainText('Внутренний номер 102');
  await expect(cards(page)).toContainText(
    calls.sandbox.agents.find(({ extension }) => extension === '102')!.name,
  );
  await ring('anonymous');
  await expect(cards(page).nth(1)).toContainText('Номер скрыт');
  await expect(cards(page).nth(1).getByRole('link')).toHaveCount(0);
});

test('a missed call stays and says so; Escape closes it for good', async ({ page }) => {
  await signedIn(page);
  const call = await ring(freshNumber());
  await calls.sandbox.post(
    call.ended({ disposition: 'no_answer', duration: 0, at: new Date().toISOString() }),
  );
  await expect(cards(page)).toContainText('Пропущенный звонок');
  await cards(page).getByRole('button', { name: 'Закрыть' }).focus();
  await page.keyboard.press('Escape');
  await expect(cards(page)).toHaveCount(0);
  await page.reload();
  await ring('103');
  await expect(cards(page)).toHaveCount(1);
});

test('a card that goes away gives the keyboard to the next one, the last to what had it before', async ({
  page,
}) => {
  await signedIn(page);
  const before = page.getByRole('link', { name: 'Контакты' }).first();
  await before.focus();
  const elsewhere = await ring(freshNumber(), ['101', '102']);
  await expect(cards(page)).toHaveCount(1);
  const missed = await ring(freshNumber());
  await expect(cards(page)).toHaveCount(2);
  await expect(before).toBeFocused();
  await cards(page).first().getByRole('button', { name: 'Закрыть' }).focus();
  await calls.sandbox.post(elsewhere.answered({ extensions: ['102'] }));
  await expect(cards(page)).toHaveCount(1);
  await expect(cards(page)).toBeFocused();
  await calls.sandbox.post(
    missed.ended({ disposition: 'no_answer', duration: 0, at: new Date().toISOString() }),
  );
  await expect(cards(page)).toContainText('Пропущенный звонок');
  await page.keyboard.press('Escape');
  await expect(cards(page)).toHaveCount(0);
  await expect(before).toBeFocused();
});

test('the card stays through navigation without reload, and through a reload', async ({ page }) => {
  const number = freshNumber();
  await create(calls.sandbox, 'contacts', [{ name: 'Ольга Мирная', phone: number }]);
  await signedIn(page);
  await ring(number);
  await expect(cards(page)).toContainText('Ольга Мирная');
  await page.locator('#left_menu a[href^="/contacts"]').first().click();
  await expect(page).toHaveURL(/\/contacts\/list/);
  await expect(cards(page)).toContainText('Ольга Мирная');
  await page.reload();
  await expect(cards(page)).toContainText('Ольга Мирная');
});

test('a call that rang before the page was opened is there', async ({ page }) => {
  const number = freshNumber();
  await create(calls.sandbox, 'contacts', [{ name: 'Раньше Всех', phone: number }]);
  await ring(number);
  await page.goto(calls.sandbox.crm);
  await expect(cards(page)).toContainText('Раньше Всех');
});

test('an agent who works in English: the same card in English', async ({ page }) => {
  // The demo account's English-speaking agent.
  const english = calls.sandbox.agents.find(({ name }) => name === 'Greg Miller')!;
  await signedIn(page, '/', english.userId);
  await ring(freshNumber(), [english.extension]);
  await expect(cards(page)).toContainText('Incoming call');
  await expect(page.getByRole('link', { name: 'Create contact' })).toBeVisible();
});

test('axe finds nothing on the cards, in any of their states', async ({ page }) => {
  const number = freshNumber();
  await create(calls.sandbox, 'contacts', [
    { name: 'Павел', phone: number },
    { name: 'Марина', phone: number },
  ]);
  await signedIn(page);
  const talk = await ring(freshNumber());
  await calls.sandbox.post(talk.answered());
  const missed = await ring(freshNumber());
  await calls.sandbox.post(missed.ended({ disposition: 'no_answer', duration: 0 }));
  await ring(number);
  await expect(page.getByRole('button', { name: 'Марина' })).toBeVisible();
  await expect(cards(page)).toHaveCount(3);
  await page.addScriptTag({ content: readFileSync(require.resolve('axe-core/axe.min.js'), 'utf8') });
  const violations = await page.evaluate(async () => {
    const { axe } = window as unknown as {
      axe: { run(context: string): Promise<{ violations: { id: string; nodes: { html: string }[] }[] }> };
    };
    return (await axe.run('.amocrm-telephony')).violations.map(({ id, nodes }) => [
      id,
      nodes.map(({ html }) => html),
    ]);
  });
  expect(violations).toEqual([]);
});
