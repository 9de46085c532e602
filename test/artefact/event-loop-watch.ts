/**
 * Watches this process's event loop. A gap between two beats counts as blocked only as far as this process burnt CPU in
 * it: on a shared machine a process may also wait for its turn.
 */
export function watchEventLoop(): { stop(): { longestGapMs: number; longestBusyMs: number } } {
  let [longestGapMs, longestBusyMs] = [0, 0];
  let last = performance.now();
  let cpu = process.cpuUsage();
  const timer = setInterval(() => {
    const now = performance.now();
    const spent = process.cpuUsage(cpu);
    const gap = now - last;
    longestGapMs = Math.max(longestGapMs, gap);
    longestBusyMs = Math.max(longestBusyMs, Math.min(gap, (spent.user + spent.system) / 1000));
    last = now;
    cpu = process.cpuUsage();
  }, 5);
  return {
    stop() {
      clearInterval(timer);
      return { longestGapMs, longestBusyMs };
    },
  };
}
