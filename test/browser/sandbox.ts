import { spawn, type ChildProcess } from 'node:child_process';
import { createServer } from 'node:net';
import { createInterface } from 'node:readline';
import path from 'node:path';
import type { Page, WebSocket } from '@playwright/test';
import { crmHadAtMost } from './crm-limit';

/** What the sandbox prints when all of it answers. */
export interface Ready {
  crm: string;
  gateway: string;
  /** `ws:` address of the PBX. */
  sip: string;
  /** The customer's telephone. */
  phone: string;
  pbxKey: string;
  apiToken: string;
  accountId: number;
  agents: { userId: number; login: string; name: string; extension: string }[];
}

/** One line of `GET /sandbox/calls`. */
export interface OutsideCall {
  /** ISO 8601. */
  at: string;
  number: string;
  outcome: string;
  status: number | null;
  duration: number | null;
}

/** One line of `GET /sandbox/routed`. */
export interface RoutedCall {
  call_id: string;
  from: string;
  by: string;
  steps?: { numbers: string[]; rings: number; why?: string }[];
  faults: string[];
}

export interface RunningSandbox extends Ready {
  /** Sends what a PBX would; resolves with the gateway's answer. */
  post(events: object | object[]): Promise<{ status: number; body: unknown }>;
  /** Every request to the CRM's API since the last `clearLog`. */
  log(): Promise<
    { at: string; method: string; path: string; query: string; status: number; client: string }[]
  >;
  clearLog(): Promise<void>;
  /** What agents have dialled to the outside, as the PBX has it. */
  calls(): Promise<OutsideCall[]>;
  /** Whom calls for the company have rung, and by whose word. */
  routed(): Promise<RoutedCall[]>;
  engine(): Promise<{ url: string; key: string; pid: number; restarts: number }>;
  latency(ms: number): Promise<void>;
  faults(...names: string[]): Promise<void>;
  gatewayPid(): Promise<number>;
  stop(): Promise<void>;
}

export interface SandboxOptions {
  widget?: string;
  latency?: number;
  faults?: string[];
  seed?: number;
  /** Internal numbers. */
  deskPhones?: string[];
  bothPhones?: string[];
  /** For the processes it consists of: `TMPDIR`, variables of the gateway. */
  env?: Record<string, string>;
}

const free = (port: number): Promise<boolean> =>
  new Promise((resolve) => {
    const server = createServer();
    server.once('error', () => resolve(false));
    server.listen(port, 'localhost', () => server.close(() => resolve(true)));
  });

/** The sandbox takes three ports in a row; under 32,768, where no system gives one to a connection by itself. */
export async function freePorts(): Promise<number> {
  for (;;) {
    const port = 12_000 + 4 * Math.floor(Math.random() * 5000);
    if ((await free(port)) && (await free(port + 1)) && (await free(port + 2))) return port;
  }
}

const ended = (child: ChildProcess): Promise<void> =>
  new Promise((resolve) => {
    if (child.exitCode !== null || child.signalCode !== null) resolve();
    else child.once('exit', () => resolve());
  });

/** Starts the built sandbox, as `npm start` does. */
export async function startSandbox(options: SandboxOptions = {}): Promise<RunningSandbox> {
  const args = ['--no-open', '--port', String(await freePorts())];
  if (options.widget !== undefined) args.push('--widget', options.widget);
  if (options.latency !== undefined) args.push('--latency', String(options.latency));
  if (options.seed !== undefined) args.push('--seed', String(options.seed));
  for (const extension of options.deskPhones ?? []) args.push('--desk-phone', extension);
  for (const extension of options.bothPhones ?? []) args.push('--both-phones', extension);
  for (const fault of options.faults ?? []) args.push('--fault', fault);
  const root = path.resolve(__dirname, '../..');
  const child = spawn(process.execPath, ['dist/sandbox/index.js', ...args], {
    cwd: root,
    stdio: ['ignore', 'pipe', 'pipe'],
    env: { ...process.env, ...options.env },
  });
  let errors = '';
  child.stderr.on('data', (chunk: Buffer) => (errors = (errors + chunk.toString()).slice(-4000)));
  const ready = await new Promise<Ready>((resolve, reject) => {
    createInterface({ input: child.stdout }).on('line', (line) => {
      if (line.startsWith('ready ')) resolve(JSON.parse(line.slice(6)) as Ready);
    });
    child.once('exit', (code) => reject(new Error(`the sandbox ended with ${String(code)}: ${errors}`)));
  });

  const json = async (method: string, url: string, body?: unknown): Promise<Response> =>
    fetch(url, {
      method,
      ...(body !== undefined && {
        body: JSON.stringify(body),
        headers: { 'content-type': 'application/json' },
      }),
    });
  return {
    ...ready,
    async post(events) {
      const response = await fetch(`${ready.gateway}/v1/events`, {
        method: 'POST',
        headers: { authorization: `Bearer ${ready.pbxKey}`, 'content-type': 'application/json' },
        body: JSON.stringify(events),
      });
      return { status: response.status, body: await response.json() };
    },
    log: async () => (await json('GET', `${ready.crm}/sandbox/log`)).json(),
    calls: async () => (await json('GET', `${ready.crm}/sandbox/calls`)).json(),
    routed: async () => (await json('GET', `${ready.crm}/sandbox/routed`)).json(),
    async engine() {
      const status = (await (await json('GET', `${ready.crm}/sandbox/status`)).json()) as {
        engine: { url: string; key: string; pid: number; restarts: number };
      };
      return status.engine;
    },
    async clearLog() {
      await json('DELETE', `${ready.crm}/sandbox/log`);
    },
    async latency(ms) {
      await json('PUT', `${ready.crm}/sandbox/latency`, { ms });
    },
    async faults(...names) {
      await json('PUT', `${ready.crm}/sandbox/faults`, names);
    },
    async gatewayPid() {
      const status = (await (await json('GET', `${ready.crm}/sandbox/status`)).json()) as {
        gateway: { pid: number };
      };
      return status.gateway.pid;
    },
    async stop() {
      child.kill('SIGTERM');
      await ended(child);
    },
  };
}

/** As this user, in all pages of the browser context that are opened from now on. */
export async function signIn(page: Page, sandbox: RunningSandbox, userId: number): Promise<void> {
  // The same user's page of the test before has just asked its own.
  await crmHadAtMost(1, 'browser', sandbox);
  await page.context().request.get(`${sandbox.crm}/login?user=${userId}`, { maxRedirects: 0 });
}

/** Opens a page by `act`; resolves once its widget has been told all: what rings from now on comes live. */
export async function connected(page: Page, sandbox: Ready, act: () => Promise<unknown>): Promise<void> {
  const told = new Promise<void>((resolve) => {
    const watch = (socket: WebSocket): void => {
      if (!socket.url().startsWith(sandbox.gateway.replace('http', 'ws'))) return;
      socket.on('framereceived', ({ payload }) => {
        if (!payload.toString().includes('caught_up')) return;
        page.off('websocket', watch);
        resolve();
      });
    };
    page.on('websocket', watch);
  });
  await act();
  await told;
}
