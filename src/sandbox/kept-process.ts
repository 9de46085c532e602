import { spawn } from 'node:child_process';
import type { ChildProcess } from 'node:child_process';

/** One that lived shorter than this died of its start, ms. */
const shortLife = 2_000;
const longestPause = 5_000;
/** A stop that takes longer is made to end, ms. */
const patience = 12_000;

export interface KeptProcess {
  readonly status: () => { pid: number | undefined; restarts: number };
  /** Ends it for good. */
  readonly stop: () => Promise<void>;
}

/**
 * Keeps one of the built programs running, with the same environment, whatever it dies of. `name`: what it is called in
 * the line that `say` gets for each death. `born`: is given each new process, and its stdout to read.
 */
export function keptProcess(parts: {
  name: string;
  file: string;
  env: Readonly<Record<string, string>>;
  say: (line: string) => void;
  born?: (child: ChildProcess) => void;
}): KeptProcess {
  const { name, file, env, say, born } = parts;
  let child: ChildProcess;
  let restarts = 0;
  let pause = 0;
  let stopping = false;
  let again: NodeJS.Timeout | undefined;

  function start(): void {
    const since = Date.now();
    // Its own output is not ours: stdout belongs to the ready line. By the channel it notices that we are gone.
    child = spawn(process.execPath, [file], {
      env: { ...process.env, ...env },
      stdio: ['ignore', born === undefined ? process.stderr : 'pipe', process.stderr, 'ipc'],
    });
    born?.(child);
    child.once('exit', (code, signal) => {
      if (stopping) return;
      pause = Date.now() - since < shortLife ? Math.min(longestPause, pause * 2 + 100) : 0;
      say(`${name} has ended (${signal ?? `code ${String(code)}`}), starting it again`);
      again = setTimeout(() => {
        restarts += 1;
        start();
      }, pause);
    });
  }
  start();

  return {
    status: () => ({ pid: child.pid, restarts }),
    stop: () =>
      new Promise((resolve) => {
        stopping = true;
        clearTimeout(again);
        if (child.exitCode !== null || child.signalCode !== null) return resolve();
        const force = setTimeout(() => child.kill('SIGKILL'), patience);
        child.once('exit', () => {
          clearTimeout(force);
          resolve();
        });
        child.kill('SIGTERM');
      }),
  };
}
