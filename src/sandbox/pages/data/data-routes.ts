import type { FastifyInstance } from 'fastify';
import { isEntityType } from '../../crm/access';
import type { EntityType } from '../../crm/model';
import type { Sandbox } from '../../sandbox';
import { signedInUser } from '../../sign-in';
import type { CardChanges } from '../page-data';
import { cardData, emptyCard } from './card-data';
import { dashboard } from './dashboard';
import { listPage } from './list-page';
import { pipelineColumns } from './pipeline-columns';
import { saveCard } from './save-card';
import { saveNote, saveTask, completeTask } from './save-feed';

interface CardParams {
  entity: string;
  id: string;
}

/** Lists, cards, search and saving, for the page's own use. */
export function dataRoutes(app: FastifyInstance, sandbox: Sandbox): void {
  app.get('/ajax/page/dashboard', (request) => dashboard(sandbox.crm, signedInUser(request, sandbox.crm)));
  app.get('/ajax/page/pipeline', (request) =>
    pipelineColumns(sandbox.crm, signedInUser(request, sandbox.crm)),
  );

  app.get<{ Params: { entity: string }; Querystring: { term?: string; page?: string; limit?: string } }>(
    '/ajax/page/list/:entity',
    (request, reply) => {
      const { entity } = request.params;
      if (!isEntityType(entity)) return reply.callNotFound();
      const { term = '', page = '1', limit = '50' } = request.query;
      const user = signedInUser(request, sandbox.crm);
      return reply.send(listPage(sandbox.crm, user, entity, term, Number(page) || 1, Number(limit) || 50));
    },
  );

  const entityOf = (params: CardParams): EntityType | undefined =>
    isEntityType(params.entity) ? params.entity : undefined;

  app.get<{ Params: CardParams }>('/ajax/page/card/:entity/:id', (request, reply) => {
    const entity = entityOf(request.params);
    if (entity === undefined) return reply.callNotFound();
    const user = signedInUser(request, sandbox.crm);
    const id = Number(request.params.id);
    const card = id === 0 ? emptyCard(sandbox.crm, user, entity) : cardData(sandbox.crm, user, entity, id);
    return card === undefined ? reply.code(404).send({ status: 404 }) : reply.send(card);
  });
  app.post<{ Params: CardParams; Body: CardChanges }>('/ajax/page/card/:entity/:id', (request, reply) => {
    const entity = entityOf(request.params);
    if (entity === undefined) return reply.callNotFound();
    const user = signedInUser(request, sandbox.crm);
    const id = saveCard(sandbox.crm, user, entity, Number(request.params.id), request.body);
    return id === undefined ? reply.code(404).send({ status: 404 }) : reply.send({ id });
  });
  app.post<{ Params: CardParams; Body: { text: string; due?: number; sms?: string } }>(
    '/ajax/page/card/:entity/:id/feed',
    (request, reply) => {
      const entity = entityOf(request.params);
      if (entity === undefined) return reply.callNotFound();
      const user = signedInUser(request, sandbox.crm);
      const { text, due, sms } = request.body;
      const target = { entity, id: Number(request.params.id) };
      if (due === undefined) saveNote(sandbox.crm, user, target, text, sms);
      else saveTask(sandbox.crm, user, target, text, due);
      return reply.send({ status: 'success' });
    },
  );
  app.post<{ Params: { id: string } }>('/ajax/page/tasks/:id/complete', (request, reply) => {
    const done = completeTask(sandbox.crm, signedInUser(request, sandbox.crm), Number(request.params.id));
    return done ? reply.send({ status: 'success' }) : reply.code(404).send({ status: 404 });
  });
  app.post<{ Body: { lang: string } }>('/ajax/page/lang', (request, reply) => {
    const { lang } = request.body;
    if (lang !== 'ru' && lang !== 'en') return reply.code(400).send({ detail: 'lang must be ru or en' });
    signedInUser(request, sandbox.crm).lang = lang;
    return reply.send({ lang });
  });
}
