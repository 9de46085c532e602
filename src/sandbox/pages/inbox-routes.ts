import { randomUUID } from 'node:crypto';
import { setTimeout as wait } from 'node:timers/promises';
import type { FastifyInstance, FastifyRequest } from 'fastify';
import type { InboxMessage } from '../crm/model';
import type { Sandbox } from '../sandbox';
import { signedInUser } from '../sign-in';
import { bracketFields } from './bracket-fields';
import { inboxModel } from './inbox-model';

/** The notification centre: what `APP.notifications.add_call` and `add_error` post, and its panel. */
export function inboxRoutes(app: FastifyInstance, sandbox: Sandbox): void {
  const own = (request: FastifyRequest): InboxMessage[] => {
    const { id } = signedInUser(request, sandbox.crm);
    return sandbox.crm.inbox.filter(({ user_id }) => user_id === id);
  };
  const asked = (request: FastifyRequest): InboxMessage[] => {
    const ids = (request.body as { ids?: string[] } | null)?.ids;
    return own(request).filter(({ id }) => ids === undefined || ids.includes(id));
  };

  app.post('/ajax/v1/inbox/add/', async (request, reply) => {
    if (sandbox.faults.has('slow-add-call')) await wait(5000);
    if (sandbox.faults.has('failing-add-call')) return reply.code(500).send({ status: 'fail' });
    const fields = bracketFields(request.body)['request'];
    const type = typeof fields === 'object' ? fields['type'] : undefined;
    if (typeof fields !== 'object' || (type !== 'call' && type !== 'error')) {
      return reply.code(400).send({ status: 'fail', detail: 'request[type] must be call or error' });
    }
    const message: InboxMessage = {
      id: typeof fields['id'] === 'string' ? fields['id'] : randomUUID(),
      user_id: signedInUser(request, sandbox.crm).id,
      type,
      date: Number(fields['date']) || Math.floor(Date.now() / 1000),
      request: fields,
      is_read: false,
    };
    sandbox.crm.inbox.push(message);
    sandbox.push(message);
    return { status: 'success', id: message.id };
  });

  app.get('/v3/inbox/list', (request) => {
    const { lang } = signedInUser(request, sandbox.crm);
    const messages = own(request).slice(-100).reverse();
    return { items: messages.map((message) => inboxModel(message, lang)) };
  });
  app.post('/v3/inbox/read', (request) => {
    for (const message of asked(request)) message.is_read = true;
    return { unread: own(request).filter(({ is_read }) => !is_read).length };
  });
  app.post('/v3/inbox/delete', (request) => {
    const gone = new Set(asked(request));
    sandbox.crm.inbox = sandbox.crm.inbox.filter((message) => !gone.has(message));
    return { unread: own(request).filter(({ is_read }) => !is_read).length };
  });
}
