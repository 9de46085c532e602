import { SignJWT, UnsecuredJWT, base64url } from 'jose';
import { oneTimeTokens } from './one-time-token';
import { sessionTokens } from './session-token';

const now = Date.parse('2026-01-31T10:00:00Z');
const secret = 'integration-secret';
const publicUrl = new URL('https://pbx.example.com');
const amo = {
  url: new URL('https://example.amocrm.ru'),
  accountId: 28,
  widgetCode: 'w',
  clientId: 'uuid-1',
  clientSecret: secret,
};
const visitorOf = oneTimeTokens({ amo, publicUrl }, () => now);

const seconds = now / 1000;
const claims = {
  iss: 'https://example.amocrm.ru',
  aud: 'https://pbx.example.com',
  jti: 'j-1',
  iat: seconds,
  nbf: seconds,
  exp: seconds + 1800,
  account_id: 28,
  user_id: 504141,
  subdomain: 'example',
  client_uuid: 'uuid-1',
};
const sign = (changes: Record<string, unknown> = {}, alg = 'HS256', key = secret) =>
  new SignJWT({ ...claims, ...changes }).setProtectedHeader({ alg }).sign(new TextEncoder().encode(key));
const refusal = (token: string) =>
  visitorOf(token).then(
    () => 'accepted',
    (error: unknown) => {
      const { status, code } = error as { status: number; code: string };
      return `${status} ${code}`;
    },
  );

test('amoCRM’s token names the user, as often as the page sends it', async () => {
  const token = await sign();
  const anna = { user: 504141, isAdmin: undefined };
  expect([await visitorOf(token), await visitorOf(token)]).toEqual([anna, anna]);
});

test.each([
  [true, true],
  [false, false],
  ['true', undefined],
  [1, undefined],
])('a token that says is_admin %j makes the visitor one: %j', async (is_admin, isAdmin) => {
  expect(await visitorOf(await sign({ is_admin }))).toEqual({ user: 504141, isAdmin });
});

test.each([
  ['an audience without port', { aud: 'https://pbx.example.com' }],
  ['several audiences, ours among them', { aud: ['https://other.example.com', 'https://pbx.example.com'] }],
  ['a clock half a minute ahead of ours', { nbf: seconds + 29 }],
  ['a clock half a minute behind ours', { exp: seconds - 29 }],
])('%s is accepted', async (_what, changes) => {
  expect(await refusal(await sign(changes))).toBe('accepted');
});

test.each([
  ['of another gateway', { aud: 'https://evil.example.com' }, '401 token_invalid'],
  ['of another port', { aud: 'https://pbx.example.com:444' }, '401 token_invalid'],
  ['without audience', { aud: undefined }, '401 token_invalid'],
  ['that has expired', { exp: seconds - 60 }, '401 token_expired'],
  ['that never expires', { exp: undefined }, '401 token_invalid'],
  ['of the future', { nbf: seconds + 60 }, '401 token_invalid'],
  ['that does not say from when', { nbf: undefined }, '401 token_invalid'],
  ['of another integration', { client_uuid: 'uuid-2' }, '401 token_foreign'],
  ['of no integration', { client_uuid: undefined }, '401 token_invalid'],
  ['of another account', { account_id: 29 }, '401 token_foreign'],
  ['of an account written as text', { account_id: '28' }, '401 token_foreign'],
  ['of nobody', { user_id: 0 }, '401 token_invalid'],
  ['of a user written as an object', { user_id: { id: 1 } }, '401 token_invalid'],
])('a token %s is refused', async (_what, changes, expected) => {
  expect(await refusal(await sign(changes))).toBe(expected);
});

test('a token of another algorithm or key, or of none, is refused', async () => {
  expect(await refusal(await sign({}, 'HS512', secret.repeat(4)))).toBe('401 token_invalid');
  expect(await refusal(await sign({}, 'HS256', 'another secret'))).toBe('401 token_invalid');
  expect(await refusal(new UnsecuredJWT(claims).encode())).toBe('401 token_invalid');
  const [, body] = (await sign()).split('.');
  for (const alg of ['none', 'NONE', 'HS256']) {
    const header = base64url.encode(JSON.stringify({ alg }));
    expect(await refusal(`${header}.${body!}.`)).toBe('401 token_invalid');
  }
});

test('a token of which anything was changed is refused', async () => {
  const [header, , signature] = (await sign()).split('.');
  const other = base64url.encode(JSON.stringify({ ...claims, user_id: 1 }));
  expect(await refusal([header, other, signature].join('.'))).toBe('401 token_invalid');
});

test.each(['', 'x', '..', 'a.b.c', '🙂', `${'a'.repeat(10_000)}.b.c`])(
  'garbage is refused',
  async (token) => {
    expect(await refusal(token)).toBe('401 token_invalid');
  },
);

describe('our own session tokens', () => {
  const sessions = sessionTokens({ amo, publicUrl }, () => now);
  const verified = (token: unknown, at = now, config = { amo, publicUrl }) =>
    sessionTokens(config, () => at)
      .verify(token)
      .catch((error: unknown) => (error as { code: string }).code);

  test('say who the agent is, for an hour', async () => {
    const { token, session } = await sessions.issue(504141, '101', true);
    expect(session).toEqual({
      account: 28,
      user: 504141,
      extension: '101',
      isAdmin: true,
      expires: now + 3_600_000,
    });
    expect(await verified(token)).toEqual(session);
    const ordinary = await sessions.issue(504142, null, false);
    expect(await verified(ordinary.token)).toMatchObject({ user: 504142, extension: null, isAdmin: false });
    expect(await verified(token, now + 3_599_000)).toEqual(session);
    expect(await verified(token, now + 3_600_000)).toBe('session_expired');
  });

  test('and amoCRM’s do not pass for each other', async () => {
    const { token } = await sessions.issue(504141, '101', true);
    expect(await refusal(token)).toBe('401 token_invalid');
    expect(await verified(await sign())).toBe('session_invalid');
    expect(
      await verified(
        await sign({ iss: 'amocrm-telephony', aud: 'https://pbx.example.com/agents', sub: '1' }),
      ),
    ).toBe('session_invalid');
  });

  test('of another account, gateway or secret open nothing', async () => {
    const { token } = await sessions.issue(504141, '101', true);
    expect(await verified(token, now, { publicUrl, amo: { ...amo, accountId: 29 } })).toBe('session_invalid');
    expect(await verified(token, now, { publicUrl, amo: { ...amo, clientSecret: 'x' } })).toBe(
      'session_invalid',
    );
    expect(await verified(token, now, { amo, publicUrl: new URL('https://other.example') })).toBe(
      'session_invalid',
    );
  });

  test.each([undefined, null, 5, {}, [], '', 'a.b.c'])('%j is none', async (token) => {
    expect(await verified(token)).toBe('session_invalid');
  });
});
