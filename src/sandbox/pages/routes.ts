import formbody from '@fastify/formbody';
import type { FastifyInstance, FastifyPluginAsync } from 'fastify';
import type { Sandbox } from '../sandbox';
import { cookieName, signedInUser } from '../sign-in';
import { oauthRoutes } from '../oauth/oauth-routes';
import { bootData } from './boot-data';
import { contactSearch } from './contact-search';
import { dataRoutes } from './data/data-routes';
import { inboxRoutes } from './inbox-routes';
import { phoneRoutes } from './phone-routes';
import { proxyRoute } from './proxy-route';
import { pushSocket } from './push-socket';
import { shell } from './shell';
import { staticRoutes } from './static-routes';
import { widgetRoutes } from './widget-routes';

const pages = ['/', '/dashboard', '/contacts', '/companies', '/leads', '/customers', '/settings'];

function shellRoutes(app: FastifyInstance, sandbox: Sandbox): void {
  app.get<{ Querystring: { user?: string; back?: string; lang?: string } }>('/login', (request, reply) => {
    const { user = '', back = '/', lang } = request.query;
    const found = sandbox.crm.users.find(({ id, is_active }) => is_active && String(id) === user);
    if (found === undefined) {
      const known = sandbox.crm.users.map(({ id, name }) => `${String(id)} (${name})`).join(', ');
      return reply
        .code(400)
        .type('text/plain; charset=utf-8')
        .send(`No active user "${user}". There are: ${known}`);
    }
    if (lang === 'ru' || lang === 'en') found.lang = lang;
    const place = /^\/(?![/\\])/.test(back) ? back : '/';
    return reply
      .header('set-cookie', `${cookieName}=${String(found.id)}; Path=/; SameSite=Lax`)
      .redirect(place);
  });
  for (const page of pages) {
    for (const url of page === '/' ? ['/'] : [page, `${page}/*`]) {
      app.get(url, (request, reply) => {
        // A file that a script asks for beside the page is missing, not a page.
        if (/\.(js|json|css|twig|map)$/.test(new URL(request.url, sandbox.crmUrl).pathname))
          return reply.callNotFound();
        return reply
          .type('text/html; charset=utf-8')
          .header('cache-control', 'no-cache')
          .send(shell(bootData(sandbox, signedInUser(request, sandbox.crm))));
      });
    }
  }
}

/** Everything that a browser gets from the CRM but `/api`: pages, scripts, widgets, notifications. */
export function pageRoutes(sandbox: Sandbox): FastifyPluginAsync {
  return async (app) => {
    if (!app.hasContentTypeParser('application/x-www-form-urlencoded')) await app.register(formbody);
    shellRoutes(app, sandbox);
    staticRoutes(app, sandbox);
    widgetRoutes(app, sandbox);
    oauthRoutes(app, sandbox);
    inboxRoutes(app, sandbox);
    proxyRoute(app, sandbox);
    contactSearch(app, sandbox);
    dataRoutes(app, sandbox);
    pushSocket(app, sandbox);
    phoneRoutes(app, sandbox);
  };
}
