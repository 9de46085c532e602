import { expect, type Browser, type BrowserContext, type Page } from '@playwright/test';
import { connected, type RunningSandbox } from '../sandbox';

/** An agent's page in the CRM, with the phone on the line; nothing is asked of it, which would count as a click. */
export async function pageOnTheLine(
  context: BrowserContext,
  sandbox: RunningSandbox,
  user: number,
  at = '/contacts/list/',
): Promise<Page> {
  // Without a page: one on its way elsewhere would leave a registration behind that nobody answers at.
  await context.request.get(`${sandbox.crm}/login?user=${sandbox.agents[user]!.userId}`);
  const page = await context.newPage();
  const registered = new Promise<void>((resolve) => {
    page.on('websocket', (socket) => {
      if (!socket.url().startsWith(sandbox.sip)) return;
      socket.on('framereceived', ({ payload }) => {
        if (/^SIP\/2\.0 200[^]*CSeq: \d+ REGISTER/i.test(payload.toString())) resolve();
      });
    });
  });
  await connected(page, sandbox, () => page.goto(sandbox.crm + at));
  await registered;
  return page;
}

/** The same, with the phone's button in the menu. */
export async function agentPage(
  context: BrowserContext,
  sandbox: RunningSandbox,
  user: number,
  at?: string,
): Promise<Page> {
  const page = await pageOnTheLine(context, sandbox, user, at);
  await expect(page.locator('.calls-list-toggler')).toBeVisible();
  return page;
}

/** An agent who works in Russian, at a computer of their own. */
export async function agentAt(
  browser: Browser,
  sandbox: RunningSandbox,
  user = 0,
  viewport = { width: 1024, height: 700 },
): Promise<Page> {
  const context = await browser.newContext({ permissions: ['microphone'], viewport, locale: 'ru-RU' });
  return agentPage(context, sandbox, user);
}
