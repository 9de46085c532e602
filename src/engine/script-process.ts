import { fork } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';
import { dirname, join, sep } from 'node:path';
import type { Limits } from './limits';
import { failed } from './outcome';
import type { LogLine, Outcome, Run } from './outcome';
import type { Delivery, Script } from './script';
import type { FromWorker, ToWorker } from './worker-talk';

/** Answers a script's host calls. `args`: JSON array; resolves with JSON text, '' for nothing. */
export type HostCall = (name: string, args: string, signal: AbortSignal) => Promise<string>;

/** One script's process. It runs one message at a time and is thrown away when anything is wrong with it. */
export interface ScriptProcess {
  readonly pid: number | undefined;
  /** Resolves when it can take a message; rejects when it cannot start. */
  readonly ready: Promise<void>;
  /** Never rejects. `wallMs`: time for this message, at most the script's own limit. */
  run(delivery: Delivery, wallMs: number, host: HostCall): Promise<Run>;
  /** Can take another message. */
  isFit(): boolean;
  end(): void;
}

/** How long after its time a worker may still say by itself that time is up, ms; then it is killed. */
const graceMs = 50;
const startMs = 10_000;

/** The permission flag by which this Node takes file system, children and threads from a process, if it knows one. */
const lockFlag = ['--permission', '--experimental-permission'].find((flag) =>
  process.allowedNodeEnvironmentFlags.has(flag),
);

function lockedArguments(file: string): string[] {
  const folders = [dirname(file)];
  for (let folder = dirname(file); folder !== dirname(folder); folder = dirname(folder))
    folders.push(join(folder, 'node_modules'), join(folder, 'package.json'));
  return [
    '--max-old-space-size=64',
    '--max-semi-space-size=1',
    ...(lockFlag === undefined
      ? []
      : [
          lockFlag,
          '--no-warnings',
          ...folders.map((path) => `--allow-fs-read=${path}${path.endsWith('.json') ? '' : `${sep}*`}`),
        ]),
  ];
}

/** Starts a process for a script. `file`: the built script-worker.js. `zone`: its clock's time zone. */
export function startScriptProcess(
  file: string,
  script: Script,
  limits: Limits,
  zone = 'UTC',
): ScriptProcess {
  const child: ChildProcess = fork(file, {
    execArgv: lockedArguments(file),
    env: { TZ: zone },
    // All that is said is plain data; this way of writing it costs the least.
    serialization: 'json',
    stdio: ['ignore', 'ignore', 'ignore', 'ipc'],
  });
  let isAlive = true;
  let isSpent = false;
  let runs = 0;
  let hear: (message: FromWorker) => void = () => undefined;
  let lost: (why: string) => void = () => undefined;

  const send = (message: ToWorker): void => {
    if (child.connected) child.send(message, () => undefined);
  };
  const ended = (why: string): void => {
    isAlive = false;
    lost(why);
  };
  child.on('message', (message: FromWorker) => hear(message));
  child.on('error', (error) => ended(error.message));
  child.on('exit', (code, signal) => ended(`its process ended (${signal ?? `code ${code}`})`));
  const end = (): void => {
    isSpent = true;
    child.kill('SIGKILL');
  };

  const ready = new Promise<void>((resolve, reject) => {
    const timer = setTimeout(() => lost('its process did not start in time'), startMs);
    hear = () => {
      clearTimeout(timer);
      resolve();
    };
    lost = (why) => {
      clearTimeout(timer);
      end();
      reject(new Error(why));
    };
  });
  ready.catch(() => undefined);
  send({ kind: 'load', script, limits });

  return {
    pid: child.pid,
    ready,
    isFit: () => isAlive && !isSpent,
    end,
    run(delivery, wallMs, host) {
      const run = (runs += 1);
      const since = performance.now();
      const log: LogLine[] = [];
      const over = new AbortController();

      return new Promise((resolve) => {
        const finish = (outcome: Outcome, logLost: number, ms: number): void => {
          clearTimeout(timer);
          over.abort();
          hear = () => undefined;
          lost = () => undefined;
          resolve({ outcome, log, logLost, ms });
        };
        const give = (outcome: Outcome): void => finish(outcome, 0, performance.now() - since);
        const timer = setTimeout(() => {
          end();
          give(failed('time', `ran past its ${wallMs} ms`));
        }, wallMs + graceMs);

        lost = (why) => give(failed('died', why));
        hear = (message) => {
          if (message.kind === 'ready' || message.run !== run) return;
          if (message.kind === 'log') log.push(message.line);
          else if (message.kind === 'call') {
            const answer = (isFailed: boolean, text: string): void =>
              send({ kind: 'reply', run, call: message.call, failed: isFailed, text });
            host(message.name, message.args, over.signal).then(
              (text) => answer(false, text),
              (error: unknown) => answer(true, error instanceof Error ? error.message : String(error)),
            );
          } else {
            if (message.spent) end();
            finish(message.outcome, message.logLost, message.ms);
          }
        };
        if (isAlive) send({ kind: 'run', run, delivery, wallMs });
        else lost('its process has ended');
      });
    },
  };
}
