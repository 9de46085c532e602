import { expect, test } from '@playwright/test';
import { aCall } from './calls';
import { create, freshNumber } from './crm';
import { crmHadAtMost } from './crm-limit';
import { startSandbox, type RunningSandbox } from './sandbox';

let sandbox: RunningSandbox;
test.beforeAll(async () => {
  sandbox = await startSandbox();
});
test.afterAll(() => sandbox.stop());

const national = (e164: string): string[] => [
  e164.slice(2, 5),
  e164.slice(5, 8),
  e164.slice(8, 10),
  e164.slice(10),
];
const called: [string, (e164: string) => string][] = [
  ['+7…', (n) => n],
  ['7…', (n) => n.slice(1)],
  ['8…', (n) => `8${n.slice(2)}`],
  ['national', (n) => n.slice(2)],
  ['8 (…) …-..-..', (n) => `8 (${national(n)[0]}) ${national(n).slice(1).join('-')}`],
  ['sip:+7…@host', (n) => `sip:${n}@pbx.example.test`],
];
const stored: [string, (e164: string) => string][] = [
  ['8 (…) …-..-..', (n) => `8 (${national(n)[0]}) ${national(n).slice(1).join('-')}`],
  ['+7 … …….', (n) => `+7 ${national(n)[0]} ${national(n).slice(1).join('')}`],
  ['national', (n) => n.slice(2)],
  ['7…', (n) => n.slice(1)],
];

test('however the PBX says it and the contact stores it, one number is one caller', async ({ page }) => {
  const cases = called.flatMap(([said, say]) =>
    stored.map(([kept, keep]) => ({ said, say, kept, keep, number: freshNumber() })),
  );
  await create(
    sandbox,
    'contacts',
    cases.map(({ said, kept, keep, number }) => ({ name: `${said} / ${kept}`, phone: keep(number) })),
  );
  // Whose name, or whose company's name, only holds the digits is not the caller.
  await create(
    sandbox,
    'contacts',
    cases.map(({ number }) => ({ name: `просил перезвонить ${number.slice(2)}` })),
  );
  await page.goto(sandbox.crm);
  for (const { said, say, kept, number } of cases) {
    // Calls come as fast as one agent could be called, not as fast as a loop can.
    await crmHadAtMost(3, 'browser', sandbox);
    const call = aCall(say(number));
    await sandbox.post(call.ringing());
    const card = page.locator(`.amocrm-telephony__card[data-call="${call.id}"]`);
    await expect(card.locator('.amocrm-telephony__who')).toHaveText(`${said} / ${kept}`);
    await sandbox.post(call.ended());
    await card.getByRole('button', { name: 'Закрыть' }).click();
    await expect(card).toHaveCount(0);
  }
});

test('a contact whose name holds the digits, and whose phone is another, is not taken for the caller', async ({
  page,
}) => {
  const number = freshNumber();
  await create(sandbox, 'contacts', [{ name: `Тёзка ${number.slice(2)}`, phone: freshNumber() }]);
  await page.goto(sandbox.crm);
  const call = aCall(number);
  await sandbox.post(call.ringing());
  await expect(page.locator('.amocrm-telephony__card')).toContainText('Номера нет в amoCRM');
  await expect(page.locator('.amocrm-telephony__card')).not.toContainText('Тёзка');
});
