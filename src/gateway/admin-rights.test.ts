import { adminRights } from './admin-rights';

const amo = { url: new URL('https://example.amocrm.ru'), token: 't-1' };
const crm = (answers: (Response | Error)[]) => {
  const asked: string[] = [];
  const clock = { now: 0 };
  const isAdmin = adminRights(
    amo,
    () => clock.now,
    (url) => {
      asked.push((url as URL).href);
      const answer = answers.shift()!;
      return answer instanceof Error ? Promise.reject(answer) : Promise.resolve(answer);
    },
  );
  return { asked, clock, isAdmin };
};
const user = (is_admin: unknown) => new Response(JSON.stringify({ id: 1, rights: { is_admin } }));

test('the CRM is asked once in five minutes who administers', async () => {
  const { asked, clock, isAdmin } = crm([user(true), user(false)]);
  expect([await isAdmin(504141), await isAdmin(504141)]).toEqual([true, true]);
  expect(asked).toEqual(['https://example.amocrm.ru/api/v4/users/504141']);
  clock.now = 5 * 60_000;
  expect(await isAdmin(504141)).toBe(false);
});

test.each([
  ['does not answer', new Error('down')],
  ['refuses', new Response('', { status: 403 })],
  ['answers with a page', new Response('<html>')],
  ['answers with nothing', new Response('null')],
  ['says so in another way', user('true')],
])('while the CRM %s nobody is an administrator', async (_what, answer) => {
  const { isAdmin } = crm([answer]);
  expect(await isAdmin(1)).toBe(false);
});

test('a failure is not remembered', async () => {
  const { isAdmin } = crm([new Error('down'), user(true)]);
  expect([await isAdmin(1), await isAdmin(1)]).toEqual([false, true]);
});
