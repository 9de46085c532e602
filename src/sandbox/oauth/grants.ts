import { createHmac, randomBytes } from 'node:crypto';

const day = 86_400;
/** S: of a code, of an access token, of a refresh token. */
const lives = { code: 1_200, access: day, refresh: 90 * day } as const;

/** Answer of `/oauth2/access_token`. */
export interface TokenAnswer {
  token_type: 'Bearer';
  expires_in: number;
  server_time: number;
  access_token: string;
  refresh_token: string;
}

interface Issued {
  readonly kind: keyof typeof lives;
  readonly user: number;
  readonly until: number;
}

const base64 = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/**
 * Codes and tokens of the one integration of the account. A code and a refresh token can be exchanged once: whoever
 * comes second with the same gets nothing. `now` in Unix seconds.
 */
export function grants(account: number, apiDomain: string) {
  const secret = randomBytes(32);
  const issued = new Map<string, Issued>();

  const issue = (kind: Issued['kind'], text: string, user: number, now: number): string => {
    issued.set(text, { kind, user, until: now + lives[kind] });
    return text;
  };
  const known = (kind: Issued['kind'], text: string, now: number): Issued | undefined => {
    const found = issued.get(text);
    return found?.kind === kind && now < found.until ? found : undefined;
  };
  function accessToken(user: number, clientId: string, now: number): string {
    const body = [
      base64({ typ: 'JWT', alg: 'HS256' }),
      base64({
        ...{
          aud: clientId,
          jti: randomBytes(8).toString('hex'),
          iat: now,
          nbf: now,
          exp: now + lives.access,
        },
        ...{ sub: String(user), account_id: account, api_domain: apiDomain, scopes: ['crm'] },
      }),
    ].join('.');
    return `${body}.${createHmac('sha256', secret).update(body).digest('base64url')}`;
  }

  return {
    /** For the redirect address; good for twenty minutes. */
    code: (user: number, now: number): string => issue('code', randomBytes(48).toString('hex'), user, now),
    /** Undefined: used up, too old or never given out. */
    exchange(kind: 'code' | 'refresh', text: string, clientId: string, now: number): TokenAnswer | undefined {
      const found = known(kind, text, now);
      if (found === undefined) return undefined;
      issued.delete(text);
      return {
        token_type: 'Bearer',
        expires_in: lives.access,
        server_time: now,
        access_token: issue('access', accessToken(found.user, clientId, now), found.user, now),
        refresh_token: issue('refresh', randomBytes(48).toString('hex'), found.user, now),
      };
    },
    /** Who gave the access that this token opens. */
    userOf: (accessToken: string, now: number): number | undefined => known('access', accessToken, now)?.user,
    /** The integration was switched off: nothing that was given out is good any more. */
    revokeAll: (): void => issued.clear(),
  };
}

export type Grants = ReturnType<typeof grants>;
