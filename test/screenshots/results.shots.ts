import path from 'node:path';
import { expect, test } from '@playwright/test';
import { create, freshNumber } from '../browser/crm';
import { bars, resultWindow, signedIn, talk } from '../browser/result-window';
import { startSandbox, type RunningSandbox } from '../browser/sandbox';

let sandbox: RunningSandbox;
test.beforeAll(async () => {
  sandbox = await startSandbox();
});
test.afterAll(() => sandbox.stop());

const file = (name: string): string => path.resolve(__dirname, '../../docs/screenshots', `${name}.png`);
const languages = [
  {
    language: 'ru',
    agent: 'Анна Крылова',
    person: 'Ирина Соколова',
    other: 'Семён Ёлкин',
    note: 'Просит счёт на 12 окон, монтаж – после праздников',
    task: 'Выставить счёт',
  },
  {
    language: 'en',
    agent: 'Greg Miller',
    person: 'Irene Falcon',
    other: 'Simon Oak',
    note: 'Wants an invoice for 12 windows, mounting after the holidays',
    task: 'Send the invoice',
  },
];

for (const words of languages) {
  test(`call results in ${words.language}`, async ({ page }) => {
    const user = sandbox.agents.findIndex(({ name }) => name === words.agent);
    const agent = sandbox.agents[user]!;
    const { extension } = agent;
    const [known, other] = [freshNumber(), freshNumber()];
    await create(sandbox, 'contacts', [
      { name: words.person, phone: known, responsible: agent.userId },
      { name: words.other, phone: other, responsible: agent.userId },
    ]);
    await page.setViewportSize({ width: 1280, height: 800 });
    await signedIn(page, sandbox, '/contacts/list/', user);
    const dialog = resultWindow(page);
    const shot = (name: string): Promise<Buffer> =>
      page.screenshot({
        path: file(`result-${name}-${words.language}`),
        // The card of the call and the host's toast of it have pictures of their own.
        style: '#popups_inbox, .amocrm-telephony__list { display: none }',
      });

    await talk(sandbox, known, {
      extension,
      ended: { recording_url: `${sandbox.crm}/sandbox/recordings/62.wav` },
    });
    await expect(dialog.getByRole('link', { name: words.person })).toBeVisible();
    await expect
      .poll(() => dialog.locator('audio').evaluate((audio: HTMLAudioElement) => audio.duration))
      .toBe(62);
    // As docs/after-a-call.md tells it: by keyboard alone.
    const keys = async (...names: string[]): Promise<void> => {
      for (const name of names) await page.keyboard.press(name);
    };
    await expect(dialog.locator('textarea')).toBeFocused();
    await page.keyboard.type(words.note);
    await keys('Tab', 'Tab');
    await page.keyboard.type(words.task);
    await shot('known');
    for (const [size, width] of [
      ['wide', 1920],
      ['narrow', 1024],
    ] as const) {
      await page.setViewportSize({ width, height: size === 'wide' ? 1000 : 700 });
      await shot(size);
    }
    await page.setViewportSize({ width: 1280, height: 800 });
    await keys('Enter');
    await expect(bars(page)).toHaveCount(1);
    await shot('undo');
    await expect(bars(page).getByRole('link')).toBeVisible({ timeout: 20_000 });
    await shot('sent');
    await expect(bars(page)).toHaveCount(0, { timeout: 20_000 });

    await talk(sandbox, '+79261234567', { extension, named: page });
    await expect(dialog.locator('[name="contactName"]')).toBeFocused();
    await shot('unknown');
    await page.keyboard.type(words.other);
    await dialog.getByRole('button', { name: /Завтра|Tomorrow/ }).press('Enter');
    await page.keyboard.press('Control+Enter');
    await shot('fault');
    await page.keyboard.press('Escape');
    await talk(sandbox, other, { extension });
    await expect(dialog).toBeVisible();
    await page.keyboard.press('Escape');
    await bars(page).getByRole('button').click();
    await shot('bar');
  });
}
