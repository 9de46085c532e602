import { createSign } from 'node:crypto';
import type { Credentials } from './credentials';

/** Seconds that a token is good for: one request. */
const lifetime = 64;

const part = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** The service account's word for one request: a JWT signed with RS256. `now`: ms since 1970. */
export function serviceToken(
  { accountId, keyId, privateKey }: Extract<Credentials, { kind: 'service' }>,
  now: number,
): string {
  const issued = Math.floor(now / 1000);
  const head = part({ typ: 'JWT', alg: 'RS256', kid: keyId });
  const body = part({ iss: accountId, iat: issued, exp: issued + lifetime });
  const signature = createSign('RSA-SHA256').update(`${head}.${body}`).sign(privateKey, 'base64url');
  return `${head}.${body}.${signature}`;
}
