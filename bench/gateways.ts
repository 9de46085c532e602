import { fork, spawn, type ChildProcess } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { copyFileSync, mkdirSync } from 'node:fs';
import { createServer } from 'node:http';
import { createServer as createProbe, type AddressInfo } from 'node:net';
import path from 'node:path';

/** Bytes: of the process as the system sees it, and of what lives in its heap and buffers. */
export interface Memory {
  resident: number;
  held: number;
}

/** A server that takes `POST /v1/events` and tells sockets in `/agents`: ours, or the bare one beside it. */
export interface Gateway {
  url: string;
  key: string;
  /** What a client of this extension signs in with. */
  auth(extension: string): Promise<object>;
  /** Once all that nobody needs is thrown away. */
  memory(): Promise<Memory>;
  stop(): Promise<void>;
}

const root = path.join(__dirname, '..');
const built = path.join(root, 'dist/gateway/index.js');
const secret = 'the integration secret';
const firstUser = 500_000;

const port = (): Promise<number> =>
  new Promise((resolve) => {
    const probe = createProbe().listen(0, '127.0.0.1', () => {
      const found = (probe.address() as AddressInfo).port;
      probe.close(() => resolve(found));
    });
  });

const ended = (child: ChildProcess): Promise<void> =>
  new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) resolve();
    else child.once('exit', () => resolve());
  });

/** Lets a server be asked for its memory. */
const probed = ['--expose-gc', '--require', path.join(__dirname, 'memory-probe.cjs')];

const memoryOf = (child: ChildProcess): Promise<Memory> =>
  new Promise((resolve) => {
    const hear = (message: { memory?: Memory }): void => {
      if (message.memory === undefined) return;
      child.off('message', hear);
      resolve(message.memory);
    };
    child.on('message', hear);
    child.send('memory');
  });

const base64 = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** amoCRM's one-time token. */
function oneTimeToken(audience: string, user: number): string {
  const now = Math.floor(Date.now() / 1000);
  const claims = { aud: audience, iat: now, nbf: now, exp: now + 1800, account_id: 28, user_id: user };
  const signed = `${base64({ alg: 'HS256', typ: 'JWT' })}.${base64({ ...claims, client_uuid: 'uuid-1' })}`;
  return `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`;
}

/** The same gateway in every other way: a copy of it whose store thread keeps nothing. */
export function forgetfulGateway(folder: string, extensions?: readonly string[]): Promise<Gateway> {
  mkdirSync(folder, { recursive: true });
  const copy = (from: string, to: string): void => copyFileSync(from, path.join(folder, to));
  for (const name of ['index.js', 'checkpoint-worker.js']) copy(path.join(root, 'dist/gateway', name), name);
  copy(path.join(root, 'dist/gateway/store-worker.js'), 'kept-store-worker.js');
  copy(path.join(__dirname, 'forgetful-store.cjs'), 'store-worker.js');
  return ourGateway(folder, extensions, path.join(folder, 'index.js'));
}

/** The built gateway over the store in `folder`, with an account of `extensions`; `more`: of its environment. */
export async function ourGateway(
  folder: string,
  extensions: readonly string[] = ['101'],
  program = built,
  more: Readonly<Record<string, string>> = {},
): Promise<Gateway> {
  const numbers = Object.fromEntries(extensions.map((extension, index) => [firstUser + index, extension]));
  const crm = createServer((_request, response) => {
    response.setHeader('content-type', 'application/json');
    response.end(JSON.stringify({ settings: { extensions: numbers } }));
  });
  await new Promise<void>((resolve) => crm.listen(0, '127.0.0.1', resolve));
  const own = await port();
  const url = `http://127.0.0.1:${own}`;
  const key = 'key of the PBX 0123';
  const child = spawn(process.execPath, [...probed, program], {
    cwd: root,
    stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    env: {
      ...process.env,
      HOST: '127.0.0.1',
      PORT: String(own),
      PUBLIC_URL: url,
      STORE_PATH: folder,
      PBX_KEY: key,
      AMO_URL: `http://127.0.0.1:${(crm.address() as AddressInfo).port}`,
      AMO_ACCOUNT_ID: '28',
      AMO_TOKEN: 'token',
      AMO_WIDGET_CODE: 'widget',
      AMO_CLIENT_ID: 'uuid-1',
      AMO_CLIENT_SECRET: secret,
      LOG_LEVEL: 'error',
      ...more,
    },
  });
  for (;;) {
    const ready = await fetch(`${url}/readyz`).catch(() => undefined);
    if (ready?.status === 200) break;
    if (child.exitCode !== null) throw new Error('the gateway does not start');
  }
  return {
    url,
    key,
    async auth(extension) {
      const user = firstUser + extensions.indexOf(extension);
      const answer = await fetch(`${url}/v1/session?shown=${extension}`, {
        method: 'POST',
        headers: { 'x-auth-token': oneTimeToken(url, user) },
      });
      if (answer.status !== 200) throw new Error(await answer.text());
      return { token: ((await answer.json()) as { token: string }).token };
    },
    memory: () => memoryOf(child),
    async stop() {
      child.kill('SIGTERM');
      await ended(child);
      crm.close();
    },
  };
}

export async function bareGateway(): Promise<Gateway> {
  const child = fork(path.join(__dirname, 'bare-gateway.mjs'), { execArgv: probed });
  const { url } = await new Promise<{ url: string }>((resolve, reject) => {
    child.once('message', (message) => resolve(message as { url: string }));
    child.once('exit', () => reject(new Error('the bare server does not start')));
  });
  return {
    url,
    key: '',
    auth: (extension) => Promise.resolve({ extension }),
    memory: () => memoryOf(child),
    async stop() {
      child.kill('SIGTERM');
      await ended(child);
    },
  };
}
