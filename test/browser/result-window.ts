import { expect, type Page } from '@playwright/test';
import { aCall, type ScriptedCall } from './calls';
import { inCrm, madeInCrm } from './crm';
import { crmHadAtMost } from './crm-limit';
import { connected, signIn, type RunningSandbox } from './sandbox';

export const resultWindow = (page: Page) => page.getByRole('dialog').filter({ has: page.locator('form') });
export const bars = (page: Page) => page.locator('.amocrm-telephony__bar');

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

const withClock = new WeakMap<Page, RunningSandbox>();

/**
 * As `signedIn`, in a page whose clock can be put forward: for those who file a result, or give it up, with no thought
 * of taking it back.
 */
export async function signedInWithClock(page: Page, sandbox: RunningSandbox, path = '/'): Promise<void> {
  withClock.set(page, sandbox);
  await page.clock.install();
  await signedIn(page, sandbox, path);
}

/** The ten seconds for taking it back are over, on the page's clock. */
export async function undoIsOver(page: Page): Promise<void> {
  // To the page the second in which it may ask so much is over too; to the CRM it is not.
  await crmHadAtMost(1, 'browser', withClock.get(page)!);
  await page.clock.fastForward(10_000);
}

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

/** A lead of this contact in the main pipeline; `stage` 143: lost. */
export const createLead = async (
  sandbox: RunningSandbox,
  name: string,
  contact: number,
  stage?: number,
): Promise<number> => {
  const lead = {
    name,
    ...(stage !== undefined && { status_id: stage }),
    _embedded: { contacts: [{ id: contact }] },
  };
  return (await madeInCrm(sandbox, 'leads', [lead]))[0]!;
};
