import { expect, test, type Browser, type Page } from '@playwright/test';
import { axeFaults } from './axe-faults';
import { agentPage, pageOnTheLine } from './phone-panel/agent-page';
import { customerPage, type Customer } from './phone-panel/customer-page';
import { callOf, panelOf, press, spoken } from './phone-panel/panel';
import { watchPage, type PageWatch } from './phone-page/page-watch';
import { phoneBrowser } from './phone-page/phone-browser';
import { startSandbox, type RunningSandbox } from './sandbox';

let sandbox: RunningSandbox;
let browser: Browser;
test.beforeAll(async () => {
  sandbox = await startSandbox();
});
test.afterAll(() => sandbox.stop());
test.afterEach(() => browser.close());
test.setTimeout(120_000);
test.use({ actionTimeout: 20_000 });

type Watched = Window & { watch: PageWatch };
const watcher = `window.watch = (${watchPage.toString()})();`;
const agentSettings = {
  permissions: ['microphone'],
  viewport: { width: 1024, height: 700 },
  locale: 'ru-RU',
};

/** An agent and a client who talk, with a hand on the devices of both. */
async function talk(): Promise<{ anna: Page; client: Customer }> {
  browser = await phoneBrowser();
  const context = await browser.newContext(agentSettings);
  await context.addInitScript(watcher);
  const [anna, client] = [await agentPage(context, sandbox, 0), await customerPage(browser, sandbox)];
  await client.page.addInitScript(watcher);
  await client.page.reload();
  await expect(client.status).toContainText('Готов');
  await client.call('101');
  await press(anna, 'Ответить');
  await expect(callOf(anna, client.name)).toContainText('Разговор');
  await expect(callOf(anna, client.name).locator('time')).toHaveText(/0:0[2-9]/);
  return { anna, client };
}

test('a page that nobody has clicked: the ring is seen, and one click lets it be heard', async () => {
  browser = await phoneBrowser(['--autoplay-policy=document-user-activation-required']);
  const context = await browser.newContext(agentSettings);
  // Whatever a test asks of a page counts as a click, so the page tells of itself.
  await context.addInitScript(() => {
    let told = '';
    setInterval(() => {
      const lamp = document.querySelector('.amocrm-telephony_phone [data-do="unlock"]');
      const { x = 0, y = 0 } = lamp?.getBoundingClientRect() ?? {};
      const seen = JSON.stringify({ title: document.title, lamp: lamp?.textContent.trim(), x, y });
      if (seen !== told) console.log((told = seen));
    }, 100);
  });
  const client = await customerPage(browser, sandbox);
  const anna = await pageOnTheLine(context, sandbox, 0);
  const said: string[] = [];
  anna.on('console', (message) => said.push(message.text()));
  await client.call('101');
  await expect.poll(() => said.some((text) => text.includes('щёлкните здесь'))).toBe(true);
  await expect.poll(() => said.some((text) => text.includes('☎ Звонит'))).toBe(true);
  const { x, y } = JSON.parse(said.filter((text) => text.includes('щёлкните')).at(-1)!) as {
    x: number;
    y: number;
  };
  await anna.mouse.click(x + 10, y + 5);
  await expect(panelOf(anna).getByRole('button', { name: 'Ответить' }).first()).toBeVisible();
  await expect(panelOf(anna)).not.toContainText('Звук выключен');
});

test('a headset pulled out in a talk: another takes over, and the agent is told', async () => {
  const { anna, client } = await talk();
  await anna.evaluate(() => (window as unknown as Watched).watch.unplug());
  await expect(panelOf(anna)).toContainText('Микрофон отключился, перешли на другой');
  await expect(spoken(anna)).toContainText('Микрофон отключился, перешли на другой');
  expect(await axeFaults(anna)).toEqual([]);

  await press(anna, 'Настройки звука и проверка');
  const speaker = panelOf(anna).getByLabel('Динамик', { exact: true });
  const name = (await speaker.locator('option').nth(1).textContent())!;
  await speaker.selectOption({ label: name });
  await expect(speaker).toHaveValue(/.+/);
  await anna.evaluate(
    (gone) => {
      const { mediaDevices } = navigator;
      const list = mediaDevices.enumerateDevices.bind(mediaDevices);
      mediaDevices.enumerateDevices = async () => (await list()).filter(({ deviceId }) => deviceId !== gone);
      mediaDevices.dispatchEvent(new Event('devicechange'));
    },
    await speaker.inputValue(),
  );
  await expect(panelOf(anna)).toContainText('Ваши наушники отключены, звук – в системных');
  await expect(callOf(anna, client.name)).toContainText('Разговор');
});

test('sound that comes from one side alone is seen within seconds, and said', async () => {
  const { anna, client } = await talk();
  await client.page.evaluate(() => (window as unknown as Watched).watch.stopSending());
  // The limit is 3 s; a busy machine gets as much again.
  await expect(panelOf(anna)).toContainText(/Звук пропал|Собеседника не слышно/, {
    timeout: 6000,
  });
  await expect(panelOf(anna)).toContainText('Собеседника не слышно', { timeout: 12_000 });
  await expect(spoken(anna)).toContainText('Собеседника не слышно');
  expect(await axeFaults(anna)).toEqual([]);
});
