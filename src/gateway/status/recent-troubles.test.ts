import { recentTroubles } from './recent-troubles';

const start = Date.UTC(2026, 0, 31, 10);

test('the same trouble is one line with its count and its last time, the newest first', () => {
  let now = start;
  const troubles = recentTroubles(() => now);
  troubles.note('crm_refuses', '429: GET /api/v4/contacts');
  now += 1000;
  troubles.note('wrong_key');
  now += 1000;
  troubles.note('crm_refuses', '429: GET /api/v4/contacts');
  expect(troubles.list()).toEqual([
    {
      code: 'crm_refuses',
      detail: '429: GET /api/v4/contacts',
      times: 2,
      at: '2026-01-31T10:00:02.000Z',
    },
    { code: 'wrong_key', detail: '', times: 1, at: '2026-01-31T10:00:01.000Z' },
  ]);
});

test('twenty kinds are kept, and no endless words', () => {
  const troubles = recentTroubles(() => start);
  for (let index = 0; index < 50; index += 1) troubles.note('events_refused', `${index} ${'x'.repeat(5000)}`);
  const list = troubles.list();
  expect(list).toHaveLength(20);
  expect(list[0]?.detail).toMatch(/^49 x{197}$/);
  expect(list[19]?.detail).toMatch(/^30 /);
});
