import { expect, type Browser, type Page } from '@playwright/test';
import { agentPage } from '../phone-panel/agent-page';
import { phonePermissions } from '../bare-phone/open-page';
import { create } from '../crm';
import type { RunningSandbox } from '../sandbox';
import { clientPhones, clientsOf } from './clients';

interface Row {
  readonly state: string;
  readonly end?: string;
  readonly phones: readonly string[];
  readonly tries: readonly { readonly phone: string; readonly outcome: string }[];
}

/** What the PBX's word for a call is in the list. A call that lost its page may be told apart no further than failed. */
const sameAs: Readonly<Record<string, readonly string[]>> = {
  answered: ['answered'],
  voicemail: ['machine'],
  busy: ['busy'],
  no_answer: ['no-answer', 'interrupted'],
  rejected: ['declined'],
  failed: ['no-such-number', 'failed'],
};

export const dialPanelOf = (page: Page) => page.getByRole('region', { name: 'Список обзвона' });

/** Ticks all rows of every page of the contacts found, and adds them. */
async function addAll(page: Page, count: number): Promise<void> {
  for (let added = 0; ;) {
    const rows = await page.locator('#list_table tbody tr').count();
    await page.locator('.js-tick-all').check({ force: true });
    await page.locator('.js-list-multiple-actions__item-more').click();
    await page.getByRole('button', { name: 'Обзвонить' }).click();
    added += rows;
    await expect(dialPanelOf(page).locator('[data-part="count"]')).toHaveText(String(added), {
      timeout: 30_000,
    });
    if (added >= count) return;
    const first = await page.locator('#list_table tbody tr').first().textContent();
    await page.locator('.pagination .js-navigate-link').last().click();
    await expect(page.locator('#list_table tbody tr').first()).not.toHaveText(first ?? '');
  }
}

/** A dial list from the ticked contacts to the end of its first round, with the leading tab closed so many times. */
export async function unattended(
  browser: Browser,
  sandbox: RunningSandbox,
  { count, kills, seed }: { count: number; kills: number; seed: number },
) {
  const clients = clientsOf(count, seed);
  for (let from = 0; from < count; from += 50)
    await create(
      sandbox,
      'contacts',
      clients.slice(from, from + 50).map(({ name, phone }) => ({ name, phone })),
    );
  const phones = await clientPhones(browser, sandbox, clients);
  const context = await browser.newContext({ permissions: phonePermissions, locale: 'ru-RU' });
  let leader = await agentPage(context, sandbox, 0, '/contacts/list/contacts/?term=Обзвон');
  let token = '';
  const watch = (page: Page): void =>
    void page.on('request', (request) => {
      if (request.url().includes('/v1/dial')) token = request.headers()['authorization'] ?? token;
    });
  watch(leader);
  await addAll(leader, count);
  const panel = dialPanelOf(leader);
  await panel.getByRole('switch').uncheck();
  await panel.getByRole('spinbutton').fill('0');
  await panel.getByRole('spinbutton').blur();
  await panel.getByRole('button', { name: 'Начать обзвон' }).click();

  const began = performance.now();
  const dialled = async (): Promise<number> => (await sandbox.calls()).length;
  for (let kill = 1; kill <= kills; kill += 1) {
    const next = await context.newPage();
    watch(next);
    await next.goto(sandbox.crm);
    await expect(next.locator('.js-notifications_call_list_counter')).not.toHaveText('0');
    const until = Math.floor((count * kill) / (kills + 1));
    await expect.poll(dialled, { timeout: 600_000, intervals: [100] }).toBeGreaterThanOrEqual(until);
    await leader.close();
    leader = next;
  }
  const rows = async (): Promise<Row[]> => {
    const response = await fetch(`${sandbox.gateway}/v1/dial?since=0`, { headers: { authorization: token } });
    return ((await response.json()) as { entries: Row[] }).entries;
  };
  await expect
    .poll(
      async () =>
        (await rows()).filter(({ state, tries }) => state === 'calling' || tries.length === 0).length,
      { timeout: 1_800_000, intervals: [500] },
    )
    .toBe(0);
  const minutes = (performance.now() - began) / 60_000;

  const list = await rows();
  const calls = await sandbox.calls();
  const times = new Map<string, number>();
  for (const { number } of calls) times.set(number, (times.get(number) ?? 0) + 1);
  const disagree = list.flatMap(({ tries }) =>
    tries.filter(({ phone, outcome }) => {
      const call = calls.find(({ number }) => number === phone);
      return call === undefined || sameAs[call.outcome]?.includes(outcome) !== true;
    }),
  );
  if (await panelIsClosed(leader)) {
    await leader.locator('.calls-list-toggler__icon').click();
    await leader.getByRole('button', { name: 'Список обзвона' }).click();
  }
  const sum = async (name: string): Promise<number> =>
    Number(
      await dialPanelOf(leader)
        .locator('[data-part="summary"] div')
        .filter({ hasText: name })
        .locator('dd')
        .textContent(),
    );
  const summary = { reached: await sum('Поговорили'), calls: await sum('Звонков') };
  const told = { reached: calls.filter(({ outcome }) => outcome === 'answered').length, calls: calls.length };
  await context.close();
  await phones.context().close();
  return {
    minutes,
    summary,
    told,
    disagree,
    twice: [...times.values()].filter((many) => many > 1).length,
    forgotten: clients.filter(({ phone }) => !times.has(phone)).length,
  };
}

const panelIsClosed = async (page: Page): Promise<boolean> => (await dialPanelOf(page).count()) === 0;
