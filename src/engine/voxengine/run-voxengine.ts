import { readFileSync } from 'node:fs';
import { join, resolve as absolute } from 'node:path';
import { Worker } from 'node:worker_threads';
import type { CallsFile } from './calls-file';
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
  | { readonly kind: 'alive' }
  | { readonly kind: 'over'; readonly virtualMs: number };

export interface VoxRun {
  readonly entries: readonly Entry[];
  /** Why the host would have killed the session; null: it ended by itself. */
  readonly fault: string | null;
  readonly virtualMs: number;
  readonly realMs: number;
}

/** A thread that has said nothing for so long is stuck inside the engine, where its own watchdog does not reach. */
const silence = 5000;
/** Real requests may take as long as the host lets them. */
const patience = limits.httpTimeout * 1000;

/**
 * Runs scenarios of one rule in one emulated session, in a thread with the host's memory and times. `folder`: the built
 * emulator. This keeps mistakes in, not attackers: scripts of strangers belong into a container.
 */
export function runVoxEngine(
  folder: string,
  scripts: WorkerTask['scripts'],
  calls: CallsFile,
  { longestMs = 2 * 3600_000 }: { readonly longestMs?: number } = {},
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
  const isOut = (): boolean => {
    const asked = entries.filter(({ kind }) => kind === 'http');
    return asked.filter(({ more }) => more?.['url'] !== undefined).length * 2 > asked.length;
  };
  return new Promise((resolve) => {
    let guard: NodeJS.Timeout | undefined;
    const end = (fault: string | null, virtualMs = entries[entries.length - 1]?.at ?? 0): void => {
      clearTimeout(guard);
      void worker.terminate();
      resolve({ entries, fault, virtualMs, realMs: performance.now() - since });
    };
    const watch = (): void => {
      clearTimeout(guard);
      guard = setTimeout(() => end('stuck inside one callback'), isOut() ? patience : silence);
    };
    watch();
    worker.on('message', (message: FromWorker) => {
      if (message.kind === 'entry') entries.push(message.entry);
      if (message.kind !== 'over') return watch();
      return end(entries.find(({ kind }) => kind === 'fault')?.text ?? null, message.virtualMs);
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
