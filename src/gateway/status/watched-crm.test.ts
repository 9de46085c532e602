import { recentTroubles } from './recent-troubles';
import { watchedCrm } from './watched-crm';

const crm = (answer: () => Promise<Response>) => {
  const troubles = recentTroubles(() => 1000);
  const watched = watchedCrm(answer, troubles, () => 1000);
  return { ...watched, troubles: () => troubles.list().map(({ code, detail }) => `${code} ${detail}`) };
};
const url = new URL('https://example.amocrm.ru/api/v4/contacts?query=79991112233');

test.each([
  [200, true],
  [204, true],
  // The question was wrong, the connection is not.
  [400, true],
  [404, true],
  [401, false],
  [402, false],
  [403, false],
  [429, false],
  [500, false],
  [504, false],
])('after %d the CRM counts as answering: %p', async (status, answers) => {
  const { fetch, answeredAt, failedAt, troubles } = crm(() =>
    Promise.resolve(new Response(status === 204 ? null : '', { status })),
  );
  expect((await fetch(url)).status).toBe(status);
  expect([answeredAt(), failedAt()]).toEqual(answers ? [1000, undefined] : [undefined, 1000]);
  // Never the question: it holds somebody's number.
  expect(troubles()).toEqual(answers ? [] : [`crm_refuses ${status}: GET /api/v4/contacts`]);
});

test('a CRM that hangs up is silent, and whoever asked hears of it', async () => {
  const { fetch, failedAt, troubles } = crm(() => Promise.reject(new TypeError('fetch failed')));
  await expect(fetch(url, { method: 'POST' })).rejects.toThrow('fetch failed');
  expect([failedAt(), troubles()]).toEqual([1000, ['crm_silent POST /api/v4/contacts']]);
});
