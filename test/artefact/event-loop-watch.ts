import { readFileSync } from 'node:fs';

/** Ms that this thread has run so far, without those of the collector's and the compiler's threads (Linux, proc(5)). */
function ownCpu(): number {
  try {
    return Number(readFileSync('/proc/thread-self/schedstat', 'utf8').split(' ')[0]) / 1e6;
  } catch {
    const { user, system } = process.cpuUsage();
    return (user + system) / 1000;
  }
}

/**
 * Watches this process's event loop. A gap between two beats counts as blocked only as far as the loop's thread burnt
 * CPU in it: on a shared machine it may also wait for its turn.
 */
export function watchEventLoop(): { stop(): { longestGapMs: number; longestBusyMs: number } } {
  let [longestGapMs, longestBusyMs] = [0, 0];
  let last = performance.now();
  let cpu = ownCpu();
  const timer = setInterval(() => {
    const now = performance.now();
    const spent = ownCpu() - cpu;
    const gap = now - last;
    longestGapMs = Math.max(longestGapMs, gap);
    longestBusyMs = Math.max(longestBusyMs, Math.min(gap, spent));
    last = now;
    cpu = ownCpu();
  }, 5);
  return {
    stop() {
      clearInterval(timer);
      return { longestGapMs, longestBusyMs };
    },
  };
}
