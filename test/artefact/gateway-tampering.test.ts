import { aCall, agents } from './gateway-at-work';
import { attackedGateway, secret, seconds, signed, swapped } from './attacked-gateway';
import type { AttackedGateway } from './attacked-gateway';

let attacked: AttackedGateway;
let gateway: AttackedGateway['gateway'];
let kept: AttackedGateway['kept'];
beforeAll(async () => {
  attacked = await attackedGateway();
  ({ gateway, kept } = attacked);
});
afterAll(() => gateway.stop());

type Row = readonly [what: string, answer: string, send: () => Promise<Response> | Response];

const request = (path: string, init: RequestInit = {}): Promise<Response> =>
  fetch(`${gateway.url}${path}`, init);
const json = { 'content-type': 'application/json' };
const events = (authorization: string | undefined, body: unknown = aCall().ringing, headers = {}) =>
  request('/v1/events', {
    method: 'POST',
    headers: { ...json, ...(authorization !== undefined && { authorization }), ...headers },
    body: typeof body === 'string' ? body : JSON.stringify(body),
  });
const bearer = (): string => `Bearer ${gateway.pbxKey}`;
const told = (changes: object) => events(bearer(), { ...aCall().ringing, ...changes });
const routed = (authorization: string) =>
  request('/v1/route', {
    method: 'POST',
    headers: { ...json, authorization },
    body: JSON.stringify({ call_id: 'c', from: '+79991112233', to: '1' }),
  });
const opened = async (token: string | Promise<string>) => gateway.session(await token);
const oneTime = (changes: Record<string, unknown>, key = secret, alg = 'HS256') =>
  opened(gateway.oneTimeToken(agents.anna.id, changes, key, alg));
const journal = (token: string) => request('/v1/journal', { headers: { authorization: `Bearer ${token}` } });
const recording = (change: (url: URL) => void) => {
  const url = new URL(kept.link);
  change(url);
  return fetch(url);
};
const wrongKey = '401 wrong_key';
const rows: readonly Row[] = [
  // The PBX's key.
  ['events without a key', wrongKey, () => events(undefined)],
  ['events with an empty key', wrongKey, () => events('Bearer ')],
  ['events with another key', wrongKey, () => events('Bearer key of the PBX 9999')],
  ['events with the beginning of the key', wrongKey, () => events(bearer().slice(0, -1))],
  ['events with more than the key', wrongKey, () => events(`${bearer()}0`)],
  ['events with the key in capitals', wrongKey, () => events(`Bearer ${gateway.pbxKey.toUpperCase()}`)],
  ['events with the key as a password', wrongKey, () => events(`Basic ${btoa(`pbx:${gateway.pbxKey}`)}`)],
  [
    'events with the key in the address',
    wrongKey,
    () =>
      request(`/v1/events?key=${encodeURIComponent(gateway.pbxKey)}`, {
        method: 'POST',
        headers: json,
        body: '[]',
      }),
  ],
  [
    'events with the key in another header',
    wrongKey,
    () => events(undefined, [], { 'x-api-key': gateway.pbxKey }),
  ],
  ['events with an agent’s session', wrongKey, () => events(`Bearer ${kept.session}`)],
  ['events with amoCRM’s one-time token', wrongKey, () => events(`Bearer ${kept.oneTime}`)],
  ['events with the CRM’s own token', wrongKey, () => events('Bearer token')],
  ['events with the integration’s secret', wrongKey, () => events(`Bearer ${secret}`)],
  ['a question of routing without a key', wrongKey, () => routed('')],
  ['a question of routing with an agent’s session', wrongKey, () => routed(`Bearer ${kept.session}`)],
  ['a question of routing with another key', wrongKey, () => routed('Bearer nothing of ours at all')],
  // What a PBX may say.
  ['a body of 2 MiB', '413 too_large', () => events(bearer(), `[${' '.repeat(2 * 1024 * 1024)}]`)],
  [
    'a body that is a form',
    '415 not_json',
    () => events(bearer(), 'a=1', { 'content-type': 'application/x-www-form-urlencoded' }),
  ],
  ['a body that is no JSON', '400 not_json', () => events(bearer(), '{"id":')],
  [
    '501 events',
    '400 invalid_events',
    () =>
      events(
        bearer(),
        Array.from({ length: 501 }, () => aCall().ringing),
      ),
  ],
  ['an event that is a list', '400 invalid_events', () => events(bearer(), [[]])],
  ['an id of 129 characters', '400 invalid_events', () => told({ id: 'x'.repeat(129) })],
  ['an id that is a number', '400 invalid_events', () => told({ id: 7 })],
  ['101 extensions', '400 invalid_events', () => told({ extensions: Array.from({ length: 101 }, String) })],
  ['an extension with a line break', '400 invalid_events', () => told({ extensions: ['101\r\nX: y'] })],
  ['a caller with control characters', '400 invalid_events', () => told({ from: '+7\u0000999' })],
  [
    'a recording at javascript:',
    '400 invalid_events',
    () => told({ type: 'recorded', recording_url: 'javascript:alert(1)' }),
  ],
  [
    'a recording at file:',
    '400 invalid_events',
    () => told({ type: 'recorded', recording_url: 'file:///etc/passwd' }),
  ],
  [
    'a recording with a password in its address',
    '400 invalid_events',
    () => told({ type: 'recorded', recording_url: 'https://u:p@pbx.example/1.mp3' }),
  ],
  ['a call of the year 9999', '400 invalid_events', () => told({ at: '9999-01-01T00:00:00Z' })],
  // amoCRM's one-time token.
  ['a session without a token', '401 token_missing', () => request('/v1/session', { method: 'POST' })],
  ['a session with words', '401 token_invalid', () => opened('let me in')],
  ['a session with the PBX’s key', '401 token_invalid', () => opened(gateway.pbxKey)],
  ['a session with a session', '401 token_invalid', () => opened(kept.session)],
  ['a token signed by another secret', '401 token_invalid', () => oneTime({}, 'the secret of somebody else')],
  ['a token signed in another way', '401 token_invalid', () => oneTime({}, secret, 'HS512')],
  [
    'a token that says it needs no signature',
    '401 token_invalid',
    () => opened(signed({ user_id: 1 }, secret, { alg: 'none' })),
  ],
  ['a token without its signature', '401 token_invalid', () => opened(kept.oneTime.replace(/[^.]*$/, ''))],
  [
    'a token of another user under an old signature',
    '401 token_invalid',
    () => opened(swapped(kept.oneTime, { user_id: agents.boris.id })),
  ],
  ['a token for another server', '401 token_invalid', () => oneTime({ aud: 'https://other.example' })],
  ['a token of another integration', '401 token_foreign', () => oneTime({ client_uuid: 'uuid-2' })],
  ['a token of another account', '401 token_foreign', () => oneTime({ account_id: 29 })],
  ['a token of another account, named as text', '401 token_foreign', () => oneTime({ account_id: '28' })],
  ['a token of an hour ago', '401 token_expired', () => oneTime({ exp: seconds() - 3600 })],
  ['a token of tomorrow', '401 token_invalid', () => oneTime({ nbf: seconds() + 86_400 })],
  ['a token for ever', '401 token_invalid', () => oneTime({ exp: undefined })],
  ['a token of nobody', '401 token_invalid', () => oneTime({ user_id: undefined })],
  ['a token of user 0', '401 token_invalid', () => oneTime({ user_id: 0 })],
  ['a token of a user that is text', '401 token_invalid', () => oneTime({ user_id: '504141' })],
  // The session's token.
  ['the state of telephony without a session', '401 session_invalid', () => request('/v1/status')],
  [
    'the state of telephony with an agent’s session',
    '403 not_admin',
    () => request('/v1/status', { headers: { authorization: `Bearer ${kept.session}` } }),
  ],
  ['the journal without a session', '401 session_invalid', () => request('/v1/journal')],
  ['the journal with words', '401 session_invalid', () => journal('words')],
  ['the journal with a one-time token', '401 session_invalid', () => journal(kept.oneTime)],
  [
    'the journal with the PBX’s key',
    '401 session_invalid',
    () => journal(encodeURIComponent(gateway.pbxKey)),
  ],
  ['the journal with an agent’s session', '403 not_admin', () => journal(kept.session)],
  [
    'the journal with a session made an administrator’s',
    '401 session_invalid',
    () => journal(swapped(kept.session, { is_admin: true })),
  ],
  [
    'the journal with a session signed by the integration’s secret',
    '401 session_invalid',
    () => journal(signed(attacked.claims)),
  ],
  [
    'the journal with a session that needs no signature',
    '401 session_invalid',
    () => journal(signed(attacked.claims, secret, { alg: 'none' })),
  ],
  [
    'a retry with an agent’s session',
    '403 not_admin',
    () =>
      request('/v1/journal/retry', {
        method: 'POST',
        headers: { ...json, authorization: `Bearer ${kept.session}` },
        body: '{}',
      }),
  ],
  [
    'the table of calls with an agent’s session',
    '403 not_admin',
    () => request('/v1/journal.csv', { headers: { authorization: `Bearer ${kept.session}` } }),
  ],
  // Links to recordings.
  [
    'a recording without a signature',
    '403 recording_link_forged',
    () => recording((url) => url.searchParams.delete('sig')),
  ],
  [
    'a recording for longer than was signed',
    '403 recording_link_forged',
    () => recording((url) => url.searchParams.set('exp', String(seconds() + 9e6))),
  ],
  [
    'a recording with another’s signature',
    '403 recording_link_forged',
    () => recording((url) => url.searchParams.set('sig', kept.otherLink.searchParams.get('sig')!)),
  ],
  [
    'another recording with this signature',
    '403 recording_link_forged',
    () => recording((url) => (url.pathname = kept.otherLink.pathname)),
  ],
  [
    'a recording with half a signature',
    '403 recording_link_forged',
    () => recording((url) => url.searchParams.set('sig', url.searchParams.get('sig')!.slice(0, 32))),
  ],
  [
    'a recording with two signatures',
    '403 recording_link_forged',
    () => recording((url) => url.searchParams.append('sig', 'x')),
  ],
  [
    'a recording before 1970',
    '403 recording_link_forged',
    () => recording((url) => url.searchParams.set('exp', '-1')),
  ],
  [
    'a recording outside its folder',
    '403 recording_link_forged',
    () => request(`/v1/recordings/..%2f..%2fetc%2fpasswd${kept.link.search}`),
  ],
  // Misdirected.
  [
    'events that are asked for',
    '404 not_found',
    () => request('/v1/events', { headers: { authorization: bearer() } }),
  ],
  ['a session that is put', '404 not_found', () => request('/v1/session', { method: 'PUT' })],
  ['a path that climbs', '404 not_found', () => request('/v1/%2e%2e/%2e%2e/etc/passwd')],
  ['the store itself', '404 not_found', () => request('/calls.db')],
];
test.each(rows)('%s: %s', async (_what, answer, send) => {
  const response = await send();
  const { code } = (await response.json()) as { code?: unknown };
  const given = [response.status, code];
  expect(given.join(' ')).toBe(answer);
  expect(response.headers.get('access-control-allow-origin')).not.toBe('*');
});
test('an address that goes on guessing is not heard any more, with the right key either; health is', async () => {
  let answer = await events('Bearer guessed');
  for (let tries = 0; tries < 200 && answer.status === 401; tries += 1)
    answer = await events('Bearer guessed');
  expect([answer.status, Number(answer.headers.get('retry-after')) > 0]).toEqual([429, true]);
  expect((await events(bearer())).status).toBe(429);
  expect((await request('/healthz')).status).toBe(200);
  const elsewhere = await events(bearer(), aCall().ringing, { 'x-forwarded-for': '198.51.100.7' });
  expect(elsewhere.status).toBe(202);
  // The same guesser by way of a proxy on another machine, which the gateway was told of.
  const through = await events(bearer(), aCall().ringing, { 'x-forwarded-for': '127.0.0.1, 10.0.0.5' });
  expect(through.status).toBe(429);
});

test('none of it is in the log with its secret', () => {
  for (const word of attacked.secrets) expect(gateway.output()).not.toContain(word);
});
