import { execFile, spawn, type ChildProcess } from 'node:child_process';
import { mkdtempSync, readFileSync, readdirSync, rmSync } from 'node:fs';
import { createServer, type AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { promisify } from 'node:util';
import { io, type Socket } from 'socket.io-client';
import type { CallPicture, SessionAnswer } from '../../src/protocol/agent-socket';
import type { CrmOfAccount } from './crm-of-accounts';

const file = join(__dirname, '../../dist/gateway/index.js');
const run = promisify(execFile);

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });

/** The built gateway without an account of its own: those of two CRMs may be installed. */
export async function gatewayOfAccounts(
  amo: CrmOfAccount,
  kommo: CrmOfAccount,
  more: Readonly<Record<string, string>> = {},
) {
  const folder = mkdtempSync(join(tmpdir(), 'accounts-'));
  const port = await freePort();
  const url = `http://127.0.0.1:${port}`;
  const env = {
    ...process.env,
    PORT: String(port),
    PUBLIC_URL: url,
    STORE_PATH: folder,
    ACCOUNTS_KEY: Buffer.alloc(32, 'a key for the test').toString('base64'),
    ...{ AMO_CLIENT_ID: amo.clientId, AMO_CLIENT_SECRET: amo.secret, AMO_WIDGET_CODE: 'widget' },
    ...{ KOMMO_CLIENT_ID: kommo.clientId, KOMMO_CLIENT_SECRET: kommo.secret, KOMMO_WIDGET_CODE: 'widget' },
    AMO_CONSENT_URL: `${amo.url}/oauth`,
    KOMMO_CONSENT_URL: `${kommo.url}/oauth`,
    CALL_LOGGING: 'off',
    LOG_LEVEL: 'info',
    ...more,
  };
  let output = '';
  let child: ChildProcess | undefined;
  const sockets: Socket[] = [];

  async function start(): Promise<void> {
    const started = spawn(process.execPath, [file], { env, stdio: ['ignore', 'pipe', 'pipe'] });
    child = started;
    for (const stream of [started.stdout, started.stderr])
      stream.on('data', (text: Buffer) => (output += text.toString()));
    const end = Date.now() + 30_000;
    while ((await fetch(`${url}/readyz`).catch(() => undefined))?.status !== 200) {
      if (started.exitCode !== null || Date.now() > end) throw new Error(`it does not start: ${output}`);
      await new Promise((resolve) => setTimeout(resolve, 50));
    }
  }
  async function kill(signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
    const ended = new Promise((resolve) => child?.once('exit', resolve));
    child?.kill(signal);
    await ended;
  }
  const sessionOf = async (crm: CrmOfAccount): Promise<Response> =>
    fetch(`${url}/v1/session`, {
      method: 'POST',
      headers: { 'x-auth-token': await crm.oneTimeToken(url), origin: crm.url },
    });

  return {
    ...{ url, start, kill, sessionOf },
    output: () => output,
    /** What lies in the store's files. */
    stored: () =>
      readdirSync(folder)
        .filter((name) => name.startsWith('accounts.db'))
        .map((name) => readFileSync(join(folder, name), 'latin1'))
        .join(),
    /** A command of another process; its output. */
    command: async (...words: string[]) => (await run(process.execPath, [file, ...words], { env })).stdout,
    post: (path: string, key: string, body: object) =>
      fetch(`${url}${path}`, {
        method: 'POST',
        headers: { authorization: `Bearer ${key}`, 'content-type': 'application/json' },
        body: JSON.stringify(body),
      }),
    /** The CRM's own call, as its widget's window makes it. */
    installByWidget: ({ url: crm, code }: CrmOfAccount) =>
      fetch(`${url}/oauth?code=${code()}&referer=${new URL(crm).host}&platform=2&from_widget=1`),
    async browser(crm: CrmOfAccount) {
      const { token } = (await (await sessionOf(crm)).json()) as SessionAnswer;
      const socket = io(`${url}/agents`, {
        ...{ auth: { token }, transports: ['websocket'], forceNew: true, reconnection: false },
        extraHeaders: { origin: crm.url },
      });
      sockets.push(socket);
      const heard: CallPicture[] = [];
      socket.on('call', (call: CallPicture) => heard.push(call));
      await new Promise<void>((resolve, reject) => {
        socket.once('caught_up', resolve);
        socket.once('connect_error', reject);
      });
      return { socket, heard, token };
    },
    async stop(): Promise<void> {
      for (const socket of sockets) socket.close();
      await kill('SIGTERM');
      rmSync(folder, { recursive: true });
    },
  };
}

export type GatewayOfAccounts = Awaited<ReturnType<typeof gatewayOfAccounts>>;
