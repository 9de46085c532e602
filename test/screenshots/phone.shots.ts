import { writeFileSync } from 'node:fs';
import path from 'node:path';
import { expect, test, type Browser, type Page } from '@playwright/test';
import en from '../../i18n/en.json';
import ru from '../../i18n/ru.json';
import { create } from '../browser/crm';
import { agentPage } from '../browser/phone-panel/agent-page';
import { customerPage } from '../browser/phone-panel/customer-page';
import { callOf, opened, panelOf, press } from '../browser/phone-panel/panel';
import { phoneBrowser } from '../browser/phone-page/phone-browser';
import { startSandbox, type RunningSandbox } from '../browser/sandbox';
import { animatedPng, type Frame } from './animated-png';

let sandbox: RunningSandbox;
let browser: Browser;
test.beforeAll(async () => {
  sandbox = await startSandbox();
  browser = await phoneBrowser();
});
test.afterAll(async () => {
  await browser.close();
  await sandbox.stop();
});
test.setTimeout(180_000);
test.use({ actionTimeout: 15_000 });

const file = (name: string): string => path.resolve(__dirname, '../../docs/screenshots', `${name}.png`);
const viewport = { width: 1024, height: 700 };

async function agentNamed(name: string, at = sandbox): Promise<Page> {
  const user = at.agents.findIndex((agent) => agent.name === name);
  const context = await browser.newContext({ permissions: ['microphone'], viewport });
  return agentPage(context, at, user);
}
const talks = async (page: Page, name: string, words: string): Promise<void> => {
  await expect(callOf(page, name)).toContainText(words);
};

for (const { language, agent, texts, clients } of [
  { language: 'ru', agent: 'Анна Крылова', texts: ru.phone, clients: [] },
  // Who may see but his own clients.
  { language: 'en', agent: 'Greg Miller', texts: en.phone, clients: ['Irene Falcon', 'Simon Oak'] },
]) {
  test(`the phone in ${language}`, async () => {
    const page = await agentNamed(agent);
    const { extension, userId } = sandbox.agents.find(({ name }) => name === agent)!;
    const client = async (at: number) => {
      const one = await customerPage(browser, sandbox, at);
      const name = clients[at];
      if (name === undefined) return one;
      await create(sandbox, 'contacts', [{ name, phone: one.number, responsible: userId }]);
      return { ...one, name };
    };
    const [first, second] = [await client(0), await client(1)];
    const shot = (name: string): Promise<unknown> =>
      page.screenshot({ path: file(`phone-${name}-${language}`), animations: 'disabled' });
    await opened(page);
    await panelOf(page).getByRole('textbox').first().fill(first.number.slice(2));
    await shot('idle');
    await panelOf(page).getByRole('textbox').first().fill('');

    await press(page, texts.settings);
    await shot('settings');
    await press(page, texts.set.check);
    await expect(panelOf(page).locator('[data-check="network"]')).toContainText(texts.check.network.local);
    await expect(panelOf(page).locator('[data-check="microphone"]')).toContainText(
      texts.check.microphone.good,
    );
    await shot('check');
    const back = panelOf(page).getByRole('button', { name: texts.back });
    while (await back.isVisible()) await back.click();

    await first.call(extension);
    await talks(page, first.name, texts.state.incoming);
    await expect(page.locator('.amocrm-telephony__card')).toContainText(first.name);
    await shot('ringing');
    await press(page, texts.do.answer);
    await talks(page, first.name, texts.state.talking);
    await expect(callOf(page, first.name).locator('time')).toHaveText(/0:0[2-9]/);
    await shot('talking');
    await page.setViewportSize({ width: 1920, height: 1000 });
    await shot('wide');
    await page.setViewportSize(viewport);
    await press(page, texts.do.transfer);
    await expect(panelOf(page).getByRole('textbox')).toBeVisible();
    await shot('transfer');
    await page.keyboard.press('Escape');
    await second.call(extension);
    await talks(page, second.name, texts.state.waiting);
    await shot('waiting');
    await press(page, texts.do.answer_hold);
    await talks(page, second.name, texts.state.talking);
    await talks(page, first.name, texts.state.held);
    await shot('two');
    await second.hangUp();
    await first.hangUp();
    await expect(panelOf(page)).toContainText(texts.ending['far-hung-up']);
    await Promise.all([page, first.page, second.page].map((one) => one.context().close()));
  });
}

for (const { language, agent, extension, texts } of [
  { language: 'ru', agent: 'Анна Крылова', extension: '101', texts: ru.phone },
  { language: 'en', agent: 'Greg Miller', extension: '104', texts: en.phone },
]) {
  test(`whoever has two phones chooses, in ${language}`, async () => {
    const withTwo = await startSandbox({ bothPhones: [extension] });
    const page = await agentNamed(agent, withTwo);
    await opened(page);
    await press(page, texts.settings);
    await panelOf(page)
      .locator('select')
      .filter({ hasText: texts.set.phones.desk })
      .selectOption({ label: texts.set.phones.desk });
    await expect(panelOf(page)).toContainText(texts.set.phones_hint.desk);
    await page.screenshot({ path: file(`phone-both-${language}`), animations: 'disabled' });
    await page.context().close();
    await withTwo.stop();
  });
}

test('a call, from its ring to its result', async () => {
  const texts = ru.phone;
  const page = await agentNamed('Анна Крылова');
  const client = await customerPage(browser, sandbox, 2);
  const frames: Frame[] = [];
  const frame = async (ms: number): Promise<void> => {
    const png = await page.screenshot({ animations: 'disabled', scale: 'css' });
    frames.push({ png, x: 0, y: 0, ms });
  };
  await frame(1200);
  await client.call('101');
  await talks(page, client.name, texts.state.incoming);
  await expect(page.locator('.amocrm-telephony__card')).toContainText(client.name);
  await frame(2500);
  await press(page, texts.do.answer);
  await talks(page, client.name, texts.state.talking);
  for (const second of [1, 2, 3]) {
    await expect(callOf(page, client.name).locator('time')).toHaveText(`0:0${second}`);
    await frame(1000);
  }
  await press(page, texts.do.hold);
  await talks(page, client.name, texts.state.held);
  await frame(1500);
  await press(page, texts.do.unhold);
  await talks(page, client.name, texts.state.talking);
  await frame(1500);
  await press(page, texts.do.hang_up);
  await expect(page.getByRole('dialog')).toBeVisible();
  await page.keyboard.type('Просит счёт');
  await frame(3000);
  writeFileSync(file('phone-call'), animatedPng(frames));
});
