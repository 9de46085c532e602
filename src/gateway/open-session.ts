import type { FastifyInstance } from 'fastify';
import type { SessionAnswer, SipAccount } from '../protocol/agent-socket';
import { Refusal } from './refusal';
import type { Visitor } from './one-time-token';
import type { SessionTokens } from './session-token';

export interface SessionDoors {
  /** The user named by amoCRM's one-time token. */
  readonly visitorOf: (oneTimeToken: string) => Promise<Visitor>;
  /** Asked where the token does not say it. */
  readonly isAdmin: (user: number) => Promise<boolean>;
  readonly extensionOf: (user: number, shown?: string) => Promise<string | null>;
  readonly tokens: SessionTokens;
  readonly logging: boolean;
  /** How the phone of this extension signs in at the PBX. */
  readonly sipOf: (extension: string) => SipAccount | null;
  readonly originates: boolean;
}

/**
 * `POST /v1/session`: amoCRM's one-time token in `X-Auth-Token`, for a session of ours. `?shown=101`: the internal
 * number that the page's settings show; where it differs from what is known here, the CRM is asked anew.
 * `?for=journal`: no internal number is looked up, or who could see why the CRM cannot be asked?
 */
export function openSession(
  app: FastifyInstance,
  { visitorOf, isAdmin, extensionOf, tokens, logging, sipOf, originates }: SessionDoors,
): void {
  void app.register((scope, _options, done) => {
    // All that counts is the header; the host's ajax sends whatever body it likes.
    scope.removeAllContentTypeParsers();
    scope.addContentTypeParser('*', { parseAs: 'buffer', bodyLimit: 65_536 }, (_request, _body, next) =>
      next(null),
    );

    scope.post('/v1/session', async (request, reply): Promise<SessionAnswer> => {
      const header = request.headers['x-auth-token'];
      if (typeof header !== 'string' || header === '') {
        throw new Refusal(401, 'token_missing', "Send amoCRM's one-time token in the header X-Auth-Token.");
      }
      const { user, isAdmin: said } = await visitorOf(header);
      const { shown, for: purpose } = request.query as Record<string, unknown>;
      const [extension, admin] = await Promise.all([
        purpose === 'journal' ? null : extensionOf(user, typeof shown === 'string' ? shown : undefined),
        said ?? isAdmin(user),
      ]);
      const { token, session } = await tokens.issue(user, extension, admin);
      void reply.header('cache-control', 'no-store');
      return {
        token,
        expires_at: new Date(session.expires).toISOString(),
        user_id: user,
        extension,
        logging,
        sip: extension === null ? null : sipOf(extension),
        originates: extension !== null && originates,
      };
    });
    done();
  });
}
