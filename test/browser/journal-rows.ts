import type { Page } from '@playwright/test';
import type { JournalPage, JournalRow } from '../../src/domain/journal';
import type { RunningSandbox } from './sandbox';

const base = Date.parse('2026-01-31T07:42:00Z');
let made = 0;
const row = (state: JournalRow['state'], more: Partial<JournalRow> = {}): JournalRow => {
  made += 1;
  return {
    call_id: `c-${made}`,
    phone: `+79${String(161_234_567 + made * 7919).padStart(9, '0')}`,
    direction: made % 3 === 0 ? 'outbound' : 'inbound',
    ended_at: new Date(base - made * 17 * 60_000).toISOString(),
    state,
    reason: null,
    tries: 1,
    next_at: null,
    entity: null,
    ...more,
  };
};

/** One of each kind that an administrator meets. */
export const rows: readonly JournalRow[] = [
  row('waiting', {
    tries: 3,
    next_at: new Date(base + 60_000).toISOString(),
    reason: '504 Gateway Time-out',
  }),
  row('held'),
  row('logged', { entity: { type: 'contact', id: 7 } }),
  row('logged', { entity: { type: 'lead', id: 9 } }),
  row('refused', { reason: 'call_responsible: This value should be of type integer.', tries: 2 }),
  row('refused', { reason: `phone: ${'This value is not valid, whatever it may be. '.repeat(6)}` }),
  row('unsorted'),
  row('skipped', { reason: 'internal', phone: '103' }),
  row('skipped', { reason: 'hidden_number', phone: '' }),
];

const groups: Readonly<Record<string, readonly JournalRow['state'][]>> = {
  waiting: ['waiting', 'held'],
  logged: ['logged'],
  refused: ['refused'],
};

export interface StoodIn {
  /** What the journal answers from now on; a status stands for a refusal. */
  now: { rows: readonly JournalRow[]; stopped: JournalPage['stopped'] } | { status: number } | 'silent';
  /** Bodies of `POST /v1/journal/retry`. */
  readonly retried: unknown[];
}

/** Answers for the gateway's journal: states that only a day of misfortunes would bring about. */
export async function standIn(page: Page, sandbox: RunningSandbox): Promise<StoodIn> {
  const state: StoodIn = { now: { rows, stopped: null }, retried: [] };
  await page.route(`${sandbox.gateway}/v1/journal**`, async (route) => {
    const url = new URL(route.request().url());
    const cors = { 'access-control-allow-origin': sandbox.crm, 'access-control-allow-headers': '*' };
    const headers = { ...cors, 'access-control-allow-headers': 'authorization, content-type' };
    if (route.request().method() === 'OPTIONS') return route.fulfill({ status: 204, headers });
    const { now } = state;
    if (now === 'silent') return;
    if ('status' in now) return route.fulfill({ status: now.status, headers, json: {} });
    if (url.pathname.endsWith('.csv')) {
      return route.fulfill({ headers, contentType: 'text/csv', body: '\uFEFFcall_id,phone\r\nc-1,1\r\n' });
    }
    if (url.pathname.endsWith('/retry')) {
      state.retried.push(route.request().postDataJSON());
      return route.fulfill({ headers, json: { retried: 1 } });
    }
    const states = groups[url.searchParams.get('state') ?? ''];
    const shown = now.rows.filter((one) => states?.includes(one.state) ?? true);
    const limit = Number(url.searchParams.get('limit'));
    const count = (...wanted: JournalRow['state'][]) =>
      now.rows.filter((one) => wanted.includes(one.state)).length;
    const answer: JournalPage = {
      counts: {
        waiting: count('waiting'),
        held: count('held'),
        logged: count('logged'),
        refused: count('refused'),
      },
      stopped: now.stopped,
      rows: shown.slice(0, limit),
      next: shown.length > limit ? String(limit) : null,
    };
    return route.fulfill({ headers, json: answer });
  });
  return state;
}
