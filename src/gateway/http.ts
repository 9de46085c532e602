import cors from '@fastify/cors';
import { createServer, Server } from 'node:http';
import type { RequestListener } from 'node:http';
import fastify, { LogController } from 'fastify';
import type { FastifyError, FastifyInstance } from 'fastify';
import type { SharedConfig } from './config';
import { failedTries } from './failed-tries';
import type { FailedTries } from './failed-tries';
import { maskedLine } from './ops/mask-phones';
import { Refusal } from './refusal';
import { safeHeaders } from './safe-headers';

/** What a request met, as the caller may know it. */
function refusalFor(error: FastifyError | Refusal): Refusal | undefined {
  if (error instanceof Refusal) return error;
  if (error.code === 'FST_ERR_CTP_BODY_TOO_LARGE') {
    return new Refusal(413, 'too_large', 'The body is over 1 MiB: send fewer events at once.');
  }
  if (error.code === 'FST_ERR_CTP_INVALID_MEDIA_TYPE') {
    return new Refusal(
      415,
      'not_json',
      'Send the header "Content-Type: application/json" and a body of JSON.',
    );
  }
  if (error.statusCode !== undefined && error.statusCode < 500) {
    return new Refusal(error.statusCode, 'bad_request', 'The request cannot be read.');
  }
  return undefined;
}

/** Whoever sends a byte now and then is sent away in time, ms. */
const timeouts = {
  requestTimeout: 30_000,
  keepAliveTimeout: 65_000,
  headersTimeout: 10_000,
  connectionsCheckingInterval: 2_000,
};

export interface HttpNeed {
  readonly logLevel: SharedConfig['logLevel'];
  /** Pages of this origin may read answers. */
  readonly origin: string | ((origin: string) => boolean);
  readonly tries?: FailedTries;
  /** Who is to answer a request in our place; with it the app listens, without it it is asked by another. */
  readonly elsewhere?: (own: RequestListener) => RequestListener;
}

/** The HTTP side: limits, cross-origin rules for the account's pages, errors without entrails. */
export function httpServer({
  logLevel,
  origin,
  tries = failedTries(Date.now),
  elsewhere,
}: HttpNeed): FastifyInstance {
  const app = fastify({
    bodyLimit: 1024 * 1024,
    serverFactory: (own) =>
      elsewhere === undefined ? new Server(own) : createServer(timeouts, elsewhere(own)),
    logController: new LogController({ disableRequestLogging: true }),
    forceCloseConnections: 'idle',
    logger: {
      level: logLevel,
      base: null,
      formatters: { log: (line) => maskedLine(line) as Record<string, unknown> },
      redact: ['req.headers.authorization', 'req.headers["x-auth-token"]', 'req.headers.cookie'],
    },
  });

  void app.register(cors, {
    origin:
      typeof origin === 'string'
        ? origin
        : (from, decide) => decide(null, from !== undefined && origin(from)),
    methods: ['GET', 'POST', 'PUT'],
    allowedHeaders: ['X-Auth-Token', 'Content-Type', 'Authorization'],
    maxAge: 3600,
  });

  app.addHook('onRequest', (request, reply, next) => {
    void reply.headers(safeHeaders);
    const wait = request.url.startsWith('/v1/') ? tries.blockedFor(request.raw) : 0;
    if (wait === 0) next();
    else next(new Refusal(429, 'too_many_tries', 'Too many wrong keys or tokens from this address.', wait));
  });
  app.addHook('onResponse', (request, reply, next) => {
    if (reply.statusCode === 401) tries.failed(request.raw);
    next();
  });

  app.setErrorHandler((error: FastifyError | Refusal, request, reply) => {
    const refusal = refusalFor(error);
    if (refusal === undefined)
      request.log.error({ err: error, route: request.routeOptions.url }, 'request failed');
    const { status, code, message, retryAfter } =
      refusal ?? new Refusal(500, 'internal', 'The gateway met a fault of its own; its log says which.');
    if (retryAfter !== undefined) void reply.header('retry-after', String(retryAfter));
    // Closing on a sender in the middle of its body would take this very answer from it.
    if (status === 413) void reply.removeHeader('connection');
    void reply.code(status).send({ code, message });
  });
  app.setNotFoundHandler((_request, reply) => {
    void reply.code(404).send({ code: 'not_found', message: 'Nothing answers at this address and method.' });
  });

  return app;
}
