import type { Underway } from './message-desk';
import type { Pool } from './process-shelf';
import type { ScriptProcess } from './script-process';

/** Messages of one script, in the order in which they came, each with one worker at a time. */
export interface ScriptQueue {
  add(underway: Underway): void;
  /** Those that no worker has yet. */
  waiting(): readonly Underway[];
  /** Lets go of one that no worker has yet. */
  remove(underway: Underway): void;
  /** Workers that have nothing to do, and would not soon. */
  free(): number;
  close(): void;
}

/** `deliver` resolves with true when the message waits again. `idle`: a worker is free, and nothing waits for it. */
export function scriptQueue(
  pool: Pool,
  deliver: (process: ScriptProcess, underway: Underway) => Promise<boolean>,
  idle: () => void,
): ScriptQueue {
  let queue: Underway[] = [];
  let isClosed = false;

  async function run(process: ScriptProcess, underway: Underway): Promise<void> {
    const waitsAgain = await deliver(process, underway);
    if (isClosed) return;
    if (waitsAgain) queue.push(underway);
    pool.give(process);
    pump();
    if (queue.length === 0) idle();
  }

  function pump(): void {
    for (;;) {
      queue = queue.filter(({ isSettled }) => !isSettled);
      const [next] = queue;
      const process = next === undefined || isClosed ? undefined : pool.take();
      if (next === undefined || process === undefined) return;
      queue.shift();
      void run(process, next);
    }
  }

  return {
    add(underway) {
      queue.push(underway);
      pump();
    },
    waiting: () => queue,
    remove(underway) {
      queue = queue.filter((one) => one !== underway);
    },
    free: () => (queue.length > 0 || isClosed ? 0 : pool.free()),
    close() {
      isClosed = true;
      queue = [];
    },
  };
}
