import { errors, jwtVerify } from 'jose';
import type { AccountConfig } from './config';
import { Refusal } from './refusal';

/** Whom amoCRM vouches for. */
export interface Visitor {
  readonly user: number;
  /** Undefined: the token does not say. */
  readonly isAdmin: boolean | undefined;
}

/** Clocks of two companies differ, s. */
const leeway = 30;

/**
 * Verifies amoCRM's one-time token (header `X-Auth-Token`) and says whose it is.
 * One token comes many times: the page keeps it for 25 minutes. Throws a 401 `Refusal`.
 */
export function oneTimeTokens(
  { amo, publicUrl }: Pick<AccountConfig, 'amo' | 'publicUrl'>,
  now: () => number,
  sessionsFrom: () => number = () => 0,
) {
  const key = new TextEncoder().encode(amo.clientSecret);
  // amoCRM's audience is "scheme and host" of the redirect address; whether a port belongs to it is not said.
  const audience = [publicUrl.origin, `${publicUrl.protocol}//${publicUrl.hostname}`];

  return async (token: string): Promise<Visitor> => {
    const { payload } = await jwtVerify(token, key, {
      algorithms: ['HS256'],
      audience,
      clockTolerance: leeway,
      currentDate: new Date(now()),
      requiredClaims: ['exp', 'nbf', 'account_id', 'user_id', 'client_uuid'],
    }).catch((error: unknown) => {
      if (error instanceof errors.JWTExpired) {
        throw new Refusal(401, 'token_expired', 'The token in X-Auth-Token has expired: reload the page.');
      }
      throw new Refusal(401, 'token_invalid', "The token in X-Auth-Token is not amoCRM's for this gateway.");
    });
    const { client_uuid, account_id, user_id, is_admin, iat } = payload;
    if (client_uuid !== amo.clientId) {
      throw new Refusal(401, 'token_foreign', 'The token in X-Auth-Token belongs to another integration.');
    }
    if (account_id !== amo.accountId) {
      throw new Refusal(401, 'token_foreign', 'The token in X-Auth-Token belongs to another account.');
    }
    // Given out before the integration was uninstalled.
    if (iat !== undefined && iat * 1000 < sessionsFrom())
      throw new Refusal(401, 'token_expired', 'The token in X-Auth-Token has expired: reload the page.');
    if (typeof user_id !== 'number' || !Number.isSafeInteger(user_id) || user_id < 1) {
      throw new Refusal(401, 'token_invalid', 'The token in X-Auth-Token names no user.');
    }
    return { user: user_id, isAdmin: typeof is_admin === 'boolean' ? is_admin : undefined };
  };
}
