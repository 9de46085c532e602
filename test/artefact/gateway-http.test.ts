import { createHmac } from 'node:crypto';
import { UnsecuredJWT } from 'jose';
import type { SessionAnswer } from '../../src/protocol/agent-socket';
import { aCall, gatewayAtWork } from './gateway-at-work';
import type { GatewayAtWork } from './gateway-at-work';

let gateway: GatewayAtWork;
beforeAll(async () => {
  gateway = await gatewayAtWork();
});
afterAll(() => gateway.stop());

const json = { 'content-type': 'application/json' };
const post = (headers: Record<string, string>, body: BodyInit) =>
  fetch(`${gateway.url}/v1/events`, { method: 'POST', headers, body });
const key = () => ({ ...json, authorization: `Bearer ${gateway.pbxKey}` });
const answer = async (response: Response) => [
  response.status,
  ((await response.json()) as { code?: string }).code,
];

test('events are counted as new or known', async () => {
  const { ringing, answered } = aCall();
  const first = await gateway.post(ringing);
  expect([first.status, await first.json()]).toEqual([202, { accepted: 1, duplicates: 0 }]);
  const second = await gateway.post([ringing, answered, answered]);
  expect([second.status, await second.json()]).toEqual([202, { accepted: 1, duplicates: 2 }]);
});

test('of a batch with one faulty event nothing is stored, and the fault is named', async () => {
  const { ringing, answered } = aCall();
  const refused = await gateway.post([ringing, { ...answered, type: 'picked up' }]);
  expect(refused.status).toBe(400);
  expect(await refused.json()).toMatchObject({
    message: '1 fault; nothing of this request was stored.',
    faults: [{ index: 1, field: 'type', code: 'wrong_value' }],
  });
  const two = await gateway.post([
    { ...ringing, type: 'rung' },
    { ...answered, type: 'picked up' },
  ]);
  expect(await two.json()).toMatchObject({ message: '2 faults; nothing of this request was stored.' });
  expect(await (await gateway.post(ringing)).json()).toEqual({ accepted: 1, duplicates: 0 });
});

test('whoever has no key is refused before the body is looked at', async () => {
  const body = JSON.stringify(aCall().ringing);
  for (const authorization of [
    '',
    'Bearer',
    'Bearer wrong',
    `Basic ${gateway.pbxKey}`,
    gateway.pbxKey,
    `Bearer ${gateway.pbxKey}x`,
  ]) {
    expect(await answer(await post({ ...json, authorization }, body))).toEqual([401, 'wrong_key']);
  }
  expect(await answer(await post(json, '{'))).toEqual([401, 'wrong_key']);
});

test('what is not JSON is refused in words', async () => {
  expect(await answer(await post(key(), '{"id":'))).toEqual([400, 'not_json']);
  expect(await answer(await post(key(), ''))).toEqual([400, 'not_json']);
  expect(await answer(await post(key(), new Uint8Array([0x22, 0xff, 0xfe, 0x22])))).toEqual([
    400,
    'not_utf8',
  ]);
  expect(await answer(await post({ ...key(), 'content-type': 'text/plain' }, '{}'))).toEqual([
    415,
    'not_json',
  ]);
});

test.each([1.01, 8])('%s MiB are too much, and the sender hears it', async (size) => {
  const body = `[${' '.repeat(size * 1024 * 1024)}]`;
  expect(await answer(await post(key(), body))).toEqual([413, 'too_large']);
});

test('health is told without a key, nothing else is', async () => {
  expect((await fetch(`${gateway.url}/healthz`)).status).toBe(200);
  expect((await fetch(`${gateway.url}/readyz`)).status).toBe(200);
  const unknown = await fetch(`${gateway.url}/v1/nothing`);
  expect(await answer(unknown)).toEqual([404, 'not_found']);
  for (const header of ['server', 'x-powered-by']) expect(unknown.headers.get(header)).toBeNull();
});

test('amoCRM’s one-time token opens a session', async () => {
  const opened = await gateway.session(await gateway.oneTimeToken(504141));
  expect(opened.status).toBe(200);
  expect(opened.headers.get('access-control-allow-origin')).toBe(gateway.crmUrl);
  const session = (await opened.json()) as Record<string, unknown>;
  expect(session).toMatchObject({ user_id: 504141, extension: '101', sip: null });
  expect(Date.parse(String(session['expires_at'])) - Date.now()).toBeGreaterThan(3_500_000);
});

test('a colleague without an internal number gets a session without one', async () => {
  const opened = await gateway.session(await gateway.oneTimeToken(999));
  expect(await opened.json()).toMatchObject({ user_id: 999, extension: null });
});

test('tampered one-time tokens open nothing', async () => {
  const now = Math.floor(Date.now() / 1000);
  const { oneTimeToken } = gateway;
  const claims = {
    aud: gateway.url,
    nbf: now,
    exp: now + 60,
    account_id: 28,
    user_id: 504141,
    client_uuid: 'uuid-1',
  };
  const tokens = {
    token_invalid: [
      await oneTimeToken(504141, { aud: 'https://evil.example' }),
      await oneTimeToken(504141, { nbf: now + 600 }),
      await oneTimeToken(504141, {}, 'another key'),
      await oneTimeToken(504141, {}, 'x'.repeat(64), 'HS512'),
      new UnsecuredJWT(claims).encode(),
      'garbage',
      'a.b.c',
    ],
    token_expired: [await oneTimeToken(504141, { exp: now - 600 })],
    token_foreign: [
      await oneTimeToken(504141, { client_uuid: 'uuid-2' }),
      await oneTimeToken(504141, { account_id: 29 }),
    ],
  };
  for (const [code, list] of Object.entries(tokens)) {
    for (const token of list) expect(await answer(await gateway.session(token))).toEqual([401, code]);
  }
  expect(await answer(await fetch(`${gateway.url}/v1/session`, { method: 'POST' }))).toEqual([
    401,
    'token_missing',
  ]);
});

test('only the account’s pages may ask from a browser', async () => {
  const preflight = (origin: string) =>
    fetch(`${gateway.url}/v1/session`, {
      method: 'OPTIONS',
      headers: {
        origin,
        'access-control-request-method': 'POST',
        'access-control-request-headers': 'x-auth-token',
      },
    });
  const ours = await preflight(gateway.crmUrl);
  expect(ours.status).toBe(204);
  expect(ours.headers.get('access-control-allow-headers')).toMatch(/x-auth-token/i);
  const foreign = await preflight('https://evil.example');
  expect(foreign.headers.get('access-control-allow-origin')).not.toBe('https://evil.example');
});

test('neither keys nor numbers reach the log', () => {
  for (const secret of [gateway.pbxKey, '9991112233', 'eyJ']) expect(gateway.output()).not.toContain(secret);
});

test('with a secret of the PBX each agent is told credentials of hours, and never the secret', async () => {
  const secrets = { pbx: 'a-secret-of-pages-and-the-pbx', turn: 'a-secret-of-the-turn-server' };
  const calling = await gatewayAtWork({
    ...{ SIP_URL: 'wss://pbx.example', SIP_DOMAIN: 'pbx.example', SIP_SECRET: secrets.pbx },
    ...{ SIP_SECRET_HOURS: '3', LOG_LEVEL: 'trace' },
    SIP_ICE_SERVERS: JSON.stringify([{ urls: 'turn:turn.example', secret: secrets.turn }]),
  });
  try {
    const signed = (secret: string, name: string) => createHmac('sha1', secret).update(name).digest('base64');
    for (const [user, extension] of [
      [504141, '101'],
      [504142, '102'],
    ] as const) {
      const opened = await calling.session(await calling.oneTimeToken(user));
      const text = await opened.text();
      const { sip } = JSON.parse(text) as SessionAnswer;
      const [, until] = /^(\d+):(\d+)$/.exec(sip!.username)!;
      expect(Math.abs(Number(until) - 3 * 3600 - Date.now() / 1000)).toBeLessThan(60);
      const username = `${until}:${extension}`;
      expect(sip).toEqual({
        ...{ url: 'wss://pbx.example', uri: `sip:${extension}@pbx.example` },
        ...{ username, password: signed(secrets.pbx, username) },
        ice_servers: [{ urls: ['turn:turn.example'], username, credential: signed(secrets.turn, username) }],
      });
      for (const said of [text, calling.output()]) expect(said).not.toMatch(/a-secret-of/);
      expect(calling.output()).not.toContain(sip!.password);
    }
  } finally {
    await calling.stop();
  }
});
