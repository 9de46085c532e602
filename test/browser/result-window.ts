import { expect, type Page } from '@playwright/test';
import { aCall, type ScriptedCall } from './calls';
import { connected, signIn, type RunningSandbox } from './sandbox';

export const resultWindow = (page: Page) => page.getByRole('dialog').filter({ has: page.locator('form') });
export const bars = (page: Page) => page.locator('.amocrm-telephony__bar');

/** What stands in the CRM, by the sandbox's API. */
export async function inCrm<T>(sandbox: RunningSandbox, path: string): Promise<T[]> {
  for (;;) {
    const response = await fetch(`${sandbox.crm}/api/v4/${path}`, {
      headers: { authorization: `Bearer ${sandbox.apiToken}` },
    });
    if (response.status === 204) return [];
    if (response.ok) {
      const body = (await response.json()) as { _embedded: Record<string, T[]> };
      return Object.values(body._embedded)[0] ?? [];
    }
    if (response.status !== 429) throw new Error(`GET ${path}: ${response.status}`);
    await new Promise((resolve) => setTimeout(resolve, 200));
  }
}

/** Texts of the notes that people wrote, of e.g. `contacts/1`. */
export const notes = async (sandbox: RunningSandbox, record: string): Promise<(string | undefined)[]> =>
  (await inCrm<{ note_type: string; params: { text?: string } }>(sandbox, `${record}/notes`))
    .filter(({ note_type }) => note_type === 'common')
    .map(({ params }) => params.text);

/** The page with the widget connected, as this user. */
export async function signedIn(page: Page, sandbox: RunningSandbox, path = '/', user = 0): Promise<void> {
  await signIn(page, sandbox, sandbox.agents[user]!.userId);
  await connected(page, sandbox, () => page.goto(sandbox.crm + path));
}

/** A call from its ringing to its end. `named`: the page on whose card the caller was looked up before the end. */
export async function talk(
  sandbox: RunningSandbox,
  from: string,
  more: { extension?: string; call?: object; ended?: object; named?: Page } = {},
): Promise<ScriptedCall> {
  const call = aCall(from, [more.extension ?? sandbox.agents[0]!.extension], more.call ?? {});
  await sandbox.post(call.ringing());
  const card = more.named?.locator(`[data-call="${call.id}"]`);
  if (card !== undefined) {
    await card.waitFor();
    await expect(card).not.toContainText(/Ищем|Searching/);
  }
  await sandbox.post(call.answered());
  await sandbox.post(call.ended({ at: new Date().toISOString(), ...more.ended }));
  return call;
}

/**
 * As `signedIn`, in a page whose clock can be put forward: for those who file a result, or give it up, with no thought
 * of taking it back.
 */
export async function signedInWithClock(page: Page, sandbox: RunningSandbox, path = '/'): Promise<void> {
  await page.clock.install();
  await signedIn(page, sandbox, path);
}

/** The ten seconds for taking it back are over, on the page's clock. */
export const undoIsOver = (page: Page): Promise<void> => page.clock.fastForward(10_000);

/** Saves by the button, waits until the CRM has it. The page is one with a clock. */
export async function saved(page: Page): Promise<void> {
  await resultWindow(page).getByRole('button', { name: 'Сохранить' }).click();
  await expect(resultWindow(page)).toHaveCount(0);
  await expect(bars(page)).toContainText('Итог сохранён');
  await undoIsOver(page);
  await delivered(page);
}

const waiting = (page: Page): Promise<number> =>
  page.evaluate(
    () =>
      Object.entries(localStorage).filter(
        ([key, text]) => key.includes(':result:stage:') && !String(text).includes('"stage":"sent"'),
      ).length,
  );

/** The CRM and the gateway have all results, none waits any more. */
export const delivered = (page: Page): Promise<void> =>
  expect.poll(() => waiting(page), { timeout: 30_000 }).toBe(0);

async function made(sandbox: RunningSandbox, path: string, body: object): Promise<number> {
  for (;;) {
    const response = await fetch(`${sandbox.crm}/api/v4/${path}`, {
      method: 'POST',
      headers: { authorization: `Bearer ${sandbox.apiToken}`, 'content-type': 'application/json' },
      body: JSON.stringify([body]),
    });
    const text = await response.text();
    if (response.ok) {
      const answer = JSON.parse(text) as { _embedded: Record<string, { id: number }[]> };
      return Object.values(answer._embedded)[0]![0]!.id;
    }
    if (response.status !== 429) throw new Error(`POST ${path}: ${response.status} ${text}`);
  }
}

/** A lead of this contact in the main pipeline; `stage` 143: lost. */
export const createLead = (
  sandbox: RunningSandbox,
  name: string,
  contact: number,
  stage?: number,
): Promise<number> =>
  made(sandbox, 'leads', {
    name,
    ...(stage !== undefined && { status_id: stage }),
    _embedded: { contacts: [{ id: contact }] },
  });
