import { createServer } from 'node:http';
import type { AddressInfo } from 'node:net';
import { io } from 'socket.io-client';
import type { Socket } from 'socket.io-client';
import type { CallPicture, ColleagueNews } from '../protocol/agent-socket';
import type { Missed } from './call-store';
import { failedTries } from './failed-tries';
import { nodeClock } from './node-clock';
import { agentSockets } from './sockets';
import { SessionRefused } from './session-token';
import type { Session } from './session-token';

const account = 28;
const origin = 'https://example.amocrm.ru';
const other = { account: 29, origin: 'https://other.kommo.com' };
const sessions: Record<string, Partial<Session>> = {
  anna: { extension: '101' },
  boris: { extension: '102' },
  newcomer: { extension: null },
  'anna of 29': { account: other.account, extension: '101' },
  short: { extension: '101', expires: Date.now() + 300 },
};
const picture = (call_id: string, seq: number, state: CallPicture['state'] = 'ringing'): CallPicture => ({
  call_id,
  state,
  direction: 'inbound',
  phone: '+79991112233',
  line: '+74951234567',
  extensions: ['101'],
  started_at: '2026-01-31T10:00:00.000Z',
  seq,
});

const http = createServer();
const clients: Socket[] = [];
/** What the store answers, in order of the questions. */
let answers: (() => Missed | Promise<Missed>)[] = [];
const asked: unknown[] = [];
const warnings: string[] = [];
const heard: unknown[] = [];
const desk = {
  origin,
  onResult: () => Promise.resolve({ ok: true } as const),
  onHeard: (...said: unknown[]) => heard.push(said),
  orders: {
    originate: () => Promise.resolve({ ok: true } as const),
    hangUp: () => Promise.resolve({ ok: true } as const),
  },
  store: {
    missed: async (extension: string, since: number | undefined) => {
      asked.push([extension, since]);
      return (await answers.shift()?.()) ?? { pictures: [], seq: 7 };
    },
  },
  tokens: {
    verify: (token: unknown) => {
      const session = typeof token === 'string' ? sessions[token] : undefined;
      if (token === 'old') return Promise.reject(new SessionRefused('session_expired'));
      if (session === undefined) return Promise.reject(new SessionRefused('session_invalid'));
      return Promise.resolve({
        account,
        user: 1,
        extension: null,
        isAdmin: false,
        expires: Date.now() + 3_600_000,
        ...session,
      });
    },
  },
};
const sockets = agentSockets({
  http,
  deskOf: (token) => (token === 'anna of 29' ? { ...desk, origin: other.origin } : desk),
  isOrigin: (from) => [origin, other.origin].includes(from),
  tries: failedTries(Date.now),
  clock: nodeClock,
  warn: (_error, message) => warnings.push(message),
});

beforeAll(async () => {
  await new Promise<void>((resolve) => http.listen(0, '127.0.0.1', resolve));
});
beforeEach(() => {
  answers = [];
  asked.length = 0;
});
afterEach(() => {
  for (const client of clients.splice(0)) client.close();
});
afterAll(async () => {
  sockets.close();
  await new Promise((resolve) => http.close(resolve));
});

function connect(auth: Record<string, unknown>, options: Record<string, unknown> = {}) {
  const url = `http://127.0.0.1:${(http.address() as AddressInfo).port}/agents`;
  const client = io(url, {
    auth,
    forceNew: true,
    transports: ['websocket'],
    reconnection: false,
    ...options,
  });
  clients.push(client);
  const heard: CallPicture[] = [];
  client.on('call', (call: CallPicture) => heard.push(call));
  const once = <T>(name: string) => new Promise<T>((resolve) => client.once(name, resolve));
  return { client, heard, once, ready: once<{ seq: number; now: number }>('caught_up') };
}

test.each(['websocket', 'polling'])(
  'by %s a browser gets what it missed, then the mark',
  async (transport) => {
    answers = [() => ({ pictures: [picture('c1', 3, 'ended'), picture('c2', 5)], seq: 5 })];
    const { heard, ready } = connect({ token: 'anna', since: 2 }, { transports: [transport] });
    const mark = await ready;
    expect(mark.seq).toBe(5);
    expect(Math.abs(mark.now - Date.now())).toBeLessThan(60_000);
    expect(heard.map(({ call_id }) => call_id)).toEqual(['c1', 'c2']);
    expect(asked).toEqual([['101', 2]]);
  },
);

test.each([undefined, null, -1, 1.5, '5', {}, 1e300])('the cursor %j counts as none', async (since) => {
  await connect({ token: 'anna', since }).ready;
  expect(asked).toEqual([['101', undefined]]);
});

test('agents hear of their own calls only', async () => {
  const [anna, boris, newcomer] = ['anna', 'boris', 'newcomer'].map((token) => connect({ token }));
  await Promise.all([anna!.ready, boris!.ready, newcomer!.ready]);
  sockets.tell(account, [{ picture: picture('for anna', 8), rooms: ['101'] }]);
  sockets.tell(account, [{ picture: picture('for nobody', 9), rooms: [] }]);
  sockets.tell(account, [{ picture: picture('for both', 10), rooms: ['101', '102'] }]);
  for (const agent of [anna!, boris!]) while (agent.heard.at(-1)?.seq !== 10) await agent.once('call');
  expect(anna!.heard.map(({ call_id }) => call_id)).toEqual(['for anna', 'for both']);
  expect(boris!.heard.map(({ call_id }) => call_id)).toEqual(['for both']);
  expect(newcomer!.heard).toEqual([]);
});

test('the same internal number in two accounts is two agents', async () => {
  const [anna, stranger] = ['anna', 'anna of 29'].map((token) => connect({ token }));
  await Promise.all([anna!.ready, stranger!.ready]);
  sockets.tell(account, [{ picture: picture('of 28', 8), rooms: ['101'] }]);
  sockets.tell(other.account, [{ picture: picture('of 29', 9), rooms: ['101'] }]);
  for (const agent of [anna!, stranger!]) if (agent.heard.length === 0) await agent.once('call');
  expect(anna!.heard.map(({ call_id }) => call_id)).toEqual(['of 28']);
  expect(stranger!.heard.map(({ call_id }) => call_id)).toEqual(['of 29']);
});

test('a page of one account opens nothing with a token of another', async () => {
  const wrong = connect({ token: 'anna of 29' }, { extraHeaders: { origin } });
  expect(await wrong.once<Error & { data: unknown }>('connect_error')).toMatchObject({
    data: { code: 'session_invalid' },
  });
  await connect({ token: 'anna of 29' }, { extraHeaders: { origin: other.origin } }).ready;
});

test('when an account is let go its browsers are sent away, and nobody else’s', async () => {
  const [anna, stranger] = ['anna', 'anna of 29'].map((token) => connect({ token }));
  await Promise.all([anna!.ready, stranger!.ready]);
  sockets.letGo(other.account);
  expect(await stranger!.once('disconnect')).toBe('io server disconnect');
  expect([sockets.count(other.account), anna!.client.connected]).toEqual([0, true]);
});

test('it is known who has a browser, who had one until when, and who never did', async () => {
  const first = connect({ token: 'boris' });
  const second = connect({ token: 'boris' });
  await Promise.all([first.ready, second.ready]);
  expect(Date.now() - sockets.seen(account, '102')!).toBeLessThan(1000);
  first.client.close();
  second.client.close();
  let left = sockets.seen(account, '102');
  // The same moment twice, though time has passed: nobody is connected any more.
  for (let before = undefined as typeof left; left !== before; left = sockets.seen(account, '102')) {
    before = left;
    await new Promise((resolve) => setTimeout(resolve, 5));
  }
  expect(Math.abs(Date.now() - left!)).toBeLessThan(5000);
  expect(sockets.seen(account, '999')).toBeUndefined();
});

test('whoever watches learns who is free, and of each change; nobody else does', async () => {
  const [anna, boris, newcomer] = ['anna', 'boris', 'newcomer'].map((token) => connect({ token }));
  const stranger = connect({ token: 'anna of 29' }, { extraHeaders: { origin: other.origin } });
  const told: unknown[] = [];
  await Promise.all([anna!, boris!, newcomer!, stranger].map(({ ready }) => ready));
  for (const { client } of [boris!, newcomer!, stranger]) client.on('colleagues', (news) => told.push(news));
  for (const { client } of [newcomer!, stranger, anna!]) client.emit('colleagues:watch', true);
  expect(await anna!.once('colleagues')).toEqual({ whole: true, states: { '101': 'free', '102': 'free' } });
  const talk = (seq: number, state: 'active' | 'ended') =>
    sockets.tell(account, [{ picture: { ...picture('talk', seq, state), extensions: ['102'] }, rooms: [] }]);
  talk(20, 'active');
  expect(await anna!.once('colleagues')).toEqual({ whole: false, states: { '102': 'busy' } });
  boris!.client.close();
  talk(21, 'ended');
  for (let state = 'busy'; state !== 'offline';)
    state = (await anna!.once<ColleagueNews>('colleagues')).states['102'] ?? state;
  expect(told).toEqual([{ whole: true, states: { '101': 'free' } }]);
});

test('a change during the replay comes through, and the newest picture comes last', async () => {
  answers = [
    () => {
      sockets.tell(account, [{ picture: picture('c1', 4), rooms: ['101'] }]);
      return { pictures: [picture('c1', 5, 'active')], seq: 5 };
    },
  ];
  const { heard, ready } = connect({ token: 'anna' });
  await ready;
  expect(heard.map(({ seq }) => seq)).toEqual([4, 5]);
});

test.each([
  ['nobody', 'session_invalid'],
  ['old', 'session_expired'],
])('the token of %s is refused with a code', async (token, code) => {
  const error = await connect({ token }).once<Error & { data: unknown }>('connect_error');
  expect(error.data).toEqual({ code });
});

test('a page of another site is refused, even with a good token', async () => {
  const { once } = connect({ token: 'anna' }, { extraHeaders: { origin: 'https://evil.example' } });
  expect(await once('connect_error')).toBeInstanceOf(Error);
  await connect({ token: 'anna' }, { extraHeaders: { origin } }).ready;
});

test('at the end of its session a browser is sent away in a way that it understands', async () => {
  const { ready, once } = connect({ token: 'short' });
  await ready;
  expect(await once('disconnect')).toBe('io server disconnect');
});

test('a browser whose replay failed comes again by itself', async () => {
  answers = [() => Promise.reject(new Error('disk'))];
  const { ready, client } = connect({ token: 'anna' }, { reconnection: true, reconnectionDelay: 10 });
  await ready;
  expect(client.connected).toBe(true);
  expect(warnings).toEqual(['replay failed']);
});

test('garbage from a browser hurts nobody else', async () => {
  const steady = connect({ token: 'anna' });
  await steady.ready;
  for (const garbage of [
    '9',
    '4',
    '42',
    '42/agents,',
    '42/agents,["call:originate"]',
    '45/agents,1-',
    `4${'x'.repeat(20_000)}`,
  ]) {
    const { ready, client } = connect({ token: 'anna' });
    await ready;
    client.io.engine.write(garbage.slice(1));
    client.close();
  }
  for (const auth of [{}, { token: ['anna'] }, { token: { toString: 5 } }]) {
    await connect(auth as Record<string, unknown>).once('connect_error');
  }
  sockets.tell(account, [{ picture: picture('after all', 11), rooms: ['101'] }]);
  await steady.once('call');
  expect(steady.heard.at(-1)?.call_id).toBe('after all');
});
