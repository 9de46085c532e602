import type { FastifyInstance } from 'fastify';
import type { AccountStatus } from '../../domain/account-status';
import { onlyAdmins } from '../only-admins';
import type { SessionTokens } from '../session-token';

/** `GET /v1/status`: how the account's telephony stands, for its administrators (session token as bearer). */
export function statusRoute(
  app: FastifyInstance,
  tokens: Pick<SessionTokens, 'verify'>,
  read: () => Promise<AccountStatus>,
): void {
  app.get('/v1/status', { onRequest: onlyAdmins(tokens, 'see this') }, async (_request, reply) => {
    void reply.header('cache-control', 'no-store');
    return read();
  });
}
