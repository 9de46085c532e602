import type { Underway } from './message-desk';
import type { Pool } from './process-shelf';
import type { ScriptProcess } from './script-process';

/** Messages of one script, in the order in which they came, each with one worker at a time. */
export interface ScriptQueue {
  add(underway: Underway): void;
  close(): void;
}

/** `deliver` resolves with true when the message waits again. */
export function scriptQueue(
  pool: Pool,
  deliver: (process: ScriptProcess, underway: Underway) => Promise<boolean>,
): ScriptQueue {
  let queue: Underway[] = [];
  let isClosed = false;

  async function run(process: ScriptProcess, underway: Underway): Promise<void> {
    const waitsAgain = await deliver(process, underway);
    if (isClosed) return;
    if (waitsAgain) queue.push(underway);
    pool.give(process);
    pump();
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
    close() {
      isClosed = true;
      queue = [];
    },
  };
}
