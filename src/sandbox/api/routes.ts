import { setTimeout as pause } from 'node:timers/promises';
import type { FastifyPluginCallback, FastifyReply, FastifyRequest } from 'fastify';
import type { Crm } from '../crm/model';
import type { LoggedRequest, Sandbox } from '../sandbox';
import { callerOf } from './caller';
import { endpoints } from './endpoints';
import type { Answer, Ask, Caller, Endpoint } from './endpoint';
import { faultAnswer, tooMany } from './fault-answers';
import { phpQuery } from './php-query';
import { Problem } from './problem';
import { rateLimits } from './rate-limit';

const perClient = 7;
const perAccount = 50;

function split(url: string): { path: string; rawQuery: string } {
  const [path = '', ...rest] = url.split('?');
  return { path: path.replace(/\/+$/, ''), rawQuery: rest.join('?') };
}

function answerOf(work: () => Answer): Answer {
  try {
    return work();
  } catch (fault) {
    if (fault instanceof Problem) return fault.answer;
    throw fault;
  }
}

function send(reply: FastifyReply, { status, type = 'application/hal+json', body }: Answer): FastifyReply {
  if (body === undefined) return reply.code(status).send();
  // As bytes: to a string fastify would add a charset that amoCRM does not send.
  const bytes = Buffer.from(typeof body === 'string' ? body : JSON.stringify(body));
  return reply.code(status).header('content-type', type).send(bytes);
}

/** Counts requests of one account; a fresh account begins anew. */
function limits() {
  const ofCrm = new WeakMap<Crm, ReturnType<typeof rateLimits>[]>();
  return (crm: Crm, client: string, now: number): void => {
    const [clients, account] = ofCrm.get(crm) ?? [rateLimits(perClient), rateLimits(perAccount)];
    if (clients === undefined || account === undefined) return;
    ofCrm.set(crm, [clients, account]);
    const verdict = clients(client, now);
    if (verdict === 'blocked')
      throw new Problem(403, 'API access is blocked for repeated excess of the request limit');
    if (verdict === 'excess' || account('account', now) !== 'pass') throw tooMany();
  };
}

/**
 * `/api/v4/*` and `/api/v2/events` of the sandbox's CRM, with its limits, faults and log.
 * `clock`: milliseconds, as `Date.now`.
 */
export function apiRoutes(sandbox: Sandbox, clock: () => number = Date.now): FastifyPluginCallback {
  const logged = new WeakMap<FastifyRequest, LoggedRequest>();
  const hanging = new Set<FastifyReply>();
  const limit = limits();

  function ask(request: FastifyRequest, caller: Caller): Ask {
    const { path, rawQuery } = split(request.url);
    return {
      sandbox,
      crm: sandbox.crm,
      caller,
      path,
      rawQuery,
      query: phpQuery(rawQuery),
      params: (request.params ?? {}) as Record<string, string>,
      contentType: request.headers['content-type'] ?? '',
      text: typeof request.body === 'string' ? request.body : '',
      now: Math.floor(clock() / 1000),
    };
  }

  function drop(reply: FastifyReply): void {
    reply.hijack();
    reply.raw.destroy();
  }

  const handle = (endpoint: Endpoint) => async (request: FastifyRequest, reply: FastifyReply) => {
    if (sandbox.latency > 0) await pause(sandbox.latency);
    const fault = faultAnswer(sandbox.faults);
    if (fault === 'hang') {
      hanging.add(reply);
      reply.hijack();
      return;
    }
    if (fault === 'drop') {
      drop(reply);
      return;
    }
    const answer =
      fault ??
      answerOf(() => {
        const caller = callerOf(request, sandbox);
        limit(sandbox.crm, caller.byToken ? 'token' : `user ${caller.user.id}`, clock());
        return endpoint.answer(ask(request, caller));
      });
    if (sandbox.faults.has('api-lost-answer')) {
      drop(reply);
      return;
    }
    await send(reply, answer);
  };

  return (app, _options, ready) => {
    app.removeAllContentTypeParsers();
    app.addContentTypeParser('*', { parseAs: 'string' }, (_, body, done) => done(null, body));
    app.addHook('onRequest', (request, _, done) => {
      const [path = '', ...query] = request.url.split('?');
      const client = request.headers.authorization === undefined ? 'browser' : 'token';
      const line: LoggedRequest = {
        at: new Date(clock()).toISOString(),
        method: request.method,
        path,
        query: query.join('?'),
        status: 0,
        client,
      };
      sandbox.log.push(line);
      logged.set(request, line);
      done();
    });
    app.addHook('onSend', (request, reply, payload, done) => {
      const line = logged.get(request);
      if (line) line.status = reply.statusCode;
      done(null, payload);
    });
    app.addHook('preClose', (done) => {
      for (const reply of hanging) reply.raw.destroy();
      done();
    });
    app.setErrorHandler((error, _, reply) => {
      const { statusCode = 500, message } = error as { statusCode?: number; message: string };
      return send(reply, new Problem(statusCode, message).answer);
    });
    for (const endpoint of endpoints) {
      const urls = endpoint.path.endsWith('*') ? [endpoint.path] : [endpoint.path, `${endpoint.path}/`];
      for (const url of urls) app.route({ method: endpoint.method, url, handler: handle(endpoint) });
    }
    const wrongPath: Endpoint['answer'] = () => {
      throw new Problem(405, 'There is no such method at this path');
    };
    app.all('/api/*', handle({ method: 'GET', path: '', answer: wrongPath }));
    ready();
  };
}
