/** Time that passes as fast as the work in it is done: nothing due later is begun before all that is due has settled. */
export function simulatedTime(start: number) {
  let now = start;
  let timers: { at: number; run: () => void }[] = [];
  const settled = (): Promise<void> => new Promise((resolve) => setImmediate(resolve));

  return {
    now: () => now,
    after(ms: number, run: () => void): () => void {
      const timer = { at: now + Math.max(0, ms), run };
      timers.push(timer);
      return () => {
        timers = timers.filter((other) => other !== timer);
      };
    },
    /** Lets time pass until `until`, or until `done` says so. */
    async run(until: number, done: () => boolean = () => false): Promise<void> {
      await settled();
      for (;;) {
        if (done()) return;
        const next = timers.reduce<(typeof timers)[number] | undefined>(
          (soonest, timer) => (soonest === undefined || timer.at < soonest.at ? timer : soonest),
          undefined,
        );
        if (next === undefined || next.at > until) break;
        timers = timers.filter((other) => other !== next);
        now = Math.max(now, next.at);
        next.run();
        await settled();
      }
      now = Math.max(now, until);
    },
  };
}
