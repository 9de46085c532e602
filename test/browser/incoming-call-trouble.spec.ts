import { expect, test } from '@playwright/test';
import { create, freshNumber } from './crm';
import { cards, incomingCalls } from './incoming-calls';

const calls = incomingCalls();
const { ring, signedIn } = calls;

test('the CRM at 5 s: the number alone at the deadline, the name still when it comes', async ({ page }) => {
  const number = freshNumber();
  await create(calls.sandbox, 'contacts', [{ name: 'Не Скоро', phone: number }]);
  await signedIn(page);
  await calls.sandbox.latency(5000);
  await ring(number);
  await expect(cards(page)).toContainText(`+7 ${number.slice(2, 5)}`);
  await expect(cards(page)).toContainText('не успела ответить');
  await expect(cards(page)).not.toContainText('Не Скоро');
  await expect(cards(page)).toContainText('Не Скоро');
});

for (const fault of [
  'api-500',
  'api-504',
  'api-html',
  'api-garbage',
  'api-429',
  'api-403-html',
  'api-reset',
]) {
  test(`the CRM’s API with ${fault}: the number alone, and no exception`, async ({ page }) => {
    const exceptions: Error[] = [];
    page.on('pageerror', (error) => exceptions.push(error));
    await signedIn(page);
    await calls.sandbox.faults(fault);
    await ring(freshNumber());
    await expect(cards(page)).toContainText('показываем номер');
    await expect(cards(page)).toContainText('+7 900');
    expect(exceptions).toEqual([]);
  });
}

const nasty = [
  '<img src=x onerror="window.hacked=1">',
  '<script>window.hacked=1</script>',
  '\u202eтревО ьтачеП\u202c عربى',
  'Д'.repeat(10_000),
  '👩‍👩‍👧‍👦 «Семья» 🇷🇺',
  `"'\`{{7*7}}{% raw %}`,
];
test('names that are not names are text: on the card, in the title, in the notification centre', async ({
  page,
}) => {
  const numbers = nasty.map(freshNumber);
  await create(
    calls.sandbox,
    'contacts',
    nasty.map((name, index) => ({ name, phone: numbers[index]! })),
  );
  await signedIn(page);
  for (const [index, name] of nasty.entries()) {
    const call = await ring(numbers[index]!);
    const who = cards(page).last().locator('.amocrm-telephony__who');
    await expect.poll(() => who.evaluate((element) => element.textContent)).toBe(name.trim().slice(0, 200));
    expect(await who.getAttribute('title')).toBe(name.trim().slice(0, 200));
    const filed = page.waitForResponse((response) => response.url().includes('/ajax/v1/inbox/add/'));
    await calls.sandbox.post(call.ended());
    expect((await filed).ok()).toBe(true);
    await cards(page).last().getByRole('button', { name: 'Закрыть' }).click();
    await expect(cards(page)).toHaveCount(0);
  }
  expect(await page.evaluate(() => (window as unknown as { hacked?: number }).hacked)).toBeUndefined();
  expect(await page.evaluate(() => document.documentElement.scrollWidth <= window.innerWidth)).toBe(true);
});

test('a notice of the CRM that comes in the midst of a press does not move the card from under it', async ({
  page,
}) => {
  await signedIn(page);
  await ring(freshNumber());
  const close = cards(page).getByRole('button', { name: 'Закрыть' });
  await close.hover();
  await page.mouse.down();
  await page.evaluate(() => {
    const { APP } = window as unknown as { APP: { notifications: { show_message(said: object): void } } };
    APP.notifications.show_message({ header: 'Задача', text: 'Позвонить', date: Date.now() / 1000 });
  });
  await expect(page.locator('.popup-inbox__toast')).toHaveCount(1);
  await page.mouse.up();
  await expect(cards(page)).toHaveCount(0);
});
