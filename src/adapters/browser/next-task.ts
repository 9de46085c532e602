import type { Undo } from '../../domain/undo';

/** Not by a timer: those of a hidden tab, which may have to take the line over, wait for up to a minute. */
export function inNextTask(run: () => void): Undo {
  if (typeof MessageChannel !== 'function') {
    const timer = setTimeout(run);
    return () => clearTimeout(timer);
  }
  const { port1, port2 } = new MessageChannel();
  port1.onmessage = () => {
    port1.close();
    run();
  };
  port2.postMessage(0);
  return () => {
    port1.onmessage = null;
    port1.close();
  };
}

/** Settles in the next task: what follows is no part of the task before, nor keeps the page waiting together with it. */
export const ownTask = (): Promise<void> =>
  new Promise((resolve) => {
    inNextTask(resolve);
  });
