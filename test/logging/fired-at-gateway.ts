import { spawn, type ChildProcess } from 'node:child_process';
import { createHmac } from 'node:crypto';
import { createServer, type AddressInfo } from 'node:net';
import path from 'node:path';
import type { JournalFilter, JournalPage } from '../../src/domain/journal';
import type { SessionAnswer } from '../../src/protocol/agent-socket';

const built = path.join(__dirname, '../../dist/gateway/index.js');
const secret = 'the integration secret';
const pbxKey = 'key of the PBX 0123';

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const { port } = probe.address() as AddressInfo;
      probe.close(() => resolve(port));
    });
  });
const base64 = (value: object): string => Buffer.from(JSON.stringify(value)).toString('base64url');

/** The built gateway as a process that is killed and started again over the same store. */
export async function firedAtGateway(crmUrl: string, folder: string, more: Record<string, string>) {
  const url = `http://127.0.0.1:${await freePort()}`;
  let child: ChildProcess | undefined;
  let output = '';
  const known = new Map<number, SessionAnswer>();

  const ended = (process: ChildProcess): Promise<void> =>
    new Promise((resolve) => {
      if (process.exitCode !== null || process.signalCode !== null) resolve();
      else process.once('exit', () => resolve());
    });

  async function start(): Promise<void> {
    const started = spawn(process.execPath, [built], {
      stdio: ['ignore', 'pipe', 'pipe'],
      env: {
        ...process.env,
        HOST: '127.0.0.1',
        PORT: new URL(url).port,
        PUBLIC_URL: url,
        STORE_PATH: folder,
        PBX_KEY: pbxKey,
        AMO_URL: crmUrl,
        AMO_ACCOUNT_ID: '28',
        AMO_TOKEN: 'token',
        AMO_WIDGET_CODE: 'widget',
        AMO_CLIENT_ID: 'uuid-1',
        AMO_CLIENT_SECRET: secret,
        RECORDING_HOSTS: '*.example',
        LOG_LEVEL: 'fatal',
        ...more,
      },
    });
    child = started;
    for (const stream of [started.stdout, started.stderr])
      stream.on('data', (text: Buffer) => (output = `${output}${text.toString()}`.slice(-4_000)));
    for (;;) {
      const ready = await fetch(`${url}/readyz`).catch(() => undefined);
      if (ready?.status === 200) return;
      if (started.exitCode !== null) throw new Error(`the gateway does not start: ${output}`);
      await new Promise((resolve) => setTimeout(resolve, 20));
    }
  }

  async function end(signal: 'SIGKILL' | 'SIGTERM'): Promise<void> {
    if (child === undefined) return;
    child.kill(signal);
    await ended(child);
  }

  /** A session of an administrator, as amoCRM vouches for one. */
  async function session(user = 1): Promise<string> {
    const before = known.get(user);
    if (before !== undefined) return before.token;
    const now = Math.floor(Date.now() / 1000);
    const claims = { aud: url, iat: now, nbf: now, exp: now + 1800, account_id: 28, user_id: user };
    const signed = `${base64({ alg: 'HS256', typ: 'JWT' })}.${base64({ ...claims, client_uuid: 'uuid-1', is_admin: true })}`;
    const token = `${signed}.${createHmac('sha256', secret).update(signed).digest('base64url')}`;
    const answer = await fetch(`${url}/v1/session`, { method: 'POST', headers: { 'x-auth-token': token } });
    const opened = (await answer.json()) as SessionAnswer;
    known.set(user, opened);
    return opened.token;
  }

  return {
    url,
    session,
    /** What the session was opened with. */
    answer: () => known.get(1),
    start,
    /** The code that it ends with when asked to. */
    async asked(): Promise<number | null> {
      await end('SIGTERM');
      return child?.exitCode ?? null;
    },
    /** Resolves when it is dead; `start` brings it back. */
    kill: () => end('SIGKILL'),
    output: () => output,
    /** As a PBX does it: the same again until it hears 202. */
    async post(events: readonly object[]): Promise<void> {
      for (;;) {
        const answer = await fetch(`${url}/v1/events`, {
          method: 'POST',
          headers: { authorization: `Bearer ${pbxKey}`, 'content-type': 'application/json' },
          body: JSON.stringify(events),
        }).catch(() => undefined);
        if (answer?.status === 202) return;
        if (answer?.status === 400) throw new Error(await answer.text());
        await new Promise((resolve) => setTimeout(resolve, 20));
      }
    },
    async journal(state: JournalFilter = 'waiting'): Promise<JournalPage> {
      const answer = await fetch(`${url}/v1/journal?limit=10&state=${state}`, {
        headers: { authorization: `Bearer ${await session()}` },
      });
      if (answer.status !== 200) throw new Error(await answer.text());
      return (await answer.json()) as JournalPage;
    },
  };
}
