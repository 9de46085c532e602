import { randomBytes } from 'node:crypto';
import { mkdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { createInterface } from 'node:readline';
import type { ChildProcess } from 'node:child_process';
import { keptProcess, type KeptProcess } from './kept-process';

/** Until the engine says where it listens, ms: the first time it is started for. */
const startPatience = 8_000;
/** Until an answer, ms: the script's own time, another try, and half a second for the way. */
const patience = 4_500;
/** As much as anybody waits, ms: it is the script's own two tries that refuse a call, never the engine's start. */
const deadlineMs = startPatience;
const usualTimeoutMs = 2_000;

export interface ScriptEngine {
  /** Starts it, where nothing has before. */
  readonly start: () => void;
  /** Has a message of this id run; gives the engine's answer. Rejects when none comes in time, whatever the engine dies of. */
  readonly ask: (id: string, line: string, message: object) => Promise<unknown>;
  /** Why no delivery could answer this message. */
  readonly faultsOf: (id: string) => Promise<readonly string[]>;
  readonly status: () => { url: string | undefined; key: string; pid: number | undefined; restarts: number };
  readonly stop: () => Promise<void>;
}

/** The engine is there, and will not take this. */
class Refused extends Error {}

/** The script engine as a program of its own (`npm run engine`), asked over HTTP as from any PBX. Started when needed. */
export function scriptEngine(parts: {
  /** The built engine/main.js, and the script that it runs. */
  program: string;
  script: string;
  /** What the script finds in process.env, and the one host that it may ask. */
  env: Readonly<Record<string, string>>;
  host: string;
  /** For its plan and its bus. */
  folder: string;
  say: (line: string) => void;
}): ScriptEngine {
  const { program, script, env, host, folder, say } = parts;
  const key = randomBytes(24).toString('hex');
  let kept: KeptProcess | undefined;
  let url: string | undefined;
  let wasUp = false;
  let waiting: ((address: string) => void)[] = [];

  function born(child: ChildProcess): void {
    child.once('exit', () => (url = undefined));
    if (child.stdout === null) return;
    createInterface({ input: child.stdout }).on('line', (line) => {
      const address = /listens at (http:\S+?),/.exec(line)?.[1];
      if (address === undefined) return;
      url = address;
      wasUp = true;
      for (const tell of waiting.splice(0)) tell(address);
    });
  }

  function start(): void {
    if (kept !== undefined) return;
    mkdirSync(folder, { recursive: true });
    const plan = path.join(folder, 'plan.json');
    const assignment = { script: 'routing', timeoutMs: usualTimeoutMs, deadlineMs, retries: 1 };
    writeFileSync(
      plan,
      JSON.stringify({
        scripts: { routing: { file: path.resolve(script), env, hosts: [host] } },
        assignments: [{ ...assignment, timeoutAction: '480 Temporarily Unavailable' }],
      }),
    );
    const own = {
      ENGINE_PLAN: plan,
      ENGINE_STORE: path.join(folder, 'store'),
      ENGINE_DATABASE: '',
      ENGINE_LOG: 'yes',
    };
    kept = keptProcess({
      ...{ name: 'the script engine', file: program, say, born },
      env: { ...own, ENGINE_KEY: key, HOST: '127.0.0.1', PORT: '0' },
    });
  }

  async function listening(until: AbortSignal): Promise<string> {
    if (url !== undefined) return url;
    return new Promise((resolve, reject) => {
      waiting.push(resolve);
      until.addEventListener('abort', () => {
        waiting = waiting.filter((one) => one !== resolve);
        reject(new Error('the script engine does not start'));
      });
    });
  }

  async function request(address: string, about: RequestInit): Promise<unknown> {
    const response = await fetch(address, { ...about, headers: { authorization: `Bearer ${key}` } });
    const body = (await response.json()) as { error?: unknown };
    if (response.ok) return body;
    throw new Refused(`the script engine says ${response.status}: ${String(body.error)}`);
  }

  return {
    start,
    async ask(id, line, message) {
      start();
      const until = AbortSignal.timeout(wasUp ? patience : startPatience);
      const body = JSON.stringify({ id, line, message });
      for (;;) {
        const address = await listening(until);
        try {
          return await request(`${address}/v1/messages`, { method: 'POST', body, signal: until });
        } catch (error) {
          if (until.aborted) throw new Error('the script engine is silent', { cause: error });
          if (error instanceof Refused) throw error;
          // The next engine is asked by the same id: the message is run once. This one's end is known in a moment.
          await new Promise((resolve) => setTimeout(resolve, 50));
        }
      }
    },
    async faultsOf(id) {
      if (url === undefined) return [];
      const about = { signal: AbortSignal.timeout(patience) };
      const aside = (await request(`${url}/v1/aside`, about)) as { id: string; faults: string[] }[];
      return aside.find((one) => one.id === id)?.faults ?? [];
    },
    status: () => ({ url, key, ...(kept?.status() ?? { pid: undefined, restarts: 0 }) }),
    stop: async () => kept?.stop(),
  };
}
