import type { FastifyInstance } from 'fastify';
import { Problem } from '../api/problem';
import type { Widget } from '../crm/model';
import type { Sandbox } from '../sandbox';
import { signedInUser } from '../sign-in';
import { consentPage } from './consent-page';
import { refererOf } from './tell-integration';

type Said = Readonly<Record<string, unknown>>;
const text = (said: Said, name: string): string => {
  const value = said[name];
  return typeof value === 'string' ? value : '';
};

/** `/oauth`, the page of consent, and `/oauth2/access_token`, as amoCRM has them. */
export function oauthRoutes(app: FastifyInstance, sandbox: Sandbox): void {
  const seconds = (): number => Math.floor(Date.now() / 1000);
  const integration = (clientId: string): Widget | undefined =>
    [...sandbox.crm.widgets.values()].find(({ client_uuid }) => client_uuid === clientId);

  app.get('/oauth', (request, reply) => {
    const said = request.query as Said;
    const widget = integration(text(said, 'client_id'));
    if (widget === undefined)
      return reply
        .code(400)
        .type('text/plain; charset=utf-8')
        .send('There is no integration with this client_id');
    const { crm } = sandbox;
    const page = consentPage({
      user: signedInUser(request, crm),
      subdomain: crm.account.subdomain,
      integration: widget.code,
      fields: { client_id: widget.client_uuid, state: text(said, 'state') },
    });
    return reply.type('text/html; charset=utf-8').header('cache-control', 'no-store').send(page);
  });

  app.post('/oauth', (request, reply) => {
    const said = request.body as Said;
    const widget = integration(text(said, 'client_id'));
    const user = signedInUser(request, sandbox.crm);
    if (widget === undefined || !user.is_admin) return reply.code(403).send();
    const url = new URL(widget.redirect_uri);
    const state = text(said, 'state');
    const answer =
      text(said, 'answer') === 'allow'
        ? {
            code: sandbox.grants.code(user.id, seconds()),
            ...{ referer: refererOf(sandbox.crmUrl), platform: '1', client_id: widget.client_uuid },
          }
        : { error: 'access_denied' };
    for (const [name, value] of Object.entries({ ...answer, ...(state !== '' && { state }) }))
      url.searchParams.set(name, value);
    if ('code' in answer) Object.assign(widget, { status: 'installed', active: true });
    return reply.redirect(url.href);
  });

  app.post('/oauth2/access_token', (request, reply) => {
    const refuse = (detail: string) => {
      const { body } = new Problem(400, detail, { hint: 'Authorization failed' }).answer;
      return reply.code(400).type('application/json').send(JSON.stringify(body));
    };
    const said = (request.body ?? {}) as Said;
    const widget = integration(text(said, 'client_id'));
    if (widget?.client_secret !== text(said, 'client_secret'))
      return refuse('Wrong client_id or client_secret');
    if (widget.redirect_uri !== text(said, 'redirect_uri'))
      return refuse('redirect_uri is not the integration’s');
    const kind = { authorization_code: 'code', refresh_token: 'refresh' } as const;
    const grant = text(said, 'grant_type');
    if (grant !== 'authorization_code' && grant !== 'refresh_token')
      return refuse('There is no such grant_type');
    const given = text(said, grant === 'refresh_token' ? 'refresh_token' : 'code');
    const tokens = sandbox.grants.exchange(kind[grant], given, widget.client_uuid, seconds());
    if (tokens === undefined) return refuse('The token or code was used, has expired or was revoked');
    if (sandbox.faults.has('api-lost-answer')) {
      reply.hijack();
      reply.raw.destroy();
      return reply;
    }
    return reply.send(tokens);
  });
}
