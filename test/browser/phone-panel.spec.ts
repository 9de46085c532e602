import { expect, test, type Browser, type Page } from '@playwright/test';
import { axeFaults } from './axe-faults';
import { agentAt } from './phone-panel/agent-page';
import { customerPage, type Customer } from './phone-panel/customer-page';
import { callOf, leaveFields, opened, panelOf, press, spoken } from './phone-panel/panel';
import { sandboxWithPhones } from './phone-panel/sandbox-with-phones';
import type { RunningSandbox } from './sandbox';

let sandbox: RunningSandbox;
let browser: Browser;
sandboxWithPhones((phones) => ({ sandbox, browser } = phones));
test.setTimeout(120_000);
test.use({ actionTimeout: 20_000 });

const agent = (user = 0): Promise<Page> => agentAt(browser, sandbox, user);
const ringsFor = async (anna: Page, customer: Customer, at = '101'): Promise<void> => {
  await customer.call(at);
  await expect(callOf(anna, customer.name)).toContainText('Входящий звонок');
};

test('by mouse: a client is called from a pasted number, held, muted, sent keys and hung up on', async () => {
  const [anna, client] = [await agent(), await customerPage(browser, sandbox)];
  await opened(anna);
  const field = panelOf(anna).getByRole('textbox', { name: 'Номер телефона' });
  await expect(field).toBeFocused();
  await field.fill('Ирина');
  await press(anna, 'Позвонить');
  await expect(panelOf(anna)).toContainText('Это не номер');
  expect(await axeFaults(anna)).toEqual([]);
  await field.fill('');
  for (const digit of '12') await press(anna, digit);
  await press(anna, 'Стереть последнюю цифру');
  await expect(field).toHaveValue('1');
  const [, code, one, two, three] = /^\+7(\d{3})(\d{3})(\d\d)(\d\d)$/.exec(client.number)!;
  await field.fill(`8 (${code}) ${one}-${two}-${three}`);
  await expect(panelOf(anna)).toContainText(`Наберём +7 ${code} ${one}-${two}-${three}`);
  await press(anna, 'Позвонить');
  await expect(client.status).toContainText('Вам звонит');
  await expect(panelOf(anna).locator('[data-phone-call]')).toContainText('Гудки…');
  await client.answer();
  const talk = callOf(anna, client.name);
  await expect(talk).toContainText('Разговор');
  await expect(talk.locator('time')).toHaveText(/0:0[1-9]/);
  await expect(talk.getByRole('img', { name: /Связь хорошая. Оценка/ })).toBeVisible();
  expect(await axeFaults(anna)).toEqual([]);

  await press(anna, 'Заглушить');
  await expect(panelOf(anna).getByRole('button', { name: 'Заглушить' })).toHaveAttribute(
    'aria-pressed',
    'true',
  );
  await press(anna, 'Удержать');
  await expect(talk).toContainText('На удержании');
  await press(anna, 'Вернуться');
  await expect(talk).toContainText('Разговор');
  await press(anna, 'Клавиши');
  await press(anna, '5');
  await expect(panelOf(anna)).toContainText('Отправлено: 5');
  await press(anna, 'Свернуть');
  await expect(panelOf(anna)).toContainText(client.name.slice(0, 5));
  await expect(panelOf(anna).getByRole('button', { name: 'Перевести' })).toBeHidden();
  await press(anna, 'Завершить');
  await expect(client.status).toContainText('Разговор окончен');
  await press(anna, 'Развернуть');
  await expect(panelOf(anna)).toContainText('Вы завершили звонок');
  await expect(panelOf(anna).getByRole('button', { name: `Позвонить: ${client.name}` })).toBeVisible();
  await expect(panelOf(anna).getByRole('button', { name: /^Повторить \+7/ })).toBeVisible({
    timeout: 10_000,
  });
});

test('by keyboard: the whole of a call, and nothing is taken from whoever types', async () => {
  const [anna, client] = [await agent(), await customerPage(browser, sandbox)];
  const search = anna.getByRole('searchbox').or(anna.getByPlaceholder('Поиск')).first();
  await search.focus();
  await ringsFor(anna, client);
  await expect(spoken(anna)).toContainText('Ответить: Alt+A');
  await expect.poll(() => anna.title()).toContain('Звонит');
  await expect(search).toBeFocused();
  await anna.keyboard.press('Alt+a');
  await anna.keyboard.type('Иван');
  await expect(search).toBeFocused();
  await expect(callOf(anna, client.name)).toContainText('Входящий звонок');
  await leaveFields(anna);
  await anna.keyboard.press('Alt+a');
  await expect(callOf(anna, client.name)).toContainText('Разговор');
  await expect(spoken(anna)).toContainText('Разговор начался');
  await anna.keyboard.press('Alt+m');
  await expect(spoken(anna)).toContainText('Микрофон выключен');
  await anna.keyboard.press('Alt+m');
  await anna.keyboard.press('Alt+h');
  await expect(spoken(anna)).toContainText('На удержании');
  await anna.keyboard.press('Alt+h');
  await expect(callOf(anna, client.name)).toContainText('Разговор');

  await anna.keyboard.press('Alt+p');
  await expect(panelOf(anna)).toBeFocused();
  const tab = async (name: string | RegExp): Promise<void> => {
    const wanted = panelOf(anna).getByRole('button', { name }).first();
    for (let steps = 1; steps < 60; steps++) {
      if (steps % 15 === 0) await anna.keyboard.press('Alt+p');
      if (await wanted.evaluate((button) => button === document.activeElement)) return;
      await anna.keyboard.press('Tab');
    }
    await expect(wanted).toBeFocused();
  };
  await tab('Клавиши');
  await anna.keyboard.press('Enter');
  await anna.keyboard.type('12#');
  await expect(panelOf(anna)).toContainText('Отправлено: 12#');
  await anna.keyboard.press('Escape');
  await expect(panelOf(anna)).not.toContainText('Отправлено');
  await tab('Перевести');
  await anna.keyboard.press('Enter');
  await anna.keyboard.type('бор');
  await anna.keyboard.press('Enter');
  await expect(panelOf(anna).getByRole('button', { name: 'Сначала поговорить: Борис Лапин' })).toBeFocused();
  await anna.keyboard.press('Escape');
  await anna.keyboard.press('Alt+x');
  await expect(client.status).toContainText('Разговор окончен');
});

test('a second caller waits; two talks are swapped, mixed, parted and connected', async () => {
  const [anna, first, second] = [
    await agent(),
    await customerPage(browser, sandbox, 0),
    await customerPage(browser, sandbox, 1),
  ];
  await ringsFor(anna, first);
  await press(anna, 'Ответить');
  await expect(callOf(anna, first.name)).toContainText('Разговор');
  await second.call('101');
  await expect(callOf(anna, second.name)).toContainText('Ещё один звонок');
  expect(await axeFaults(anna)).toEqual([]);
  await press(anna, 'Удержать и ответить');
  await expect(callOf(anna, second.name)).toContainText('Разговор');
  await expect(callOf(anna, first.name)).toContainText('На удержании');
  await press(anna, 'Поменять');
  await expect(callOf(anna, first.name)).toContainText('Разговор');
  await expect(callOf(anna, second.name)).toContainText('На удержании');
  await press(anna, 'Говорить втроём');
  await expect(callOf(anna, first.name)).toContainText('Общий разговор');
  await expect(callOf(anna, second.name)).toContainText('Общий разговор');
  await press(anna, 'Разделить');
  await expect(panelOf(anna).getByRole('button', { name: 'Соединить их' })).toBeVisible();
  await press(anna, 'Соединить их');
  await expect(panelOf(anna).locator('[data-phone-call]').first()).toContainText('Переведён', {
    timeout: 20_000,
  });
  await expect(first.status).toContainText('Разговор');
  await expect(second.status).toContainText('Разговор');
});

test('a call is declined; busy, dead and absent numbers are named', async () => {
  const [anna, client] = [await agent(), await customerPage(browser, sandbox)];
  await opened(anna);
  await ringsFor(anna, client);
  await press(anna, 'Отклонить');
  await expect(client.status).toContainText('Звонок отклонили');
  await expect(panelOf(anna)).toContainText('Вы отклонили звонок');
  for (const [number, words] of [
    ['+79990000001', 'Занято'],
    ['+79990000004', 'Такого номера нет'],
    ['+79990000009', 'Абонент недоступен'],
  ] as const) {
    await panelOf(anna).getByRole('textbox').fill(number);
    await anna.keyboard.press('Enter');
    await expect(panelOf(anna)).toContainText(words);
  }
});
