import type { FastifyInstance } from 'fastify';
import type { Sandbox } from '../sandbox';
import { signedInUser } from '../sign-in';
import { listPage } from './data/list-page';

const entities: Record<string, string> = { '&': '&amp;', '<': '&lt;', '>': '&gt;', '"': '&quot;' };
const xml = (text: string): string => text.replace(/[&<>"]/g, (sign) => entities[sign] ?? sign);

/** The old search of contacts, which answers in XML and of several terms takes the last; live widgets still ask it. */
export function contactSearch(app: FastifyInstance, sandbox: Sandbox): void {
  app.get<{ Querystring: { SEARCH?: string | string[] } }>(
    '/private/api/contact_search.php',
    (request, reply) => {
      const term = [request.query.SEARCH ?? ''].flat().at(-1) ?? '';
      const user = signedInUser(request, sandbox.crm);
      const { rows } = term === '' ? { rows: [] } : listPage(sandbox.crm, user, 'contacts', term, 1, 50);
      const contacts = rows.map(
        ({ id, name, company }) =>
          `<contact><id>${id}</id><name>${xml(name)}</name><company><name>${xml(company?.name ?? '')}</name></company></contact>`,
      );
      return reply
        .type('text/xml; charset=utf-8')
        .send(`<?xml version="1.0" encoding="UTF-8"?><contacts>${contacts.join('')}</contacts>`);
    },
  );
}
