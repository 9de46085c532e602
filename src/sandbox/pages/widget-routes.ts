import type { FastifyInstance } from 'fastify';
import type { Widget } from '../crm/model';
import type { Sandbox } from '../sandbox';
import { signedInUser } from '../sign-in';
import { tellInstalled, tellUninstalled } from '../oauth/tell-integration';
import { oneTimeToken } from './one-time-token';
import { entryOf, widgetList } from './widget-list';

interface Saving {
  status?: Widget['status'];
  active?: boolean;
  settings?: Record<string, unknown>;
}

/** What the page asks about widgets: which to start, their tokens, their installation. */
export function widgetRoutes(app: FastifyInstance, sandbox: Sandbox): void {
  app.post<{ Body: { area?: string } | null }>('/ajax/widgets/list', (request) => {
    const user = signedInUser(request, sandbox.crm);
    return widgetList(sandbox.crm, user, request.body?.area ?? '', sandbox.faults, request.host);
  });

  app.get<{ Params: { uuid: string } }>(
    '/ajax/v2/integrations/:uuid/disposable_token',
    async (request, reply) => {
      const { crm, crmUrl, faults } = sandbox;
      const widget = [...crm.widgets.values()].find(({ client_uuid }) => client_uuid === request.params.uuid);
      if (faults.has('no-one-time-token') || widget?.active !== true) {
        return reply.code(401).send({ title: 'Unauthorized', status: 401 });
      }
      const now = Math.floor(Date.now() / 1000);
      return { token: await oneTimeToken(crm, crmUrl, widget, signedInUser(request, crm), now) };
    },
  );

  app.post<{ Params: { code: string }; Body: Saving }>('/ajax/settings/widgets/:code', (request, reply) => {
    const { crm, faults } = sandbox;
    const widget = crm.widgets.get(request.params.code);
    if (widget === undefined) return reply.callNotFound();
    const user = signedInUser(request, crm);
    if (!user.is_admin) return reply.code(403).send({ title: 'Forbidden', status: 403 });
    const { status, active, settings } = request.body;
    const was = widget.active;
    if (status !== undefined) widget.status = status;
    if (active !== undefined) widget.active = active;
    if (settings !== undefined) widget.settings = { ...widget.settings, ...settings };
    // The page does not wait for what the integration makes of it.
    if (widget.active && !was) {
      const code = sandbox.grants.code(user.id, Math.floor(Date.now() / 1000));
      void tellInstalled(widget, sandbox.crmUrl, code);
    } else if (was && !widget.active) {
      sandbox.grants.revokeAll();
      void tellUninstalled(widget, crm.account.id);
    }
    return reply.send(entryOf(widget, user.lang, faults));
  });
}
