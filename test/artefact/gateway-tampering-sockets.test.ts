import { io } from 'socket.io-client';
import { aCall } from './gateway-at-work';
import { attackedGateway, secret, signed, swapped } from './attacked-gateway';
import type { AttackedGateway } from './attacked-gateway';

const foreign = 'https://evil.example';
let attacked: AttackedGateway;
let gateway: AttackedGateway['gateway'];
let kept: AttackedGateway['kept'];
let anna: AttackedGateway['anna'];
let boris: AttackedGateway['boris'];
beforeAll(async () => {
  attacked = await attackedGateway();
  ({ gateway, kept, anna, boris } = attacked);
});
afterAll(() => gateway.stop());

const refusal = (options: { auth?: object; origin?: string; transport?: string; namespace?: string }) =>
  new Promise<string>((resolve) => {
    const {
      auth = { token: kept.session },
      origin,
      transport = 'websocket',
      namespace = '/agents',
    } = options;
    const socket = io(`${gateway.url}${namespace}`, {
      ...{ auth, transports: [transport], forceNew: true, reconnection: false },
      ...(origin !== undefined && { extraHeaders: { origin } }),
    });
    const end = (word: string) => {
      socket.close();
      resolve(word);
    };
    socket.on('connect', () => end('connected'));
    socket.on('connect_error', (error: Error & { data?: { code?: string } }) =>
      end(error.data?.code ?? 'refused'),
    );
  });

test.each([
  ['without a token', 'session_invalid', () => ({ auth: {} })],
  ['with words', 'session_invalid', () => ({ auth: { token: 'words' } })],
  ['with a list', 'session_invalid', () => ({ auth: { token: [kept.session] } })],
  ['with amoCRM’s one-time token', 'session_invalid', () => ({ auth: { token: kept.oneTime } })],
  ['with the PBX’s key', 'session_invalid', () => ({ auth: { token: gateway.pbxKey } })],
  [
    'with a session made a colleague’s',
    'session_invalid',
    () => ({ auth: { token: swapped(kept.session, { extension: '102' }) } }),
  ],
  [
    'with a session for another account',
    'session_invalid',
    () => ({ auth: { token: swapped(kept.session, { account: 29 }) } }),
  ],
  [
    'with a session that needs no signature',
    'session_invalid',
    () => ({ auth: { token: signed(attacked.claims, secret, { alg: 'none' }) } }),
  ],
  ['in the root namespace', 'no_such_namespace', () => ({ namespace: '/' })],
  ['in a namespace that is not there', 'refused', () => ({ namespace: '/admin' })],
  ['from a page of another site', 'refused', () => ({ origin: foreign })],
  ['from a page of another site by polling', 'refused', () => ({ origin: foreign, transport: 'polling' })],
  ['from a page that looks like ours', 'refused', () => ({ origin: `${gateway.crmUrl}.evil.example` })],
  ['as it should be', 'connected', () => ({ origin: gateway.crmUrl })],
] as const)('a socket %s: %s', async (_what, word, options) => {
  expect(await refusal(options())).toBe(word);
});

test('a page of another site is not allowed to read an answer', async () => {
  const headers = {
    origin: foreign,
    'access-control-request-method': 'POST',
    'access-control-request-headers': 'x-auth-token',
  };
  const preflight = await fetch(`${gateway.url}/v1/session`, { method: 'OPTIONS', headers });
  expect(preflight.headers.get('access-control-allow-origin')).not.toBe(foreign);
});

test('a connected agent learns of no other’s call and cannot speak for another, whatever the browser sends', async () => {
  const { call_id: id, ringing, ended } = aCall(['102']);
  await gateway.post([ringing, ended]);
  await boris.sees(id, ({ state }) => state === 'ended');
  const answer: unknown = await anna.socket
    .timeout(5_000)
    .emitWithAck('call:result', { call_id: id, outcome: 'cancelled' });
  expect(answer).toMatchObject({ ok: false, code: 'unknown_call' });
  for (const word of ['join', 'call', 'caught_up', 'agent:28:102']) anna.socket.emit(word, 'agent:28:102');
  const mine = aCall(['101']);
  await gateway.post([mine.ringing]);
  await anna.sees(mine.call_id);
  expect(anna.heard.map((call) => call.call_id)).not.toContain(id);
  expect(boris.heard.map((call) => call.call_id)).not.toContain(mine.call_id);
});

test('a packet larger than any word of a browser ends the connection, and that alone', async () => {
  const big = await gateway.browser('anna');
  const gone = new Promise((resolve) => big.socket.once('disconnect', resolve));
  big.socket.emit('call:result', 'x'.repeat(1_000_000));
  await gone;
  expect((await fetch(`${gateway.url}/readyz`)).status).toBe(200);
  expect(anna.socket.connected).toBe(true);
});

test('none of it is in the log with its secret', () => {
  for (const word of attacked.secrets) expect(gateway.output()).not.toContain(word);
});
