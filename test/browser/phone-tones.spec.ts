import { expect, test } from '@playwright/test';
import { agentPage } from './phone-panel/agent-page';
import { customerPage } from './phone-panel/customer-page';
import { callOf, panelOf, press } from './phone-panel/panel';
import { phoneBrowser } from './phone-page/phone-browser';
import { startSandbox } from './sandbox';

test.setTimeout(120_000);
test.use({ actionTimeout: 20_000 });

test('where the gateway says so, keys pressed in a call reach the far phone by INFO, in order and once each', async () => {
  const [sandbox, browser] = await Promise.all([startSandbox({ env: { SIP_DTMF: 'info' } }), phoneBrowser()]);
  try {
    const context = await browser.newContext({ permissions: ['microphone'], locale: 'ru-RU' });
    const anna = await agentPage(context, sandbox, 0);
    const client = await customerPage(browser, sandbox);
    const signals: string[] = [];
    const reloaded = new Promise<void>((resolve) => {
      client.page.on('websocket', (socket) => {
        resolve();
        socket.on('framereceived', ({ payload }) => {
          const text = payload.toString();
          if (!text.startsWith('INFO ')) return;
          expect(text).toMatch(/^content-type: *application\/dtmf-relay/im);
          signals.push(/^Signal=(.)\r?\nDuration=\d+/m.exec(text)?.[1] ?? text);
        });
      });
    });
    await client.page.reload();
    await reloaded;
    await expect(client.status).toContainText('Готов');

    await client.call('101');
    await press(anna, 'Ответить');
    await expect(callOf(anna, client.name)).toContainText('Разговор');
    await press(anna, 'Клавиши');
    for (const key of ['1', '0', '#']) await press(anna, key);
    await expect(panelOf(anna)).toContainText('Отправлено: 10#');
    await expect.poll(() => signals.join('')).toBe('10#');
  } finally {
    await browser.close();
    await sandbox.stop();
  }
});
