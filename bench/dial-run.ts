import { expect, type BrowserContext, type Page } from '@playwright/test';
import { dice } from '../src/sandbox/crm/demo/dice';
import { phonePermissions } from '../test/browser/bare-phone/open-page';
import { create } from '../test/browser/crm';
import { agentPage } from '../test/browser/phone-panel/agent-page';
import { phoneBrowser } from '../test/browser/phone-page/phone-browser';
import type { OutsideCall, RunningSandbox } from '../test/browser/sandbox';
import { clientPhones, dialClients } from './dial-clients';

interface DialTry {
  readonly phone: string;
  readonly outcome: string;
  readonly seconds: number;
}
interface DialRow {
  readonly state: string;
  readonly tries: readonly DialTry[];
}

export interface DialRun {
  readonly minutes: number;
  /** Of the panel. */
  readonly summary: Readonly<Record<'reached' | 'wrong' | 'calls', number>>;
  readonly pbx: Readonly<Record<'reached' | 'wrong' | 'calls', number>>;
  /** Numbers that the PBX was asked for again before the pause after a try was over. */
  readonly twice: readonly string[];
  readonly forgotten: readonly string[];
  /** Where list and PBX do not say the same: number, what the list says, what the PBX says. */
  readonly apart: readonly string[];
  /** Seconds of talk in the list and in the PBX's record. */
  readonly talked: readonly [list: number, pbx: number];
}

/** The shortest pause after a try, ms. */
const shortestPause = 10 * 60_000;

/** What the PBX's word for a call is in the list. */
const sameAs: Readonly<Record<string, readonly string[]>> = {
  ...{ answered: ['answered'], voicemail: ['machine'], busy: ['busy'], no_answer: ['no-answer'] },
  ...{ rejected: ['declined'], failed: ['no-such-number', 'failed'] },
};

const panel = (page: Page) => page.getByRole('region', { name: 'Список обзвона' });
const rowsOf = (page: Page) => page.locator('#list_table tbody tr');

/** Ticks all rows of every page of the list that is shown, and adds them. */
async function addAll(page: Page, count: number): Promise<void> {
  for (let added = 0; ;) {
    added += await rowsOf(page).count();
    await page.locator('.js-tick-all').check({ force: true });
    await page.locator('.js-list-multiple-actions__item-more').click();
    await page.getByRole('button', { name: 'Обзвонить' }).click();
    await expect(panel(page).locator('[data-part="count"]')).toHaveText(String(added), { timeout: 30_000 });
    if (added >= count) return;
    const first = (await rowsOf(page).first().textContent()) ?? '';
    await page.locator('.pagination .js-navigate-link').last().click();
    await expect(rowsOf(page).first()).not.toHaveText(first);
  }
}

/** Kills the renderer, as a crash of the page does. */
async function crash(page: Page): Promise<void> {
  const cdp = await page.context().newCDPSession(page);
  const gone = page.waitForEvent('crash');
  cdp.send('Page.crash').catch(() => undefined);
  await gone;
  await page.close();
}

/** Whoever leads next stands by before the tab that dials is closed, or killed, at any moment of a call. */
async function lose(
  context: BrowserContext,
  sandbox: RunningSandbox,
  leader: Page,
  due: () => Promise<boolean>,
  [kill, delay]: readonly [boolean, number],
): Promise<Page> {
  const next = await context.newPage();
  await next.goto(sandbox.crm);
  await expect(next.locator('.js-notifications_call_list_counter')).not.toHaveText('0', { timeout: 30_000 });
  await expect.poll(due, { timeout: 900_000, intervals: [50] }).toBe(true);
  await new Promise((resolve) => setTimeout(resolve, delay));
  await (kill ? crash(leader) : leader.close());
  return next;
}

const numbersOf = (page: Page): Promise<Record<string, number>> =>
  panel(page)
    .locator('[data-part="summary"] div')
    .evaluateAll((pairs) =>
      Object.fromEntries(
        pairs.map((pair) => [
          pair.querySelector('dt')?.textContent,
          Number(pair.querySelector('dd')?.textContent),
        ]),
      ),
    );

function compared(
  rows: readonly DialRow[],
  calls: readonly OutsideCall[],
): Pick<DialRun, 'twice' | 'apart' | 'talked'> {
  const twice: string[] = [];
  const apart: string[] = [];
  const tries = new Map<string, DialTry[]>();
  for (const one of rows.flatMap((row) => row.tries))
    tries.set(one.phone, [...(tries.get(one.phone) ?? []), one]);
  for (const number of new Set([...calls.map((call) => call.number), ...tries.keys()])) {
    const told = calls.filter((call) => call.number === number);
    const listed = tries.get(number) ?? [];
    const at = told.map((call) => Date.parse(call.at)).sort((a, b) => a - b);
    if (at.some((time, index) => time - (at[index - 1] ?? -Infinity) < shortestPause)) twice.push(number);
    const same =
      told.length === listed.length &&
      told.every(({ outcome }, index) => sameAs[outcome]?.includes(listed[index]?.outcome ?? ''));
    if (!same)
      apart.push(
        `${number}: ${listed.map(({ outcome }) => outcome).join()} / ${told.map(({ outcome, status }) => `${outcome} ${String(status)}`).join()}`,
      );
  }
  const sum = (list: readonly number[]): number => list.reduce((all, one) => all + one, 0);
  const answered = rows.flatMap((row) => row.tries).filter(({ outcome }) => outcome === 'answered');
  const talks = calls.filter(({ outcome }) => outcome === 'answered');
  return {
    twice,
    apart,
    talked: [sum(answered.map(({ seconds }) => seconds)), sum(talks.map(({ duration }) => duration ?? 0))],
  };
}

/** From the ticks to the end of the first round, unattended, with the leading tab lost so many times. */
export async function dialRun(
  sandbox: RunningSandbox,
  { count, losses, seed }: { count: number; losses: number; seed: number },
): Promise<DialRun> {
  const clients = dialClients(count, seed);
  const chance = dice(seed + 1);
  for (let from = 0; from < count; from += 50)
    await create(
      sandbox,
      'contacts',
      clients.slice(from, from + 50).map(({ name, phone }) => ({ name, phone })),
    );
  const [browser, outside] = [await phoneBrowser(), await phoneBrowser()];
  try {
    await clientPhones(outside, sandbox, clients);
    const context = await browser.newContext({ permissions: phonePermissions, locale: 'ru-RU' });
    let token = '';
    context.on('request', (request) => {
      if (request.url().includes('/v1/dial')) token = request.headers()['authorization'] ?? token;
    });
    let leader = await agentPage(context, sandbox, 0, '/contacts/list/contacts/?term=Обзвон');
    await addAll(leader, count);
    await panel(leader).getByRole('switch').uncheck();
    await panel(leader).getByRole('spinbutton').fill('0');
    await panel(leader).getByRole('spinbutton').blur();
    await panel(leader).getByRole('button', { name: 'Начать обзвон' }).click();

    const began = performance.now();
    for (let lost = 1; lost <= losses; lost += 1) {
      const until = Math.ceil((count * lost) / (losses + 1));
      const due = async (): Promise<boolean> => (await sandbox.calls()).length >= until;
      // Every other one is killed; the others close in good order.
      leader = await lose(context, sandbox, leader, due, [lost % 2 === 1, chance.int(0, 2500)]);
    }
    const rows = async (): Promise<DialRow[]> => {
      const headers = { authorization: token };
      const response = await fetch(`${sandbox.gateway}/v1/dial?since=0`, { headers });
      return ((await response.json()) as { entries: DialRow[] }).entries;
    };
    const open = async (): Promise<number> =>
      (await rows()).filter(({ state, tries }) => state === 'calling' || tries.length === 0).length;
    await expect.poll(open, { timeout: 1_800_000, intervals: [500] }).toBe(0);
    const minutes = (performance.now() - began) / 60_000;

    // Talks that nobody has filed: their windows are put off one by one.
    for (const filing = leader.getByRole('dialog'); (await filing.count()) > 0;)
      await leader.keyboard.press('Escape');
    const button = leader.getByRole('button', { name: 'Список обзвона' });
    // The last call may have opened the phone, which holds the button.
    if ((await panel(leader).count()) === 0) {
      if (!(await button.isVisible())) await leader.locator('.calls-list-toggler__icon').click();
      await button.click();
    }
    const calls = await sandbox.calls();
    const asShown = async (): Promise<number | undefined> => (await numbersOf(leader))['Звонков'];
    await expect.poll(asShown, { timeout: 30_000 }).toBe((await rows()).flatMap(({ tries }) => tries).length);
    const shown = await numbersOf(leader);
    const numbers = new Set(calls.map(({ number }) => number));
    return {
      ...{ minutes, ...compared(await rows(), calls) },
      summary: {
        reached: shown['Поговорили'] ?? NaN,
        wrong: shown['Неверных'] ?? NaN,
        calls: shown['Звонков'] ?? NaN,
      },
      pbx: {
        reached: calls.filter(({ outcome }) => outcome === 'answered').length,
        wrong: calls.filter(({ status }) => status === 404).length,
        calls: calls.length,
      },
      forgotten: clients.filter(({ phone }) => !numbers.has(phone)).map(({ phone }) => phone),
    };
  } finally {
    await browser.close();
    await outside.close();
  }
}
