import { createVerify, generateKeyPairSync } from 'node:crypto';
import { readCredentials } from './credentials';
import { scenarioName } from './scenario-name';
import { serviceToken } from './service-token';

const { privateKey, publicKey } = generateKeyPairSync('rsa', { modulusLength: 2048 });
const pem = privateKey.export({ type: 'pkcs8', format: 'pem' }) as string;
const file = (content: object) => () => JSON.stringify(content);
const key = { account_id: 28, key_id: 'k-1', private_key: pem };
const path = { VOXIMPLANT_CREDENTIALS: '/key.json' };

test('a service account’s key file, or an account and its API key', () => {
  expect(readCredentials(path, file(key))).toEqual({
    credentials: { kind: 'service', accountId: 28, keyId: 'k-1', privateKey: pem },
  });
  expect(readCredentials({ VOXIMPLANT_ACCOUNT_ID: '28', VOXIMPLANT_API_KEY: 'x' }, file({}))).toEqual({
    credentials: { kind: 'key', accountId: '28', apiKey: 'x' },
  });
});

test.each([
  [{}, file(key), /^No credentials\. Set VOXIMPLANT_CREDENTIALS/],
  [{ VOXIMPLANT_API_KEY: 'secret' }, file(key), /needs VOXIMPLANT_ACCOUNT_ID/],
  [{ VOXIMPLANT_ACCOUNT_ID: '28' }, file(key), /needs VOXIMPLANT_API_KEY/],
  [path, () => 'secret, but no JSON', /names a file that is no JSON/],
  [path, file({ ...key, key_id: undefined }), /without account_id, key_id and private_key/],
  [path, file({ ...key, private_key: 'secret' }), /no key in PEM form/],
  [
    path,
    () => {
      throw Object.assign(new Error('secret'), { code: 'ENOENT' });
    },
    /names no file/,
  ],
])('%j: says what is wrong, and nothing of what it has read', (env, read, said) => {
  const given = readCredentials(env, read);
  expect(given).toEqual({ fault: expect.stringMatching(said) });
  expect(JSON.stringify(given)).not.toContain('secret');
});

test('a token is signed with RS256 by the account’s key, for one minute', () => {
  const now = Date.parse('2026-01-31T10:00:00.900Z');
  const token = serviceToken({ kind: 'service', accountId: 28, keyId: 'k-1', privateKey: pem }, now);
  const [head = '', body = '', signature = ''] = token.split('.');
  const read = (part: string) => JSON.parse(Buffer.from(part, 'base64url').toString());
  const issued = Math.floor(now / 1000);
  expect(read(head)).toEqual({ typ: 'JWT', alg: 'RS256', kid: 'k-1' });
  expect(read(body)).toEqual({ iss: 28, iat: issued, exp: issued + 64 });
  const verify = createVerify('RSA-SHA256').update(`${head}.${body}`);
  expect(verify.verify(publicKey, signature, 'base64url')).toBe(true);
});

test('29 characters are a name, 30 are refused with the arithmetic', () => {
  expect(scenarioName('telephony', 'production', 'inbound')).toEqual({
    name: 'telephony/production/inbound',
  });
  expect(scenarioName('telephonys', 'production', 'inbound')).toEqual({
    name: 'telephonys/production/inbound',
  });
  expect(scenarioName('телефонияна', 'production', 'inbound')).toEqual({
    fault:
      'телефонияна/production/inbound is too long: 11 + 1 + 10 + 1 + 7 = 30 characters, Voximplant takes 29. ' +
      'Shorten --application or --environment by 1.',
  });
  expect(scenarioName('crm/x', 'production', 'inbound')).toEqual({
    fault: expect.stringMatching(/without "\/"/),
  });
});
