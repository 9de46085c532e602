import { expect, test, type Browser, type Page } from '@playwright/test';
import { axeFaults } from './axe-faults';
import { create, freshNumber, madeInCrm } from './crm';
import { agentPage } from './phone-panel/agent-page';
import { panelOf, press } from './phone-panel/panel';
import { sandboxWithPhones } from './phone-panel/sandbox-with-phones';
import type { RoutedCall, RunningSandbox } from './sandbox';

let sandbox: RunningSandbox;
let browser: Browser;
sandboxWithPhones((phones) => ({ sandbox, browser } = phones));

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

const lead = (name: string, contact: number, responsible: number): Promise<number[]> =>
  madeInCrm(sandbox, 'leads', [
    { name, responsible_user_id: responsible, _embedded: { contacts: [{ id: contact }] } },
  ]);

/** The customer calls the company's number from the sandbox's telephone. */
async function callCompany(number: string): Promise<Page> {
  const page = await (await browser.newContext({ permissions: ['microphone'], locale: 'en' })).newPage();
  await page.goto(`${sandbox.phone}?number=${encodeURIComponent(number)}`);
  await expect(page.locator('#number + button')).toBeEnabled();
  await page.getByRole('button', { name: /74951234567/ }).click();
  return page;
}

/** Who has said whom this caller rings; the engine's own memory of it, where it was the script. */
async function routedBy(number: string): Promise<RoutedCall> {
  const call = (await sandbox.routed()).find(({ from }) => from === number)!;
  if (call.by !== 'script') return call;
  const { url, key } = await sandbox.engine();
  const headers = { authorization: `Bearer ${key}` };
  const answer = await (await fetch(`${url}/v1/messages/${call.call_id}`, { headers })).text();
  expect(answer).toContain('"X-Route-To"');
  return call;
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
  expect(await routedBy(number)).toMatchObject({
    by: 'script',
    steps: [{ numbers: ['103'] }, { numbers: expect.arrayContaining(['101']) }],
  });
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

test('the script engine hangs: everybody rings all the same; it is killed: the next call is the script’s again', async () => {
  const boris = await atWork('102');
  // Whoever has a customer's phone will call the company: the engine starts for that.
  const line = { method: 'POST', headers: { 'content-type': 'application/json' } };
  await fetch(`${sandbox.phone}/line`, { ...line, body: JSON.stringify({ number: freshNumber() }) });
  await expect.poll(async () => (await sandbox.engine()).url, { timeout: 30_000 }).toContain('http');

  const { pid, restarts } = await sandbox.engine();
  process.kill(pid, 'SIGSTOP');
  const [second, third] = [freshNumber(), freshNumber()];
  const unheard = await callCompany(second);
  await expect(cards(boris)).toHaveCount(1, { timeout: 30_000 });
  expect(await routedBy(second)).toMatchObject({ by: 'default', faults: ['the script engine is silent'] });
  await unheard.close();

  process.kill(pid, 'SIGKILL');
  await expect.poll(async () => (await sandbox.engine()).restarts, { timeout: 30_000 }).toBe(restarts + 1);
  const heard = await callCompany(third);
  await expect(cards(boris)).toHaveCount(2, { timeout: 30_000 });
  expect(await routedBy(third)).toMatchObject({ by: 'script' });
  await heard.close();
});
