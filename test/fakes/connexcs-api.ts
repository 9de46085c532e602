import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';

export const connexcsAccount = {
  user: 'api@example.com',
  password: 'a-password-that-is-secret',
  refreshToken: 'refresh-token-that-is-secret',
};

interface Script {
  id: number;
  name: string;
  code: string;
  app_id: number;
  type: string;
}

interface Moods {
  /** Cuts the connection at a write: before it is done, or after. */
  cut?: 'before' | 'after' | undefined;
  cuts: number;
  /** 429 for so many requests. */
  busy: number;
  /** Accepts a script and keeps another. */
  spoil?: ((code: string) => string) | undefined;
  /** Runs after the next read of a script: somebody works in the panel. */
  meanwhile?: (() => void) | undefined;
  /** A page in place of answers, for so many requests. */
  pages: number;
  cannotDelete?: boolean;
}

interface Asked {
  readonly method: string;
  readonly path: string;
  readonly body: Record<string, unknown>;
}

/** ConnexCS's REST API as its own tools know it: tokens for one request or two, lists without code, last write wins. */
export async function connexcsApi() {
  const scripts: Script[] = [];
  const moods: Moods = { cuts: 0, busy: 0, pages: 0 };
  const requests: Asked[] = [];
  /** Token -> requests that it is still good for. */
  const tokens = new Map<string, number>();
  let ids = 500;
  let given = 0;

  function authorised(header: string): boolean {
    const token = header.replace('Bearer ', '');
    const left = tokens.get(token) ?? 0;
    tokens.set(token, left - 1);
    return left > 0;
  }

  function answer(asked: Asked, header: string): [number, unknown] {
    const { method, path, body } = asked;
    if (path === 'auth/jwt/refresh') {
      const basic = Buffer.from(`${connexcsAccount.user}:${connexcsAccount.password}`).toString('base64');
      return header === `Basic ${basic}` && typeof body['audience'] === 'string'
        ? [200, { token: connexcsAccount.refreshToken }]
        : [401, { message: 'Unauthorized' }];
    }
    if (path === 'auth/jwt') {
      if (header !== `Bearer ${connexcsAccount.refreshToken}`) return [401, { error: 'Invalid token' }];
      given += 1;
      tokens.set(`access-${given}`, 3);
      return [200, { token: `access-${given}` }];
    }
    if (!authorised(header)) return [401, { error: 'Token expired' }];
    if (path === 'scriptforge' && method === 'GET')
      return [200, scripts.map(({ id, name, app_id, type }) => ({ id, name, app_id, type }))];
    const kept = (code: string): string => moods.spoil?.(code) ?? code;
    if (path === 'scriptforge' && method === 'POST') {
      ids += 1;
      const [name, app_id, type] = [String(body['name']), Number(body['app_id']), String(body['type'])];
      scripts.push({ id: ids, name, code: kept(String(body['code'])), app_id, type });
      return [200, { id: ids }];
    }
    const found = scripts.find(({ id }) => path === `scriptforge/${id}`);
    if (found === undefined) return [404, { error: 'ScriptForge does not exist' }];
    if (method === 'PUT')
      Object.assign(found, { name: String(body['name']), code: kept(String(body['code'])) });
    if (method === 'DELETE') {
      if (moods.cannotDelete === true) return [405, 'Method Not Allowed'];
      scripts.splice(scripts.indexOf(found), 1);
    }
    if (method === 'GET' && moods.meanwhile !== undefined) {
      setImmediate(moods.meanwhile);
      moods.meanwhile = undefined;
    }
    return [200, found];
  }

  function respond(request: IncomingMessage, text: string, response: ServerResponse): void {
    const asked: Asked = {
      method: request.method!,
      path: request.url!.replace('/api/cp/', ''),
      body: text === '' ? {} : (JSON.parse(text) as Asked['body']),
    };
    requests.push(asked);
    const isWrite = asked.method !== 'GET' && !asked.path.startsWith('auth');
    const cut = isWrite && moods.cuts > 0 ? moods.cut : undefined;
    if (cut !== undefined) moods.cuts -= 1;
    if (cut === 'before') return void response.destroy();
    if (moods.busy > 0) {
      moods.busy -= 1;
      return void response.writeHead(429).end('{"message":"Too Many Requests"}');
    }
    if (moods.pages > 0) {
      moods.pages -= 1;
      return void response.writeHead(502).end('<!DOCTYPE html><title>Bad gateway</title>');
    }
    const [status, body] = answer(asked, request.headers.authorization ?? '');
    if (cut === 'after') return void response.destroy();
    response.writeHead(status).end(typeof body === 'string' ? body : JSON.stringify(body));
  }
  const server = createServer((request, response) => {
    let text = '';
    request.on('data', (chunk) => (text += String(chunk)));
    request.on('end', () => respond(request, text, response));
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  return {
    url: `http://127.0.0.1:${(server.address() as AddressInfo).port}/api/cp/`,
    ...{ scripts, moods, requests },
    add(name: string, code: string, more: Partial<Script> = {}): Script {
      ids += 1;
      const script = { id: ids, name, code, app_id: 12, type: 'quickjs', ...more };
      scripts.push(script);
      return script;
    },
    writes: () =>
      requests
        .filter(({ method, path }) => method !== 'GET' && path.startsWith('scriptforge'))
        .map(({ method }) => method),
    close: () => server.close(),
  };
}
