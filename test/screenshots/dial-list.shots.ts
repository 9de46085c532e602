import path from 'node:path';
import { expect, test, type Browser } from '@playwright/test';
import en from '../../i18n/en.json';
import ru from '../../i18n/ru.json';
import { agentPage } from '../browser/phone-panel/agent-page';
import { axeFaults } from '../browser/axe-faults';
import { phoneBrowser } from '../browser/phone-page/phone-browser';
import { startSandbox, type RunningSandbox } from '../browser/sandbox';

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

// Numbers of their own: a person whom one agent calls is not called by another.
for (const { language, agent, texts, code } of [
  { language: 'ru', agent: 'Анна Крылова', texts: ru.dial.label, code: 1 },
  { language: 'en', agent: 'Greg Miller', texts: en.dial.label, code: 2 },
]) {
  test(`the dial list in ${language}`, async () => {
    const user = sandbox.agents.findIndex(({ name }) => name === agent);
    const context = await browser.newContext({ permissions: ['microphone'] });
    const page = await agentPage(context, sandbox, user);
    const panel = page.getByRole('region', { name: texts.title });
    const shot = async (name: string): Promise<void> => {
      expect(await axeFaults(page, '.amocrm-telephony_dial')).toEqual([]);
      const file = path.resolve(__dirname, `../../docs/screenshots/dial-list-${name}-${language}.png`);
      await page.screenshot({ path: file, animations: 'disabled' });
    };
    await page.setViewportSize({ width: 1024, height: 700 });
    await page.locator('.calls-list-toggler__icon').click();
    await page.getByRole('button', { name: texts.title }).click();
    await expect(panel).toBeVisible();
    await shot('empty');
    await panel.getByRole('button', { name: texts.numbers }).click();
    const lines = [1, 2, 3].map((last, index) => `+7 9${code}${last} 555 000${[1, 4, 2][index]}`);
    await panel.getByRole('textbox').last().fill(lines.join('\n'));
    await panel.getByRole('button', { name: texts.add, exact: true }).click();
    await expect(panel.getByRole('listitem')).toHaveCount(3);
    await panel.getByRole('spinbutton').fill('1');
    await panel.getByRole('spinbutton').blur();
    await panel.getByRole('button', { name: texts.start }).click();
    // The third rings, and nobody is at home.
    await expect(panel.locator('.amocrm-telephony__dial-row_calling')).toContainText(`9${code}3 555`, {
      timeout: 30_000,
    });
    await shot('calling');
    await page.setViewportSize({ width: 1920, height: 1080 });
    await shot('wide');
    await context.close();
  });
}
