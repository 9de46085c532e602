import { readFileSync } from 'node:fs';
import { join, resolve as absolute } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { CallsFile } from './described-calls';
import { limits } from './limits';
import type { Entry } from './timeline';

export interface WorkerTask {
  readonly guest: string;
  readonly scripts: readonly { readonly name: string; readonly text: string }[];
  readonly calls: CallsFile;
  /** Virtual ms after which a session counts as never ending. */
  readonly longestMs: number;
}

export type FromWorker =
  | { readonly kind: 'entry'; readonly entry: Entry }
  /** Another step of the script begins. */
  | { readonly kind: 'alive' }
  /** The real web has the word. */
  | { readonly kind: 'waiting' }
  | { readonly kind: 'over'; readonly virtualMs: number };

export interface VoxRun {
  readonly entries: readonly Entry[];
  /** Why the host would have killed the session; null: it ended by itself. */
  readonly fault: string | null;
  readonly virtualMs: number;
  readonly realMs: number;
}

/** How often the thread is looked after, ms. A blocked host counts as one look, so it takes nobody for stuck. */
const look = 100;
/** Lines of a timeline: more would fill the host, and nobody would read them. */
const mostEntries = 20_000;

/**
 * Runs scenarios of one rule in one emulated session, in a thread with the host's memory and times. `folder`: the built
 * emulator. This keeps mistakes in, not attackers: scripts of strangers belong into a container.
 */
export function runVoxEngine(
  folder: string,
  scripts: WorkerTask['scripts'],
  calls: CallsFile,
  { longestMs = 30 * 60_000 }: { readonly longestMs?: number } = {},
): Promise<VoxRun> {
  const since = performance.now();
  const entries: Entry[] = [];
  const task: WorkerTask = {
    guest: readFileSync(join(folder, 'guest.js'), 'utf8'),
    scripts,
    calls,
    longestMs,
  };
  const worker = new Worker(absolute(folder, 'worker.js'), {
    workerData: task,
    env: {},
    resourceLimits: {
      maxOldGenerationSizeMb: limits.heapMiB + 16,
      maxYoungGenerationSizeMb: 8,
      stackSizeMb: 2,
    },
  });
  return new Promise((resolve) => {
    let looks = 0;
    // Until its first step begins, it is the thread that starts, not the script that runs.
    let isWaiting = true;
    let isOver = false;
    const end = (fault: string | null, virtualMs = entries[entries.length - 1]?.at ?? 0): void => {
      // What it still had to say arrives until it is gone.
      if (isOver) return;
      isOver = true;
      clearInterval(guard);
      void worker.terminate();
      if (fault !== null && !entries.some(({ kind }) => kind === 'fault'))
        entries.push({ at: virtualMs, kind: 'fault', text: fault });
      resolve({ entries, fault, virtualMs, realMs: performance.now() - since });
    };
    const guard = setInterval(() => {
      looks += 1;
      if (!isWaiting && looks * look > limits.callbackMs)
        end(`a callback ran longer than ${limits.callbackMs} ms`);
    }, look);
    worker.on('message', (message: FromWorker) => {
      if (message.kind === 'entry') {
        if (entries.push(message.entry) > mostEntries) end(`more than ${mostEntries} things happened`);
        return;
      }
      looks = 0;
      isWaiting = message.kind === 'waiting';
      if (message.kind === 'over')
        end(entries.find(({ kind }) => kind === 'fault')?.text ?? null, message.virtualMs);
    });
    worker.on('error', (fault: Error & { code?: string }) =>
      end(
        fault.code === 'ERR_WORKER_OUT_OF_MEMORY'
          ? `more than ${limits.heapMiB} MB of memory`
          : fault.message,
      ),
    );
    worker.on('exit', () => end('the thread has ended before the session'));
  });
}
