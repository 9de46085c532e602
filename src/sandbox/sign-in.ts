import type { FastifyRequest } from 'fastify';
import type { Crm, User } from './crm/model';

export const cookieName = 'sandbox_user';

/** The user of this browser; without a cookie the first agent (contract: `GET /login`). */
export function signedInUser(request: FastifyRequest, crm: Crm): User {
  const match = new RegExp(`(?:^|;\\s*)${cookieName}=(\\d+)`).exec(request.headers.cookie ?? '');
  const user = crm.users.find(({ id, is_active }) => is_active && id === Number(match?.[1])) ?? crm.users[0];
  if (user === undefined) throw new Error('the demo data hold no user');
  return user;
}
