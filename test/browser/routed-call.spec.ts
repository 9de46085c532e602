import { expect, test, type Browser, type Page } from '@playwright/test';
import { create, freshNumber } from './crm';
import { agentPage } from './phone-panel/agent-page';
import { axeFaults, panelOf, press } from './phone-panel/panel';
import { phoneBrowser } from './phone-page/phone-browser';
import { startSandbox, type RunningSandbox } from './sandbox';

let sandbox: RunningSandbox;
let browser: Browser;
test.beforeAll(async () => {
  [sandbox, browser] = await Promise.all([startSandbox(), phoneBrowser()]);
});
test.afterAll(async () => {
  await browser.close();
  await sandbox.stop();
});

const whoIs = (extension: string) => sandbox.agents.find((agent) => agent.extension === extension)!;
const cards = (page: Page) => page.locator('.amocrm-telephony__card');
const why = (page: Page) => page.locator('.amocrm-telephony__why');
const whyOnPhone = (page: Page) => panelOf(page).locator('.amocrm-telephony__phone-why');

async function atWork(extension: string): Promise<Page> {
  const context = await browser.newContext({ permissions: ['microphone'] });
  return agentPage(
    context,
    sandbox,
    sandbox.agents.findIndex((agent) => agent.extension === extension),
  );
}

async function lead(name: string, contact: number, responsible: number): Promise<void> {
  const response = await fetch(`${sandbox.crm}/api/v4/leads`, {
    method: 'POST',
    headers: { authorization: `Bearer ${sandbox.apiToken}`, 'content-type': 'application/json' },
    body: JSON.stringify([
      { name, responsible_user_id: responsible, _embedded: { contacts: [{ id: contact }] } },
    ]),
  });
  expect(response.status).toBe(200);
}

/** The customer calls the company's number from the sandbox's telephone. */
async function callCompany(number: string): Promise<Page> {
  const page = await (await browser.newContext({ permissions: ['microphone'], locale: 'en' })).newPage();
  await page.goto(`${sandbox.phone}?number=${encodeURIComponent(number)}`);
  await expect(page.locator('#number + button')).toBeEnabled();
  await page.getByRole('button', { name: /74951234567/ }).click();
  return page;
}

test('a customer calls the company: the manager of the lead is rung first, the card and the phone say why; then the others', async () => {
  const number = freshNumber();
  const [contact] = await create(sandbox, 'contacts', [
    { name: 'Ирина Соколова', phone: number, responsible: whoIs('103').userId },
  ]);
  await lead('Окна <b>на дачу</b>', contact!, whoIs('103').userId);
  const [vera, anna] = [await atWork('103'), await atWork('101')];

  const customer = await callCompany(number);
  await expect(cards(vera)).toContainText('Ирина Соколова');
  await expect(why(vera)).toHaveText('Вы отвечаете за сделку «Окна <b>на дачу</b>»');
  await expect(whyOnPhone(vera)).toHaveText('Вы отвечаете за сделку «Окна <b>на дачу</b>»');
  expect(await axeFaults(vera)).toEqual([]);
  await expect(cards(anna)).toHaveCount(0);
  await expect(vera.getByRole('status').filter({ hasText: 'Вы отвечаете' })).toHaveCount(1);

  // She cannot talk now: whoever else is there rings, and is told so.
  await press(vera, 'Не звонить только у меня');
  await expect(why(anna)).toHaveText('Звонок всем: ответственный не отвечает');
  await press(anna, 'Ответить');
  await expect(cards(anna)).toContainText('Разговор');
  await expect(whyOnPhone(anna)).toHaveText('Звонок всем: ответственный не отвечает');
  await customer.close();
  await expect(cards(anna)).toContainText('Звонок завершён', { timeout: 90_000 });
  await expect(why(anna)).toHaveCount(0);
  await expect(whyOnPhone(anna)).toHaveCount(0);
});

test('a stranger rings everybody, in the words of who reads them', async () => {
  const greg = sandbox.agents.find(({ name }) => name === 'Greg Miller')!;
  const page = await atWork(greg.extension);
  const customer = await callCompany(freshNumber());
  await expect(why(page)).toHaveText('A call to everybody: the caller is not in amoCRM');
  await customer.close();
});
