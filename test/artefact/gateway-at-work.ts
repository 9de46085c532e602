import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { createServer } from 'node:http';
import { createServer as createProbe } from 'node:net';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { SignJWT } from 'jose';
import { io } from 'socket.io-client';
import type { Socket } from 'socket.io-client';
import type { CallPicture, SessionAnswer } from '../../src/protocol/agent-socket';

const file = join(__dirname, '../../dist/gateway/index.js');
const secret = 'the integration secret';

export const agents = {
  anna: { id: 504141, extension: '101' },
  boris: { id: 504142, extension: '102' },
} as const;
export type AgentName = keyof typeof agents;

const freePort = () =>
  new Promise<number>((resolve) => {
    const probe = createProbe().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });

export interface Browser {
  readonly socket: Socket;
  readonly heard: CallPicture[];
  /** Resolves at the first picture of this call that `matches`. */
  readonly sees: (callId: string, matches?: (call: CallPicture) => boolean) => Promise<CallPicture>;
  readonly caughtUp: Promise<{ seq: number; now: number }>;
}

/** The built gateway as a process of its own, with an account whose CRM knows two agents. */
export async function gatewayAtWork(more: Readonly<Record<string, string>> = {}) {
  const folder = mkdtempSync(join(tmpdir(), 'gateway-'));
  let isCrmUp = true;
  const crm = createServer((_request, response) => {
    if (!isCrmUp) return;
    const numbers = Object.fromEntries(Object.values(agents).map(({ id, extension }) => [id, extension]));
    response
      .setHeader('content-type', 'application/json')
      .end(JSON.stringify({ settings: { extensions: numbers } }));
  });
  await new Promise<void>((resolve) => crm.listen(0, '127.0.0.1', resolve));
  const crmUrl = `http://127.0.0.1:${(crm.address() as AddressInfo).port}`;
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const pbxKey = 'key of the PBX 0123';
  const env = {
    PORT: String(port),
    PUBLIC_URL: url,
    STORE_PATH: join(folder, 'store'),
    PBX_KEY: pbxKey,
    AMO_URL: crmUrl,
    AMO_ACCOUNT_ID: '28',
    AMO_TOKEN: 'token',
    AMO_WIDGET_CODE: 'widget',
    AMO_CLIENT_ID: 'uuid-1',
    AMO_CLIENT_SECRET: secret,
    RECORDING_HOSTS: 'pbx.example 127.0.0.1',
    LOG_LEVEL: 'error',
    ...more,
  };
  let child: ChildProcess;
  let output = '';
  const sockets: Socket[] = [];

  async function start(): Promise<void> {
    child = spawn(process.execPath, [file], {
      env: { ...process.env, ...env },
      stdio: ['ignore', 'pipe', 'pipe'],
    });
    for (const stream of [child.stdout, child.stderr])
      stream?.on('data', (text: Buffer) => (output += text.toString()));
    for (let tries = 0; ; tries += 1) {
      const ready = await fetch(`${url}/readyz`).catch(() => undefined);
      if (ready?.status === 200) return;
      if (child.exitCode !== null || tries > 400) throw new Error(`the gateway does not start: ${output}`);
      await new Promise((resolve) => setTimeout(resolve, 25));
    }
  }
  const ended = () =>
    new Promise<number | null>((resolve) => {
      if (child.exitCode !== null || child.signalCode !== null) resolve(child.exitCode);
      else child.once('exit', (code) => resolve(code));
    });
  await start();

  const oneTimeToken = (user: number, changes: Record<string, unknown> = {}, key = secret, alg = 'HS256') => {
    const now = Math.floor(Date.now() / 1000);
    return new SignJWT({
      aud: url,
      iat: now,
      nbf: now,
      exp: now + 1800,
      account_id: 28,
      user_id: user,
      client_uuid: 'uuid-1',
      ...changes,
    })
      .setProtectedHeader({ alg })
      .sign(new TextEncoder().encode(key));
  };
  const session = (token: string) =>
    fetch(`${url}/v1/session`, { method: 'POST', headers: { 'x-auth-token': token, origin: crmUrl } });

  async function browser(name: AgentName, since?: number, transport = 'websocket'): Promise<Browser> {
    const { token } = (await (await session(await oneTimeToken(agents[name].id))).json()) as SessionAnswer;
    const socket = io(`${url}/agents`, {
      auth: { token, ...(since === undefined ? {} : { since }) },
      transports: [transport],
      forceNew: true,
      reconnectionDelay: 50,
      reconnectionDelayMax: 200,
    });
    sockets.push(socket);
    const heard: CallPicture[] = [];
    const waiting = new Set<() => void>();
    socket.on('call', (call: CallPicture) => {
      heard.push(call);
      for (const look of waiting) look();
    });
    const sees: Browser['sees'] = (callId, matches = () => true) =>
      new Promise((resolve) => {
        const look = () => {
          const found = heard.find((call) => call.call_id === callId && matches(call));
          if (found === undefined) return;
          waiting.delete(look);
          resolve(found);
        };
        waiting.add(look);
        look();
      });
    const caughtUp = new Promise<{ seq: number; now: number }>((resolve) =>
      socket.once('caught_up', resolve),
    );
    await caughtUp;
    return { socket, heard, sees, caughtUp };
  }

  return {
    url,
    pbxKey,
    crmUrl,
    storePath: env.STORE_PATH,
    /** Else its requests hang. */
    crmAnswers: (does: boolean) => void (isCrmUp = does),
    oneTimeToken,
    session,
    browser,
    start,
    post: (body: unknown) =>
      fetch(`${url}/v1/events`, {
        method: 'POST',
        headers: { authorization: `Bearer ${pbxKey}`, 'content-type': 'application/json' },
        body: typeof body === 'string' ? body : JSON.stringify(body),
      }),
    kill: async (signal: 'SIGKILL' | 'SIGTERM' = 'SIGKILL') => {
      child.kill(signal);
      return ended();
    },
    alive: () => child.exitCode === null && child.signalCode === null,
    output: () => output,
    stop: async () => {
      for (const socket of sockets) socket.close();
      // A polling browser says good-bye by a request of its own, which must not find us gone.
      await fetch(`${url}/healthz`);
      child.kill('SIGTERM');
      await ended();
      crm.closeAllConnections();
      crm.close();
      rmSync(folder, { recursive: true });
    },
  };
}

export type GatewayAtWork = Awaited<ReturnType<typeof gatewayAtWork>>;

let calls = 0;
/** Events of one new call. */
export function aCall(extensions: string[] = ['101']) {
  const call_id = `call-${process.pid}-${(calls += 1)}`;
  const event = (type: string, second: number, more: Record<string, unknown> = {}) => ({
    id: `${call_id}-${type}-${second}`,
    call_id,
    type,
    direction: 'inbound',
    from: '+79991112233',
    to: '+74951234567',
    extensions,
    at: new Date(Date.now() + second * 1000).toISOString(),
    ...more,
  });
  return {
    call_id,
    ringing: event('ringing', 0),
    answered: event('answered', 5),
    ended: event('ended', 67, { duration: 62, disposition: 'answered' }),
    recorded: event('recorded', 70, { recording_url: 'https://pbx.example/1.mp3' }),
  };
}
