import { hkdfSync } from 'node:crypto';
import { SignJWT, errors, jwtVerify } from 'jose';
import type { AccountConfig } from './config';

export interface Session {
  readonly account: number;
  readonly user: number;
  readonly extension: string | null;
  readonly isAdmin: boolean;
  /** Ms since 1970. */
  readonly expires: number;
}

/** Why a session token opens nothing. */
export class SessionRefused extends Error {
  readonly code: 'session_invalid' | 'session_expired';
  constructor(code: 'session_invalid' | 'session_expired') {
    super(code === 'session_expired' ? 'The session has expired.' : 'The session token is not ours.');
    this.code = code;
  }
}

const issuer = 'amocrm-telephony';
/** S: short, and renewed by the page for as long as the CRM vouches for its user. */
const life = 3600;

/** Our own tokens: a key that only we derive, so that none of amoCRM's tokens passes for a session, nor the reverse. */
export function sessionTokens(
  { amo, publicUrl }: Pick<AccountConfig, 'amo' | 'publicUrl'>,
  now: () => number,
  /** Sessions begun before this are over: the integration was uninstalled. Ms since 1970. */
  sessionsFrom: () => number = () => 0,
) {
  const key = new Uint8Array(hkdfSync('sha256', amo.clientSecret, '', 'agent session 1', 32));
  const audience = `${publicUrl.origin}/agents`;

  return {
    /** A token for an hour. */
    async issue(
      user: number,
      extension: string | null,
      isAdmin: boolean,
    ): Promise<{ token: string; session: Session }> {
      const expires = Math.floor(now() / 1000) + life;
      const token = await new SignJWT({ account: amo.accountId, extension, is_admin: isAdmin })
        .setProtectedHeader({ alg: 'HS256' })
        .setIssuer(issuer)
        .setAudience(audience)
        .setSubject(String(user))
        .setIssuedAt(Math.floor(now() / 1000))
        .setExpirationTime(expires)
        .sign(key);
      return {
        token,
        session: { account: amo.accountId, user, extension, isAdmin, expires: expires * 1000 },
      };
    },

    /** Throws `SessionRefused`. */
    async verify(token: unknown): Promise<Session> {
      if (typeof token !== 'string') throw new SessionRefused('session_invalid');
      const { payload } = await jwtVerify(token, key, {
        algorithms: ['HS256'],
        issuer,
        audience,
        currentDate: new Date(now()),
        requiredClaims: ['exp', 'sub', 'iat'],
      }).catch((error: unknown) => {
        throw new SessionRefused(error instanceof errors.JWTExpired ? 'session_expired' : 'session_invalid');
      });
      const { account, extension, is_admin, sub, exp, iat } = payload;
      // The secret may be shared by two gateways of two accounts: the tenant is what the token says.
      if (account !== amo.accountId) throw new SessionRefused('session_invalid');
      if (Number(iat) * 1000 < sessionsFrom()) throw new SessionRefused('session_expired');
      return {
        account: amo.accountId,
        user: Number(sub),
        extension: typeof extension === 'string' ? extension : null,
        isAdmin: is_admin === true,
        expires: Number(exp) * 1000,
      };
    },
  };
}

export type SessionTokens = ReturnType<typeof sessionTokens>;
