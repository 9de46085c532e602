import { adminRights } from './admin-rights';

const amo = { url: new URL('https://example.amocrm.ru') };
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
const page = (admins: Readonly<Record<number, unknown>>, next?: string) =>
  new Response(
    JSON.stringify({
      _links: next === undefined ? {} : { next: { href: next } },
      _embedded: {
        users: Object.entries(admins).map(([id, is_admin]) => ({ id: Number(id), rights: { is_admin } })),
      },
    }),
  );

test('the CRM is asked once in five minutes who administers, however many sign in', async () => {
  const { asked, clock, isAdmin } = crm([page({ 504141: true, 504142: false }), page({ 504141: false })]);
  const users = [504141, 504141, 504142, 504143];
  expect(await Promise.all(users.map(isAdmin))).toEqual([true, true, false, false]);
  expect(asked).toEqual(['https://example.amocrm.ru/api/v4/users?limit=250&page=1']);
  clock.now = 5 * 60_000;
  expect(await isAdmin(504141)).toBe(false);
});

test('a large account is read to its last page', async () => {
  const { isAdmin, asked } = crm([page({ 1: false }, 'page 2'), page({ 2: true })]);
  expect(await isAdmin(2)).toBe(true);
  expect(asked).toHaveLength(2);
});

test.each([
  ['does not answer', new Error('down')],
  ['refuses', new Response('', { status: 403 })],
  ['answers with a page', new Response('<html>')],
  ['answers with nothing', new Response('null')],
  ['says so in another way', page({ 1: 'true' })],
])('while the CRM %s nobody is an administrator', async (_what, answer) => {
  const { isAdmin } = crm([answer]);
  expect(await isAdmin(1)).toBe(false);
});

test('a failure is not remembered', async () => {
  const { isAdmin } = crm([new Error('down'), page({ 1: true })]);
  expect([await isAdmin(1), await isAdmin(1)]).toEqual([false, true]);
});
