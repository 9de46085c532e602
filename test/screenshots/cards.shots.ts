import path from 'node:path';
import { expect, test, type Page } from '@playwright/test';
import { aCall, type ScriptedCall } from '../browser/calls';
import { create, freshNumber, link } from '../browser/crm';
import { connected, startSandbox, type RunningSandbox } from '../browser/sandbox';

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
    twin: 'Павел Соколов',
    company: 'ООО «Вектор»',
  },
  {
    language: 'en',
    agent: 'Greg Miller',
    person: 'Irene Falcon',
    twin: 'Paul Falcon',
    company: 'Vector Ltd',
  },
];

async function people(words: (typeof languages)[number], responsible: number) {
  const [known, shared, unknown] = [freshNumber(), freshNumber(), '+79261234567'];
  const [person] = await create(sandbox, 'contacts', [{ name: words.person, phone: known, responsible }]);
  const [company] = await create(sandbox, 'companies', [{ name: words.company, responsible }]);
  await link(sandbox, person!, company!);
  await create(sandbox, 'contacts', [
    { name: words.person, phone: shared, responsible },
    { name: words.twin, phone: shared, responsible },
  ]);
  return { known, shared, unknown };
}

for (const words of languages) {
  test(`cards in ${words.language}`, async ({ page }) => {
    const agent = sandbox.agents.find(({ name }) => name === words.agent)!;
    const { known, shared, unknown } = await people(words, agent.userId);
    const cards = page.locator('.amocrm-telephony__card');
    await page.goto(`${sandbox.crm}/login?user=${agent.userId}`);
    await connected(page, sandbox, () => page.goto(`${sandbox.crm}/contacts/list/`));

    // The host's toasts of calls filed before would stand in the pictures of the next.
    await page.addStyleTag({ content: '#popups_inbox, form.amocrm-telephony_result { display: none }' });
    const shot = async (
      name: string,
      call: ScriptedCall,
      ready: (page: Page) => Promise<void>,
    ): Promise<void> => {
      await ready(page);
      const clip = await page.locator('.amocrm-telephony:not(form)').boundingBox();
      const { x, y, width, height } = clip!;
      await page.screenshot({
        path: file(`card-${name}-${words.language}`),
        clip: { x: x - 20, y: y - 20, width: width + 40, height: height + 36 },
      });
      await sandbox.post(call.ended());
      await cards
        .getByRole('button', { name: /Закрыть|Close/ })
        .last()
        .click();
      await expect(cards).toHaveCount(0);
    };
    const ring = async (from: string, more: object = {}): Promise<ScriptedCall> => {
      const call = aCall(from, [agent.extension], more);
      await sandbox.post(call.ringing());
      return call;
    };

    const whole = await ring(known);
    await expect(cards).toContainText(words.company);
    for (const [size, width] of [
      ['wide', 1920],
      ['narrow', 1024],
    ] as const) {
      await page.setViewportSize({ width, height: size === 'wide' ? 1000 : 700 });
      await page.screenshot({ path: file(`page-${size}-${words.language}`) });
    }
    await page.setViewportSize({ width: 1280, height: 800 });
    await shot('known', whole, async () => expect(cards).toContainText(words.company));
    await shot('reason', await ring(known, { reason: `lead: ${words.company}, 2026` }), async () =>
      expect(cards).toContainText(words.company),
    );
    await shot('unknown', await ring(unknown), async () => expect(cards.getByRole('link')).toHaveCount(1));
    await shot('several', await ring(shared), async () => expect(cards).toContainText(words.twin));
    await shot('internal', await ring('103'), async () => expect(cards).toContainText('Вера Котова'));

    const talk = await ring(known);
    await sandbox.post(talk.answered());
    await shot('talking', talk, async () => expect(cards.locator('time')).toBeVisible());

    const ended = await ring(known);
    await sandbox.post([ended.answered(), ended.ended(), ended.recorded()]);
    await shot('ended', ended, async () => expect(cards.getByRole('link')).toHaveCount(2));

    const missed = await ring(unknown);
    await sandbox.post(missed.ended({ disposition: 'no_answer', duration: 0 }));
    await shot('missed', missed, async () => expect(cards).toContainText(/Пропущенный|Missed/));

    await sandbox.latency(3000);
    await shot('late', await ring(freshNumber()), async () =>
      expect(cards).toContainText(/не успела|in time/),
    );
    await sandbox.latency(0);
  });
}
