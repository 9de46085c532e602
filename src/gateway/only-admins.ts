import type { FastifyRequest } from 'fastify';
import { Refusal } from './refusal';
import { SessionRefused, type Session, type SessionTokens } from './session-token';

/**
 * An `onRequest` hook: a session token of an administrator as bearer, or nothing. `what` ends the sentence "Only
 * administrators of the account may …"; `onSession` learns whose it is.
 */
export function onlyAdmins(
  tokens: Pick<SessionTokens, 'verify'>,
  what: string,
  onSession: (request: FastifyRequest, session: Session) => void = () => undefined,
) {
  return async (request: FastifyRequest): Promise<void> => {
    const [, token] = /^bearer +(\S+)$/i.exec(request.headers.authorization ?? '') ?? [];
    const session = await tokens.verify(token).catch((error: unknown) => {
      const code = error instanceof SessionRefused ? error.code : 'session_invalid';
      throw new Refusal(401, code, 'Send the header "Authorization: Bearer <session token of /v1/session>".');
    });
    if (!session.isAdmin)
      throw new Refusal(403, 'not_admin', `Only administrators of the account may ${what}.`);
    onSession(request, session);
  };
}
