import { createHash, createHmac, timingSafeEqual } from 'node:crypto';
import { headersOf, type SipRequest } from './sip-message';

/** Who may sign in. `address`: the user part of the only SIP address that is theirs. */
export interface Account {
  readonly username: string;
  readonly password: string;
  readonly address: string;
  /** An agent's internal number; absent: a customer. */
  readonly extension?: string;
  /** It answers by itself, and nobody listens. */
  readonly isMachine?: true;
}

export type Judgement = Account | 'absent' | 'stale' | 'wrong';

/** How long a nonce holds, ms. */
const lifetime = 300_000;

const md5 = (text: string): string => createHash('md5').update(text).digest('hex');

const same = (one: string, other: string): boolean =>
  one.length === other.length && timingSafeEqual(Buffer.from(one), Buffer.from(other));

const pair = /([A-Za-z]+)\s*=\s*(?:"((?:[^"\\]|\\.)*)"|([^\s",]+))\s*(?:,|$)/gy;

/** What follows `Digest`; undefined for another scheme. */
function credentials(value: string): ReadonlyMap<string, string> | undefined {
  const [scheme = '', ...rest] = value.trim().split(/\s+(.*)/s);
  if (scheme.toLowerCase() !== 'digest') return undefined;
  const found = new Map<string, string>();
  for (const [, name = '', inQuotes, plain = ''] of rest.join('').replace(/,\s+/g, ',').matchAll(pair))
    found.set(name.toLowerCase(), (inQuotes ?? plain).replace(/\\(.)/g, '$1'));
  return found;
}

/** Digest authentication by MD5 (RFC 2617, 7616). A nonce is its time under our seal, so that nothing is kept. */
export function digestDoor(parts: {
  realm: string;
  /** Seal of nonces, never told. */
  secret: string;
  accountOf: (username: string) => Account | undefined;
  now: () => number;
}) {
  const { realm, secret, accountOf, now } = parts;
  const sealed = (time: string): string =>
    `${time}.${createHmac('sha256', secret).update(time).digest('hex').slice(0, 32)}`;
  const ageOf = (nonce: string): number | undefined => {
    const [time = ''] = nonce.split('.');
    return same(sealed(time), nonce) ? now() - parseInt(time, 36) : undefined;
  };

  return {
    /** Value of WWW-Authenticate or Proxy-Authenticate. */
    challenge: (stale: boolean): string =>
      `Digest realm="${realm}", nonce="${sealed(now().toString(36))}", algorithm=MD5, qop="auth"${
        stale ? ', stale=true' : ''
      }`,

    /** What the header `Authorization` or `Proxy-Authorization` proves. */
    judge(request: SipRequest, header: string): Judgement {
      const given = headersOf(request, header)
        .map(credentials)
        .find((one) => one?.get('realm') === realm);
      if (given === undefined) return 'absent';
      const part = (name: string): string => given.get(name) ?? '';
      const account = accountOf(part('username'));
      const age = ageOf(part('nonce'));
      const algorithm = given.get('algorithm') ?? 'MD5';
      if (account === undefined || age === undefined || algorithm.toUpperCase() !== 'MD5') return 'wrong';
      if (part('uri') !== request.uri) return 'wrong';
      const ha1 = md5(`${account.username}:${realm}:${account.password}`);
      const ha2 = md5(`${request.method}:${part('uri')}`);
      const qop = given.get('qop');
      const expected =
        qop === undefined
          ? md5(`${ha1}:${part('nonce')}:${ha2}`)
          : md5(`${ha1}:${part('nonce')}:${part('nc')}:${part('cnonce')}:${qop}:${ha2}`);
      if ((qop !== undefined && qop !== 'auth') || !same(expected, part('response'))) return 'wrong';
      return age > lifetime ? 'stale' : account;
    },
  };
}

export type DigestDoor = ReturnType<typeof digestDoor>;
