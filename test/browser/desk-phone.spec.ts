import { expect, test, type Browser, type Page } from '@playwright/test';
import { axeFaults } from './axe-faults';
import { agentPage } from './phone-panel/agent-page';
import { opened, panelOf, press } from './phone-panel/panel';
import { customerPage } from './phone-panel/customer-page';
import { sandboxWithPhones } from './phone-panel/sandbox-with-phones';
import { connected, signIn, type RunningSandbox } from './sandbox';

let sandbox: RunningSandbox;
let browser: Browser;
test.afterEach(() => sandbox.faults());
sandboxWithPhones((phones) => ({ sandbox, browser } = phones), { deskPhones: ['103'] });
test.setTimeout(120_000);
test.use({ actionTimeout: 20_000 });

const cards = (page: Page) => page.locator('.amocrm-telephony__card');

/** Vera, who has a phone on her desk and none in the browser. */
async function vera(): Promise<Page> {
  const context = await browser.newContext({ viewport: { width: 1024, height: 700 }, locale: 'ru-RU' });
  const page = await context.newPage();
  const { userId } = sandbox.agents.find(({ extension }) => extension === '103')!;
  await signIn(page, sandbox, userId);
  await connected(page, sandbox, () => page.goto(`${sandbox.crm}/contacts/list/`));
  return page;
}

async function deskPhone() {
  const context = await browser.newContext({ permissions: ['microphone'], locale: 'ru-RU' });
  const page = await context.newPage();
  await page.goto(`${sandbox.phone}?extension=103`);
  const status = page.locator('#status');
  await expect(status).toContainText('Готов. Номер: 103');
  return { page, status, press: (name: string) => page.getByRole('button', { name }).click() };
}

async function dial(page: Page, number: string): Promise<void> {
  await panelOf(page).getByRole('textbox', { name: 'Номер телефона' }).fill(number);
  await press(page, 'Позвонить');
}

const listed = async (): Promise<{ number: string; outcome: string }[]> =>
  (await fetch(`${sandbox.crm}/sandbox/calls`)).json() as Promise<{ number: string; outcome: string }[]>;

test('a number is pressed: the desk phone rings, then the client’s; they talk; the card ends it', async () => {
  const [agent, desk, client] = [await vera(), await deskPhone(), await customerPage(browser, sandbox)];
  await opened(agent);
  await expect(panelOf(agent)).toContainText('Сначала зазвонит ваш телефон');
  expect(await axeFaults(agent)).toEqual([]);
  await dial(agent, client.number);
  await expect(desk.status).toHaveText(`Снимите трубку: позвоним ${client.number}`);
  await expect(cards(agent)).toContainText('Исходящий звонок');
  await expect(cards(agent)).toContainText('Звонит ваш телефон: снимите трубку');
  await expect(client.status).toContainText('Готов');

  await desk.press('Ответить');
  await expect(client.status).toContainText('Вам звонит');
  await expect(desk.status).toHaveText(`${client.number}: гудки…`);
  await expect(cards(agent)).toContainText('теперь гудки у клиента');
  await client.answer();
  await expect(client.status).toContainText('Разговор');
  await expect(desk.status).toHaveText(`Разговор: ${client.number}`);
  await expect(cards(agent)).toContainText('Разговор');
  await expect.poll(listed).toMatchObject([{ number: client.number, outcome: 'talking' }]);

  await cards(agent).getByRole('button', { name: 'Завершить' }).click();
  await expect(client.status).toContainText('Разговор окончен');
  await expect(desk.status).toContainText('Разговор окончен');
  await expect(cards(agent)).toContainText('Звонок завершён');
  await expect.poll(listed).toMatchObject([{ outcome: 'answered' }]);
});

test('a desk phone that is not picked up: nobody calls the client, and the card says so', async () => {
  const [agent, desk, client] = [await vera(), await deskPhone(), await customerPage(browser, sandbox)];
  await opened(agent);
  await dial(agent, client.number);
  await desk.press('Отклонить');
  await expect(cards(agent)).toContainText('Не звонили: ваш телефон не ответил');
  await expect(client.status).toContainText('Готов');

  await dial(agent, client.number);
  await expect(desk.status).toContainText('Снимите трубку');
  await cards(agent).getByRole('button', { name: 'Завершить' }).click();
  await expect(desk.status).toContainText('Разговор окончен');
  await expect(cards(agent).filter({ hasText: 'Не звонили' })).toHaveCount(2);
});

test('a busy client frees the desk phone; a PBX that refuses or is silent is told in words', async () => {
  const [agent, desk] = [await vera(), await deskPhone()];
  await opened(agent);
  await dial(agent, '+79120000001');
  await desk.press('Ответить');
  await expect(desk.status).toContainText('Занято');
  await expect(cards(agent)).toContainText('Занято');

  await sandbox.faults('pbx-refuses');
  await dial(agent, '+79120000002');
  await expect(panelOf(agent)).toContainText('АТС не выполнила звонок. Проверьте, что ваш телефон включён');
  await sandbox.faults('pbx-silent');
  await dial(agent, '+79120000004');
  await expect(panelOf(agent)).toContainText('АТС не ответила вовремя');
  await sandbox.faults();
  await desk.page.close();
  await dial(agent, '+79120000002');
  await expect(panelOf(agent)).toContainText('АТС не выполнила звонок');
});

test('an agent with a phone in the browser has it still', async () => {
  const context = await browser.newContext({ permissions: ['microphone'], locale: 'ru-RU' });
  const anna = await agentPage(context, sandbox, 0);
  await opened(anna);
  await expect(panelOf(anna)).not.toContainText('Сначала зазвонит ваш телефон');
});
