import type { JournalPage, JournalRow } from '../domain/journal';
import { parseJournalPage } from '../protocol/journal-answer';
import { httpServer } from './http';
import { journalRoutes, type JournalReader } from './journal-routes';
import { sessionTokens } from './session-token';

const amo = {
  url: new URL('https://example.amocrm.ru'),
  accountId: 28,
  widgetCode: 'w',
  clientId: 'uuid-1',
  clientSecret: 'integration-secret',
};
const tokens = sessionTokens({ amo, publicUrl: new URL('https://pbx.example.com') }, Date.now);

const row = (call_id: string, more: Partial<JournalRow> = {}): JournalRow => ({
  call_id,
  phone: '+79991112233',
  direction: 'inbound',
  ended_at: '2026-01-31T10:00:00.000Z',
  state: 'logged',
  reason: null,
  tries: 1,
  next_at: null,
  entity: { type: 'contacts', id: 7 },
  ...more,
});
let rows: JournalRow[] = [];
const asked: unknown[][] = [];
const reader: JournalReader = {
  page(...question) {
    asked.push(question);
    const [, limit, before] = question;
    const from = Number(before ?? 0);
    const page: JournalPage = {
      counts: { waiting: 1, logged: 2, refused: 3, held: 4 },
      stopped: { reason: 'account_unpaid', since: '2026-01-31T10:00:00.000Z' },
      rows: rows.slice(from, from + limit),
      next: from + limit < rows.length ? String(from + limit) : null,
    };
    return Promise.resolve(page);
  },
  retry: (callIds) => Promise.resolve(callIds?.length ?? 42),
};

const app = httpServer({ logLevel: 'silent', origin: amo.url.origin });
journalRoutes(app, tokens, reader);
let origin: string;
let admin: string;
beforeAll(async () => {
  origin = await app.listen({ host: '127.0.0.1', port: 0 });
  admin = (await tokens.issue(504141, '101', true)).token;
});
afterAll(() => app.close());
beforeEach(() => {
  rows = [row('c-1')];
  asked.length = 0;
});

const get = (path: string, token = admin, headers: Record<string, string> = {}) =>
  fetch(`${origin}/v1/journal${path}`, { headers: { authorization: `Bearer ${token}`, ...headers } });
const retry = (body: unknown) =>
  fetch(`${origin}/v1/journal/retry`, {
    method: 'POST',
    headers: { authorization: `Bearer ${admin}`, 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
const fault = async (response: Response) => [
  response.status,
  ((await response.json()) as { code: string }).code,
];

test('an administrator reads the journal page by page', async () => {
  const answer = await get('?state=refused&limit=1&before=0');
  expect([answer.status, answer.headers.get('cache-control')]).toEqual([200, 'no-store']);
  expect(parseJournalPage(await answer.json())).toEqual({
    counts: { waiting: 1, logged: 2, refused: 3, held: 4 },
    stopped: { reason: 'account_unpaid', since: '2026-01-31T10:00:00.000Z' },
    rows: [row('c-1')],
    next: null,
  });
  await get('');
  expect(asked).toEqual([
    ['refused', 1, '0'],
    ['all', 50, undefined],
  ]);
});

test('nobody else gets to see or do anything', async () => {
  const { token } = await tokens.issue(504142, '102', false);
  for (const path of ['', '.csv']) {
    expect(await fault(await get(path, token))).toEqual([403, 'not_admin']);
    expect(await fault(await get(path, 'x'))).toEqual([401, 'session_invalid']);
    expect(await fault(await fetch(`${origin}/v1/journal${path}`))).toEqual([401, 'session_invalid']);
  }
  const posted = await fetch(`${origin}/v1/journal/retry`, {
    method: 'POST',
    headers: { authorization: `Bearer ${token}` },
  });
  expect(await fault(posted)).toEqual([403, 'not_admin']);
  expect(asked).toEqual([]);
});

test.each([
  '?state=lost',
  '?limit=0',
  '?limit=501',
  '?limit=ten',
  '?limit=1&limit=2',
  `?before=${'x'.repeat(300)}`,
])('%s is refused in words', async (query) => {
  expect(await fault(await get(query))).toEqual([400, 'invalid_journal']);
});

test('one call, several or all are tried again', async () => {
  for (const [body, retried] of [
    [{ call_ids: ['c-1'] }, 1],
    [{ call_ids: ['c-1', 'c-2'] }, 2],
    [{}, 42],
  ] as const) {
    expect(await (await retry(body)).json()).toEqual({ retried });
  }
  for (const call_ids of ['c-1', [5], [''], ['x'.repeat(300)], Array.from({ length: 1001 }, () => 'c')])
    expect(await fault(await retry({ call_ids }))).toEqual([400, 'invalid_journal']);
});

test('the account’s page may ask with its token, other pages may not', async () => {
  const preflight = (from: string) =>
    fetch(`${origin}/v1/journal`, {
      method: 'OPTIONS',
      headers: {
        origin: from,
        'access-control-request-method': 'GET',
        'access-control-request-headers': 'authorization',
      },
    });
  const own = await preflight('https://example.amocrm.ru');
  expect(own.headers.get('access-control-allow-origin')).toBe('https://example.amocrm.ru');
  expect(own.headers.get('access-control-allow-headers')?.toLowerCase()).toContain('authorization');
  expect((await preflight('https://evil.example')).headers.get('access-control-allow-origin')).not.toBe(
    'https://evil.example',
  );
});

describe('as a table for spreadsheets', () => {
  const table = async (headers: Record<string, string> = {}) => {
    const answer = await get('.csv', admin, headers);
    expect(answer.headers.get('content-type')).toBe('text/csv; charset=utf-8');
    // `text()` would take the mark away.
    return Buffer.from(await answer.arrayBuffer()).toString('utf8');
  };

  test('all rows are there, however many pages they fill', async () => {
    rows = Array.from({ length: 1201 }, (_, index) => row(`c-${index}`));
    const lines = (await table()).split('\r\n');
    expect(lines).toHaveLength(1 + 1201 + 1);
    expect(lines[0]).toBe(
      '\uFEFFcall_id,ended_at,direction,phone,state,reason,tries,next_at,entity_type,entity_id',
    );
    expect(lines[1201]).toBe("c-1200,2026-01-31T10:00:00.000Z,inbound,'+79991112233,logged,,1,,contacts,7");
  });

  test('no cell is a formula, and none breaks out of its place', async () => {
    rows = [
      row('=1+1', { phone: '-5', reason: '@SUM(A1)', entity: null }),
      row('a,b', { phone: ' =x', reason: 'he said "no"\nand left', entity: null }),
    ];
    const [, first, ...others] = (await table()).split('\r\n');
    expect(first).toBe("'=1+1,2026-01-31T10:00:00.000Z,inbound,'-5,logged,'@SUM(A1),1,,,");
    expect(others.join('|')).toBe(
      `"a,b",2026-01-31T10:00:00.000Z,inbound,' =x,logged,"he said ""no""\nand left",1,,,|`,
    );
  });

  test('a Russian spreadsheet gets its semicolons', async () => {
    expect(await table({ 'accept-language': 'ru-RU,ru;q=0.9' })).toMatch(/^\uFEFFcall_id;ended_at;/);
  });
});
