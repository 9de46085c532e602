import { sandboxApi } from '../../../test/fakes/sandbox-api';
import fastify from 'fastify';
import { seedCrm } from '../crm/seed';
import type { Sandbox } from '../sandbox';
import { contactSearch } from './contact-search';

const crm = seedCrm(1, 1_790_000_000);
const app = fastify({ forceCloseConnections: true });
contactSearch(app, { crm } as Sandbox);
const origin = app.listen({ host: '127.0.0.1', port: 0 });
afterAll(() => app.close());
const search = async (query: string, user = crm.users[0]?.id): Promise<string> => {
  const url = `${await origin}/private/api/contact_search.php?${query}`;
  return (await fetch(url, { headers: { cookie: `sandbox_user=${String(user)}` } })).text();
};

test('the old search finds by number and by name, and says the company', async () => {
  const olga = '<name>Ольга Смирнова</name><company><name>ООО «Вектор»</name></company></contact>';
  expect(await search('SEARCH=89991112233')).toContain(olga);
  expect(await search(`SEARCH=${encodeURIComponent('ольга смирнова')}`)).toContain(olga);
  expect(await search('SEARCH=nobody@example.test&SEARCH=89991112233')).toContain(olga);
});

test('the old search answers with no contact where nobody is found, asked for or visible', async () => {
  const empty = '<?xml version="1.0" encoding="UTF-8"?><contacts></contacts>';
  const vera = crm.users.find(({ extension }) => extension === '103')?.id;
  expect(await search('SEARCH=nobodyatall')).toBe(empty);
  expect(await search('SEARCH=')).toBe(empty);
  expect(await search(`SEARCH=${encodeURIComponent('ольга смирнова')}`, vera)).toBe(empty);
});

test('names are text in it, whatever they hold', async () => {
  expect(await search('SEARCH=onerror')).toContain('<name>&lt;img src=x onerror=alert(1)&gt;</name>');
});

test('the account of the old API names the user who asks', async () => {
  const api = sandboxApi();
  const answer = await api.ask('GET', '/api/v2/account');
  expect([answer.status, answer.json]).toMatchObject([
    200,
    { id: 28, subdomain: 'demo', current_user: 504141 },
  ]);
});
