import type { FastifyRequest } from 'fastify';
import type { Sandbox } from '../sandbox';
import { signedInUser } from '../sign-in';
import type { Caller } from './endpoint';
import { Problem } from './problem';

/** The user of the browser, or whoever the token stands for. Throws 401 and 403 problems. */
export function callerOf(request: FastifyRequest, sandbox: Sandbox): Caller {
  const { crm, apiToken, grants } = sandbox;
  const { authorization, 'x-context-user-id': contextUser } = request.headers;
  if (authorization === undefined) {
    const user = signedInUser(request, crm);
    return { user, author: user.id, byToken: false };
  }
  const giver = grants.userOf(authorization.replace(/^Bearer /, ''), Math.floor(Date.now() / 1000));
  if (authorization !== `Bearer ${apiToken}` && giver === undefined) {
    throw new Problem(401, 'The access token is wrong, expired or revoked', {
      hint: 'Send Authorization: Bearer <token>',
    });
  }
  const admin = crm.users.find(
    ({ id, is_admin, is_active }) => is_admin && is_active && [undefined, id].includes(giver),
  );
  if (admin === undefined) throw new Problem(401, 'The account has no active administrator');
  if (contextUser === undefined) return { user: admin, author: 0, byToken: true };
  const user = crm.users.find(
    ({ id, is_active, is_free }) => id === Number(contextUser) && is_active && !is_free,
  );
  if (user === undefined)
    throw new Problem(403, 'X-Context-User-ID names no active paid user of the account');
  return { user, author: user.id, byToken: true };
}
