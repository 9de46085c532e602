import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { DialAnswer, DialOrder } from '../../dialing/dial-list';
import { parseDialOrder } from '../../protocol/parse-dial-order';
import { Refusal } from '../refusal';
import { SessionRefused, type Session, type SessionTokens } from '../session-token';
import type { DialStore } from './dial-store';

const page = 2_000;

/**
 * `/v1/dial`: the own dial list of whoever's session it is; nobody can name another user's. `GET ?since=` gives what
 * changed, `POST` takes one order. `/v1/dial/forbidden`: the account's do-not-call list, shortened by administrators.
 */
export function dialRoutes(
  app: FastifyInstance,
  tokens: Pick<SessionTokens, 'verify'>,
  store: Pick<DialStore, 'since' | 'forbidden' | 'allow'>,
  obey: (session: Session, order: DialOrder) => Promise<DialAnswer>,
  now: () => number,
): void {
  const sessions = new WeakMap<FastifyRequest, Session>();
  const sessionOf = (request: FastifyRequest): Session => {
    const session = sessions.get(request);
    if (session === undefined) throw new Refusal(401, 'session_invalid', 'The session is not known.');
    return session;
  };

  void app.register((scope, _options, done) => {
    scope.addHook('onRequest', async (request) => {
      const [, token] = /^bearer +(\S+)$/i.exec(request.headers.authorization ?? '') ?? [];
      const session = await tokens.verify(token).catch((error: unknown) => {
        const code = error instanceof SessionRefused ? error.code : 'session_invalid';
        const cure = 'Send the header "Authorization: Bearer <session token of /v1/session>".';
        throw new Refusal(401, code, cure);
      });
      sessions.set(request, session);
    });
    scope.addHook('onSend', (_request, reply, _payload, next) => {
      void reply.header('cache-control', 'no-store');
      next();
    });

    scope.get('/v1/dial', (request) => {
      const since = Number((request.query as Record<string, unknown>)['since'] ?? 0);
      if (!Number.isSafeInteger(since) || since < 0)
        throw new Refusal(400, 'invalid_dial', 'since is the rev of the answer before, or 0.');
      return store.since(sessionOf(request).user, since, page, now());
    });
    scope.post('/v1/dial', (request) => {
      const order = parseDialOrder(request.body);
      if (order === undefined)
        throw new Refusal(400, 'invalid_dial', 'Send one order, {"do": …}, as docs/dial-list.md lists them.');
      return obey(sessionOf(request), order);
    });
    scope.get('/v1/dial/forbidden', async () => ({ numbers: await store.forbidden() }));
    scope.post('/v1/dial/allow', async (request) => {
      if (!sessionOf(request).isAdmin)
        throw new Refusal(403, 'not_admin', 'Only administrators take numbers off the do-not-call list.');
      const { numbers } = (request.body ?? {}) as { numbers?: unknown };
      if (!Array.isArray(numbers) || !numbers.every((one) => typeof one === 'string'))
        throw new Refusal(
          400,
          'invalid_dial',
          'numbers is a list of numbers as /v1/dial/forbidden gives them.',
        );
      await store.allow(numbers);
      return { ok: true };
    });
    done();
  });
}
