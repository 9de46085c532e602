import { createHash, timingSafeEqual } from 'node:crypto';
import { createServer } from 'node:http';
import type { IncomingMessage, Server } from 'node:http';
import type { Engine } from '../engine';
import { BadRequest, readAsked } from './asked';

type Reply = readonly [status: number, body: unknown];

/** Bytes of a request. */
const most = 4 * 2 ** 20;

const digest = (text: string): Buffer => createHash('sha256').update(text).digest();

async function bodyOf(request: IncomingMessage): Promise<string | undefined> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of request as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > most) return undefined;
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

async function ask(engine: Engine, request: IncomingMessage): Promise<Reply> {
  const text = await bodyOf(request);
  if (text === undefined) return [413, { error: 'the request is longer than 4 MiB' }];
  try {
    return [200, await engine.ask(readAsked(text))];
  } catch (error) {
    const message = error instanceof Error ? error.message : String(error);
    return [error instanceof BadRequest ? 400 : 503, { error: message }];
  }
}

async function read(engine: Engine, path: string): Promise<Reply> {
  const id = /^\/v1\/messages\/([^/]+)$/.exec(path)?.[1];
  if (path === '/v1/counts') return [200, await engine.counts()];
  if (path === '/v1/aside') return [200, await engine.setAside()];
  if (id === undefined) return [404, { error: 'there are /v1/messages, /v1/aside, /v1/counts and /healthz' }];
  const answer = await engine.answerOf(decodeURIComponent(id));
  return answer === undefined
    ? [404, { error: 'there is no answer to a message of that id' }]
    : [200, answer];
}

/** The engine over HTTP. All but `/healthz` wants `Authorization: Bearer <key>`. Not listening yet. */
export function engineServer(engine: Engine, key: string): Server {
  const expected = digest(`Bearer ${key}`);

  async function reply(request: IncomingMessage): Promise<Reply> {
    const path = new URL(request.url ?? '/', 'http://engine').pathname;
    if (path === '/healthz') return [200, { alive: true }];
    if (!timingSafeEqual(digest(request.headers.authorization ?? ''), expected))
      return [401, { error: 'show the key: Authorization: Bearer ENGINE_KEY' }];
    if (request.method === 'POST' && path === '/v1/messages') return ask(engine, request);
    if (request.method === 'GET') return read(engine, path);
    return [405, { error: 'POST goes to /v1/messages alone, everything else is read by GET' }];
  }

  return createServer((request, response) => {
    const say = ([status, body]: Reply): void => {
      const headers = { 'content-type': 'application/json; charset=utf-8' };
      // What of the request was not read is not wanted.
      response.writeHead(status, status === 413 ? { ...headers, connection: 'close' } : headers);
      response.end(JSON.stringify(body));
    };
    reply(request).then(say, (error: unknown) =>
      say([503, { error: error instanceof Error ? error.message : String(error) }]),
    );
  });
}
