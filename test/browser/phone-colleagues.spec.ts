import { expect, test, type Browser, type Page } from '@playwright/test';
import { axeFaults } from './axe-faults';
import { agentPage } from './phone-panel/agent-page';
import { customerPage, type Customer } from './phone-panel/customer-page';
import { callOf, panelOf, press } from './phone-panel/panel';
import { sandboxWithPhones } from './phone-panel/sandbox-with-phones';
import type { RunningSandbox } from './sandbox';

let sandbox: RunningSandbox;
let browser: Browser;
sandboxWithPhones((phones) => ({ sandbox, browser } = phones));
test.setTimeout(120_000);
test.use({ actionTimeout: 20_000 });

const agent = async (user = 0, viewport = { width: 1024, height: 700 }): Promise<Page> => {
  const context = await browser.newContext({ permissions: ['microphone'], viewport, locale: 'ru-RU' });
  return agentPage(context, sandbox, user);
};
const ringsFor = async (anna: Page, customer: Customer, at = '101'): Promise<void> => {
  await customer.call(at);
  await expect(callOf(anna, customer.name)).toContainText('Входящий звонок');
};

test('a client is given to a colleague, at once and after a word', async () => {
  const [anna, boris, client] = [await agent(), await agent(1), await customerPage(browser, sandbox)];
  await ringsFor(anna, client);
  await press(anna, 'Ответить');
  await expect(callOf(anna, client.name)).toContainText('Разговор');
  await press(anna, 'Перевести');
  await panelOf(anna).getByRole('textbox').fill('лапин');
  expect(await axeFaults(anna)).toEqual([]);
  await press(anna, 'Перевести сразу: Борис Лапин');
  await expect(panelOf(boris).locator('[data-phone-call]')).toContainText('Входящий звонок', {
    timeout: 20_000,
  });
  await press(boris, 'Ответить');
  await expect(callOf(anna, client.name)).toContainText('Переведён', { timeout: 20_000 });
  await expect(panelOf(boris).locator('[data-phone-call]')).toContainText('Разговор');

  await press(boris, 'Перевести');
  await press(boris, 'Сначала поговорить: Анна Крылова');
  await expect(callOf(anna, 'Борис Лапин')).toContainText('Входящий звонок');
  await press(anna, 'Ответить');
  await expect(callOf(boris, 'Анна Крылова')).toContainText('Разговор');
  await press(boris, 'Соединить их');
  await expect(panelOf(boris).locator('[data-phone-call]').first()).toContainText('Переведён', {
    timeout: 20_000,
  });
  await expect(client.status).toContainText('Разговор');
  await client.hangUp();
  await expect(panelOf(anna)).toContainText('Собеседник завершил звонок');
});

test('whom to give a call to: free colleagues come first, and each change is seen at once', async () => {
  const [anna, boris] = [await agent(), await agent(1)];
  const [client, second] = [await customerPage(browser, sandbox), await customerPage(browser, sandbox, 1)];
  await ringsFor(anna, client);
  await press(anna, 'Ответить');
  await expect(callOf(anna, client.name)).toContainText('Разговор');
  await press(anna, 'Перевести');
  const rows = panelOf(anna).getByRole('listitem');
  await expect(rows.first()).toContainText(/Борис Лапин.*102 · свободен/);
  await expect(rows.filter({ hasText: 'не в сети' })).toHaveCount((await rows.count()) - 1);

  await second.call('102');
  await expect(callOf(boris, second.name)).toContainText('Входящий звонок');
  await press(boris, 'Ответить');
  const his = rows.filter({ hasText: 'Борис Лапин' });
  await expect(his).toContainText('102 · говорит');
  await expect(his.getByRole('button')).toHaveCount(2);
  await second.hangUp();
  await expect(his).toContainText('102 · свободен');
  await boris.close();
  await expect(his).toContainText('102 · не в сети');
  expect(await axeFaults(anna)).toEqual([]);
  await client.hangUp();
});
