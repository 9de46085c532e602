import { expect, test, type Browser, type Locator, type Page } from '@playwright/test';
import { aCall } from './calls';
import { create, freshNumber } from './crm';
import { names, opened as listOpened, panel as dialPanel, row, typed } from './dial-panel';
import { cards } from './incoming-calls';
import { agentAt } from './phone-panel/agent-page';
import { customerPage } from './phone-panel/customer-page';
import { callOf, panelOf } from './phone-panel/panel';
import { sandboxWithPhones } from './phone-panel/sandbox-with-phones';
import { resultWindow, talk } from './result-window';
import type { RunningSandbox } from './sandbox';

let sandbox: RunningSandbox;
let browser: Browser;
sandboxWithPhones((phones) => ({ sandbox, browser } = phones));
test.use({ actionTimeout: 20_000 });

/** Lets `news` come between the press and the release of a mouse's button. */
async function pressedMeanwhile(button: Locator, news: () => Promise<unknown>): Promise<void> {
  const page = button.page();
  await button.hover();
  await page.mouse.down();
  await news();
  await drawn(page);
  await page.mouse.up();
}

/** What has come to the page by now is on the screen. */
const drawn = (page: Page): Promise<unknown> =>
  page.evaluate(() => new Promise((done) => setTimeout(() => requestAnimationFrame(done), 100)));

/** Resolves with the next frame of any of the page's sockets that holds `text`. */
async function frameWith(page: Page, text: string): Promise<{ readonly came: Promise<void> }> {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('Network.enable');
  const came = new Promise<void>((resolve) =>
    cdp.on('Network.webSocketFrameReceived', ({ response }) => {
      if (response.payloadData.includes(text)) resolve();
    }),
  );
  return { came };
}

/** Keeps the CRM's answers about contacts back; `come` lets them through, and waits until they are there. */
async function answersKept(page: Page): Promise<{ readonly come: () => Promise<unknown> }> {
  let open: () => void = () => undefined;
  const opened = new Promise<void>((resolve) => (open = resolve));
  await page.route('**/api/v4/contacts*', (route) => opened.then(() => route.continue()));
  return {
    come() {
      const answered = page.waitForResponse('**/api/v4/contacts*');
      open();
      return answered;
    },
  };
}

test('a card that is pressed as the talk begins, or as the name comes, does what was pressed', async () => {
  const number = freshNumber();
  const [contact] = await create(sandbox, 'contacts', [{ name: 'Нажатая Вовремя', phone: number }]);
  const page = await agentAt(browser, sandbox);
  const call = aCall(number);
  await sandbox.post(call.ringing());
  await expect(cards(page)).toContainText('Нажатая Вовремя');
  const answered = await frameWith(page, call.id);
  await pressedMeanwhile(cards(page).getByRole('link', { name: 'Открыть контакт' }), async () => {
    await sandbox.post(call.answered());
    await answered.came;
  });
  await expect(page).toHaveURL(new RegExp(`/contacts/detail/${contact!}`));
  await expect(cards(page)).toContainText('Разговор');

  await cards(page).getByRole('button', { name: 'Закрыть' }).press('Enter');
  await expect(cards(page)).toHaveCount(0);
  const answers = await answersKept(page);
  const other = freshNumber();
  await create(sandbox, 'contacts', [{ name: 'Имя Потом', phone: other }]);
  const next = aCall(other);
  await sandbox.post(next.ringing());
  await expect(cards(page)).toContainText('показываем номер');
  const close = cards(page).getByRole('button', { name: 'Закрыть' });
  await close.focus();
  await page.keyboard.down('Space');
  await answers.come();
  await drawn(page);
  await page.keyboard.up('Space');
  await expect(cards(page)).toHaveCount(0);
  await sandbox.post([call.ended(), next.ended()]);
});

test('news come at last to a card that is held; the keyboard stays on its button, or on the card', async () => {
  const page = await agentAt(browser, sandbox);
  const client = await customerPage(browser, sandbox);
  await client.call('101');
  const answer = cards(page).getByRole('button', { name: 'Ответить' });
  await answer.focus();
  await client.hangUp();
  await expect(cards(page)).toContainText('Пропущенный звонок');
  await expect(cards(page)).toBeFocused();
  await page.keyboard.press('Escape');
  await expect(cards(page)).toHaveCount(0);

  const call = aCall(freshNumber());
  await sandbox.post(call.ringing());
  const close = cards(page).getByRole('button', { name: 'Закрыть' });
  await expect(cards(page)).toContainText('Номера нет в amoCRM');
  await close.focus();
  await cards(page).locator('.amocrm-telephony__state').hover();
  await page.mouse.down();
  await sandbox.post(call.ended({ disposition: 'no_answer', duration: 0 }));
  await expect(cards(page)).toContainText('Пропущенный звонок');
  await page.mouse.up();
});

test('an answer to a call that ended under the finger does nothing; the next call is answered', async () => {
  const faults: Error[] = [];
  const page = await agentAt(browser, sandbox);
  page.on('pageerror', (error) => faults.push(error));
  const client = await customerPage(browser, sandbox);
  await client.call('101');
  const cancelled = await frameWith(page, 'CANCEL ');
  await pressedMeanwhile(cards(page).getByRole('button', { name: 'Ответить' }), async () => {
    await client.hangUp();
    await cancelled.came;
  });
  await expect(cards(page)).toContainText('Пропущенный звонок');
  // What has ended leaves the panel, and would move what is below it away from under the mouse.
  await expect(callOf(page, client.name).filter({ hasText: 'Разговор' })).toHaveCount(0);
  await expect(callOf(page, client.name)).toHaveCount(0);

  await cards(page).getByRole('button', { name: 'Закрыть' }).click();
  const next = await customerPage(browser, sandbox, 1);
  const answers = await answersKept(page);
  await next.call('101');
  await expect(cards(page)).toContainText('показываем номер');
  await pressedMeanwhile(panelOf(page).getByRole('button', { name: 'Ответить' }), () => answers.come());
  await expect(next.status).toContainText('Разговор');
  await expect(callOf(page, next.name)).toContainText('Разговор');
  expect(faults).toEqual([]);
});

test('a row of the dial list that is pressed as others come is called off all the same', async () => {
  const page = await agentAt(browser, sandbox, 1);
  await listOpened(page);
  await typed(page, 'Анна +7 495 100-10-01', 'Борис +7 495 100-10-02');
  const other = await page.context().newPage();
  await other.goto(sandbox.crm);
  await dialPanel(other).getByRole('button', { name: 'Вписать номера' }).click();
  await dialPanel(other).getByRole('textbox').last().fill('Вера +7 495 100-10-03');
  await page.bringToFront();
  await pressedMeanwhile(row(page, 'Борис').getByRole('button', { name: /^Убрать/ }), async () => {
    const told = page.waitForResponse(/\/dial/);
    // A page in the background draws late, which a click would wait for; a press is waited for no longer than 2 s.
    await dialPanel(other).getByRole('button', { name: 'Добавить', exact: true }).dispatchEvent('click');
    await told;
  });
  await expect.poll(() => names(page)).toEqual(['Анна', 'Вера']);
});

test('the window of a result grows as candidates are found; its button that is pressed stays under the mouse', async () => {
  const number = freshNumber();
  await create(sandbox, 'contacts', [
    { name: 'Этот Ли', phone: number },
    { name: 'Или Этот', phone: number },
  ]);
  const page = await agentAt(browser, sandbox);
  const answers = await answersKept(page);
  await talk(sandbox, number);
  const dialog = resultWindow(page);
  await dialog.getByRole('textbox', { name: 'Примечание' }).fill('Перезвонить');
  await pressedMeanwhile(dialog.getByRole('button', { name: /^Отложить/ }), () => answers.come());
  await expect(dialog).toHaveCount(0);
});
