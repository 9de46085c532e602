import { expect, test } from '@playwright/test';
import { aCall } from './calls';
import { freshNumber } from './crm';
import { connected, startSandbox, type RunningSandbox } from './sandbox';

let sandbox: RunningSandbox;
test.beforeAll(async () => {
  sandbox = await startSandbox();
});
test.afterAll(() => sandbox.stop());

test('a recording opened from the card is sought in Chromium’s own player, part by part', async ({
  page,
  context,
}) => {
  await connected(page, sandbox, () => page.goto(`${sandbox.crm}/contacts/list/`));
  const call = aCall(freshNumber());
  const recording_url = `${sandbox.crm}/sandbox/recordings/600.wav`;
  await sandbox.post([call.ringing(), call.answered(), call.ended(), call.recorded({ recording_url })]);
  const link = page.locator('.amocrm-telephony__card').getByRole('link', { name: 'Запись' });
  await expect(link).toHaveAttribute('href', new RegExp(`^${sandbox.gateway}/v1/recordings/`));

  const answers: { status: number; range: string }[] = [];
  context.on('response', (response) => {
    if (!response.url().includes('/v1/recordings/')) return;
    answers.push({ status: response.status(), range: response.request().headers()['range'] ?? '' });
  });
  const opening = context.waitForEvent('page');
  await link.click();
  const player = await opening;
  // Chromium shows a file of sound in a player of its own.
  const sound = player.locator('video, audio');
  await expect.poll(() => sound.evaluate((media: HTMLMediaElement) => media.duration)).toBe(600);
  await sound.evaluate(async (media: HTMLMediaElement) => {
    media.muted = true;
    media.currentTime = 0.8 * media.duration;
    await media.play();
  });
  await expect
    .poll(() => sound.evaluate((media: HTMLMediaElement) => media.currentTime))
    .toBeGreaterThan(480.3);
  await expect.poll(() => sound.evaluate((media: HTMLMediaElement) => media.error)).toBeNull();
  const size = 44 + 600 * 16_000;
  const starts = answers
    .filter(({ status }) => status === 206)
    .map(({ range }) => Number(/^bytes=(\d+)-/.exec(range)?.[1] ?? 0));
  expect(Math.max(...starts)).toBeGreaterThan(0.75 * size);
  await player.close();
});

test('the same in an <audio> on the CRM page', async ({ page }) => {
  await connected(page, sandbox, () => page.goto(`${sandbox.crm}/contacts/list/`));
  const call = aCall(freshNumber());
  const recording_url = `${sandbox.crm}/sandbox/recordings/120.wav`;
  await sandbox.post([call.answered(), call.ended({ recording_url })]);
  const link = page.locator('.amocrm-telephony__card').getByRole('link', { name: 'Запись' });
  const src = await link.last().getAttribute('href');
  const parts = page.waitForResponse((answer) => answer.url() === src && answer.status() === 206);
  const times = await page.evaluate(async (url) => {
    const sound = new Audio(url!);
    sound.muted = true;
    const heard = (event: string) =>
      new Promise((resolve) => sound.addEventListener(event, resolve, { once: true }));
    sound.preload = 'metadata';
    await heard('loadedmetadata');
    sound.currentTime = 0.8 * sound.duration;
    await heard('seeked');
    const at = sound.currentTime;
    await sound.play();
    await heard('timeupdate');
    return { duration: sound.duration, at, error: sound.error };
  }, src);
  expect(times).toEqual({ duration: 120, at: 96, error: null });
  expect((await parts).headers()['content-type']).toBe('audio/wav');
});

test('a link that has been tampered with says so in words', async ({ page }) => {
  await page.goto(`${sandbox.gateway}/v1/recordings/c-1?exp=1&sig=${'0'.repeat(64)}`);
  await expect(page.getByRole('heading')).toHaveText('Запись звонка');
  await expect(page.locator('p')).toContainText('Откройте запись заново из карточки');
});
