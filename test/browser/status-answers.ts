import type { Page } from '@playwright/test';
import type { AccountStatus } from '../../src/domain/account-status';
import type { RunningSandbox } from './sandbox';

const base = Date.parse('2026-01-31T10:00:00Z');
const ago = (minutes: number): string => new Date(base - minutes * 60_000).toISOString();

/** Nearly everything that can be wrong at once. */
export const badDay: AccountStatus = {
  at: ago(0),
  since: ago(1500),
  pbx: { heard_at: ago(2) },
  agents: [
    { user: 504141, extension: '101', online: true, seen_at: ago(0) },
    { user: 504142, extension: '102', online: false, seen_at: ago(40) },
    { user: 7, extension: '1004', online: false, seen_at: null },
  ],
  crm: {
    ...{ answered_at: ago(61), failed_at: ago(1), reconnect: true, access_until: ago(-700) },
    rate: { limit: 6, used: 4, peak: 6, waiting: 12 },
  },
  log: { on: true, waiting: 14, held: 1, refused: 3, stopped_since: ago(60) },
  troubles: [
    { code: 'crm_refuses', detail: '401: POST /api/v4/calls', times: 18, at: ago(1) },
    { code: 'ring_unheard', detail: '102, 1004', times: 2, at: ago(9) },
    {
      code: 'events_refused',
      detail: `at: ${'Give the moment as ISO 8601 with a zone, such as 2026-01-31T10:00:00.000Z. '.repeat(2)}`,
      times: 1,
      at: ago(75),
    },
    { code: 'order_failed', detail: 'originate: silent', times: 1, at: ago(90) },
  ],
};

export const goodDay: AccountStatus = {
  ...badDay,
  crm: {
    ...{ answered_at: ago(0), failed_at: null, reconnect: false, access_until: ago(-700) },
    rate: { limit: 6, used: 2, peak: 4, waiting: 0 },
  },
  log: { on: true, waiting: 1, held: 0, refused: 0, stopped_since: null },
  troubles: badDay.troubles.slice(1, 2),
};

/** Answers for the gateway's state from now on; a number stands for a refusal. */
export async function standInStatus(
  page: Page,
  sandbox: RunningSandbox,
  first: AccountStatus | number | 'silent',
): Promise<{ answer: AccountStatus | number | 'silent' }> {
  const stand = { answer: first };
  await page.unroute(`${sandbox.gateway}/v1/status`);
  await page.route(`${sandbox.gateway}/v1/status`, async (route) => {
    const headers = {
      'access-control-allow-origin': sandbox.crm,
      'access-control-allow-headers': 'authorization',
    };
    if (route.request().method() === 'OPTIONS') return route.fulfill({ status: 204, headers });
    const { answer } = stand;
    if (answer === 'silent') return;
    if (typeof answer === 'number') return route.fulfill({ status: answer, headers, json: {} });
    return route.fulfill({ headers, json: answer });
  });
  return stand;
}
