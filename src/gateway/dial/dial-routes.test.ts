import { usualRules as rules } from '../../dialing/dial-entry';
import { dialPlanOf } from '../../domain/dial-plan';
import type { DialChanges } from '../../dialing/dial-list';
import { openCallTables } from '../call-tables';
import { httpServer } from '../http';
import { sessionTokens } from '../session-token';
import { dialRoutes } from './dial-routes';
import { answerDial, dialStore } from './dial-store';
import { obeyDial } from './obey-dial';

const amo = {
  url: new URL('https://example.amocrm.ru'),
  accountId: 28,
  widgetCode: 'w',
  clientId: 'uuid-1',
  clientSecret: 'integration-secret',
};
const tokens = sessionTokens({ amo, publicUrl: new URL('https://pbx.example.com') }, Date.now);
const tables = openCallTables(':memory:', 0);
const store = dialStore((asked) => Promise.resolve(answerDial(tables.dial, 28, asked)));
// Noon in Moscow.
const now = (): number => Date.parse('2026-03-03T09:00:00Z');
const dialPlan = () => dialPlanOf('RU');
const app = httpServer({ logLevel: 'silent', origin: amo.url.origin });
dialRoutes(app, tokens, store, obeyDial({ store, rules, dialPlan, now }), now);
let origin: string;
beforeAll(async () => {
  origin = await app.listen({ host: '127.0.0.1', port: 0 });
});
afterAll(() => app.close());

const agent = (user: number, admin = false) => {
  const ask = async (path: string, body?: unknown): Promise<{ status: number; body: unknown }> => {
    const { token } = await tokens.issue(user, String(user), admin);
    const response = await fetch(`${origin}/v1/dial${path}`, {
      headers: { authorization: `Bearer ${token}`, 'content-type': 'application/json' },
      ...(body !== undefined && { method: 'POST', body: JSON.stringify(body) }),
    });
    return { status: response.status, body: await response.json() };
  };
  return {
    ask,
    order: async (body: unknown) => (await ask('', body)).body,
    list: async (since = 0) => (await ask(`?since=${since}`)).body as DialChanges,
  };
};
const person = (name: string, ...phones: string[]) => ({ name, company: '', link: null, phones });

test('numbers are one person in any notation, and internal ones are nobody', async () => {
  const { order, list } = agent(101);
  const people = [
    person('Anna', '8 (495) 111-22-33', '+7 495 1112233, 8 916 111-22-44'),
    person('Twice', '74951112233'),
    person('Desk', '105'),
  ];
  expect(await order({ do: 'add', people })).toEqual({ added: 1, duplicates: 1, forbidden: 0, noPhone: 1 });
  expect((await list()).entries).toMatchObject([
    { name: 'Anna', phones: ['+74951112233', '+79161112244'], next: '+74951112233', state: 'waiting' },
  ]);
});

test('a list is its user’s own: another sees nothing of it and cannot change it', async () => {
  const [mine, other] = [agent(102), agent(103)];
  await mine.order({ do: 'add', people: [person('Boris', '+74951112244')] });
  const [entry] = (await mine.list()).entries;
  expect((await other.list()).entries).toEqual([]);
  await other.order({ do: 'remove', ids: [entry!.id] });
  await other.order({ do: 'word', id: entry!.id, word: { is: 'skipped' } });
  await other.order({ do: 'start', driver: 'x' });
  expect(await other.order({ do: 'claim', driver: 'x', id: entry!.id })).toMatchObject({ none: 'not-now' });
  expect((await mine.list()).entries).toMatchObject([{ state: 'waiting' }]);
  expect((await mine.list()).head.run).toBeNull();
});

test('a call from the claim to its outcome, settings kept between', async () => {
  const { order, list } = agent(104);
  await order({ do: 'add', people: [person('Vera', '+74951112255')] });
  await order({ do: 'set', head: { interval: 3, mode: 'preview' } });
  await order({ do: 'start', driver: 'tab' });
  const claim = (await order({ do: 'claim', driver: 'tab' })) as { call: { attempt: { id: string } } };
  const attempt = claim.call.attempt.id;
  await order({ do: 'placed', attempt, callId: 'c-7' });
  await order({ do: 'over', attempt, outcome: 'answered', seconds: 42 });
  const { entries, head } = await list();
  expect(entries).toMatchObject([{ end: 'reached', tries: [{ callId: 'c-7', seconds: 42 }] }]);
  expect(head).toMatchObject({ interval: 3, mode: 'preview', run: { driver: 'tab', paused: null } });
});

test('only administrators shorten the do-not-call list', async () => {
  const { order, list, ask } = agent(105);
  await order({ do: 'add', people: [person('Stop', '+74951112266')] });
  await order({ do: 'word', id: (await list()).entries[0]!.id, word: { is: 'forbidden' } });
  expect((await ask('/forbidden')).body).toMatchObject({ numbers: [{ number: '+74951112266' }] });
  expect((await ask('/allow', { numbers: ['+74951112266'] })).status).toBe(403);
  expect((await agent(106, true).ask('/allow', { numbers: ['+74951112266'] })).status).toBe(200);
  expect((await ask('/forbidden')).body).toEqual({ numbers: [] });
});

test.each([
  null,
  [],
  { do: 'fly' },
  { do: 'add', people: 'all' },
  { do: 'add', people: Array(501).fill({}) },
  { do: 'move', id: 'x' },
  { do: 'word', id: 'x', word: { is: 'callback', at: 'soon' } },
  { do: 'set', head: { run: { driver: 'x' } } },
  { do: 'set', head: { interval: -1 } },
  { do: 'over', attempt: 'a', outcome: 'eaten', seconds: 1 },
])('%j is no order', async (order) => {
  expect(await agent(107).ask('', order)).toMatchObject({ status: 400, body: { code: 'invalid_dial' } });
});

test('without a session nothing is told', async () => {
  const response = await fetch(`${origin}/v1/dial`);
  expect(response.status).toBe(401);
});
