import { expect, test, type Browser, type BrowserContext, type Page } from '@playwright/test';
import { axeFaults } from './axe-faults';
import { agentPage } from './phone-panel/agent-page';
import { customerPage } from './phone-panel/customer-page';
import { callOf, opened, panelOf, press, spoken } from './phone-panel/panel';
import { sandboxWithPhones } from './phone-panel/sandbox-with-phones';
import { connected, type RunningSandbox } from './sandbox';

let sandbox: RunningSandbox;
let browser: Browser;
sandboxWithPhones((phones) => ({ sandbox, browser } = phones), { bothPhones: ['102'] });
test.setTimeout(120_000);
test.use({ actionTimeout: 20_000 });

const inRussian = (): Promise<BrowserContext> =>
  browser.newContext({
    permissions: ['microphone'],
    viewport: { width: 1024, height: 700 },
    locale: 'ru-RU',
  });
const boris = async (): Promise<Page> =>
  agentPage(
    await inRussian(),
    sandbox,
    sandbox.agents.findIndex(({ extension }) => extension === '102'),
  );
const cards = (page: Page) => page.locator('.amocrm-telephony__card');
const choice = (page: Page) => panelOf(page).getByLabel('Звонить и отвечать');

async function deskPhone() {
  const page = await (await inRussian()).newPage();
  await page.goto(`${sandbox.phone}?extension=102`);
  const status = page.locator('#status');
  await expect(status).toContainText('Готов. Номер: 102');
  return { page, status, press: (name: string) => page.getByRole('button', { name }).click() };
}

test('both ring; answered on the desk, the browser is told so, and the card ends the talk there', async () => {
  const [agent, desk, client] = [await boris(), await deskPhone(), await customerPage(browser, sandbox)];
  await client.call('102');
  await expect(callOf(agent, client.name)).toContainText('Входящий звонок');
  await expect(desk.status).toContainText('Вам звонит');
  await desk.press('Ответить');
  await expect(callOf(agent, client.name)).toContainText('другой ваш телефон');
  await expect(cards(agent)).toContainText('Разговор');
  await cards(agent).getByRole('button', { name: 'Завершить' }).click();
  await expect(client.status).toContainText('Разговор окончен');
  await expect(cards(agent)).toContainText('Звонок завершён');
});

test('the desk phone is chosen: it alone rings and calls, after a reload too; then the browser again, by keyboard', async () => {
  const [agent, desk, client] = [await boris(), await deskPhone(), await customerPage(browser, sandbox)];
  await opened(agent);
  await press(agent, 'Настройки звука и проверка');
  await expect(panelOf(agent)).toContainText('Входящие звонят и здесь, и на столе');
  await choice(agent).selectOption({ label: 'На телефоне, что на столе' });
  await expect(panelOf(agent)).toContainText('Браузер не звонит');
  await expect(panelOf(agent)).toContainText('На столе');
  expect(await axeFaults(agent)).toEqual([]);

  await client.call('102');
  await expect(desk.status).toContainText('Вам звонит');
  await expect(cards(agent)).toContainText('Входящий звонок');
  await expect(panelOf(agent).locator('[data-phone-call]')).toHaveCount(0);
  await desk.press('Отклонить');
  await expect(client.status).toContainText('Звонок отклонили');

  await connected(agent, sandbox, () => agent.reload());
  await expect(panelOf(agent)).toContainText('Звонит телефон на столе');
  await panelOf(agent).getByRole('textbox', { name: 'Номер телефона' }).fill(client.number);
  await press(agent, 'Позвонить');
  await expect(desk.status).toHaveText(`Снимите трубку: позвоним ${client.number}`);
  await desk.press('Отклонить');
  await expect(cards(agent).filter({ hasText: 'Не звонили: ваш телефон не ответил' })).toHaveCount(1);

  await press(agent, /Звонит телефон на столе/);
  await choice(agent).focus();
  await agent.keyboard.press('Home');
  await expect(choice(agent)).toHaveValue('browser');
  await expect(choice(agent)).toBeFocused();
  await expect(panelOf(agent)).toContainText('На линии');
  await expect(spoken(agent)).not.toContainText('потерял связь');
  await client.call('102');
  await expect(callOf(agent, client.name)).toContainText('Входящий звонок');
  await expect(choice(agent)).toBeDisabled();
  await expect(panelOf(agent)).toContainText('Сменить можно, когда закончится звонок');
  await press(agent, 'Ответить');
  await expect(client.status).toContainText('Разговор');
  await expect(desk.status).toContainText('Готов');
  await client.hangUp();
  await expect(choice(agent)).toBeEnabled();
});

test('who has one phone is offered no choice', async () => {
  const agent = await agentPage(
    await inRussian(),
    sandbox,
    sandbox.agents.findIndex(({ extension }) => extension === '101'),
  );
  await opened(agent);
  await press(agent, 'Настройки звука и проверка');
  await expect(panelOf(agent).getByLabel('Громкость звонка')).toBeVisible();
  await expect(choice(agent)).toHaveCount(0);
});
