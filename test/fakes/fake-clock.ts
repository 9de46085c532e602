import type { Clock } from '../../src/ports/clock';

/** Time that passes only when a test says so; timers run in the order of their times. */
export function fakeClock(start = Date.UTC(2026, 0, 31, 10)): Clock & { pass(ms: number): Promise<void> } {
  let now = start;
  let timers: { at: number; run: () => void }[] = [];
  return {
    now: () => now,
    after(ms, run) {
      const timer = { at: now + ms, run };
      timers.push(timer);
      return () => {
        timers = timers.filter((other) => other !== timer);
      };
    },
    async pass(ms) {
      const until = now + ms;
      await settle();
      for (;;) {
        const next = timers.filter(({ at }) => at <= until).sort((a, b) => a.at - b.at)[0];
        if (next === undefined) break;
        timers = timers.filter((other) => other !== next);
        now = next.at;
        next.run();
        await settle();
      }
      now = until;
      await settle();
    },
  };
}

/** Lets every promise that can go on, go on. */
export async function settle(): Promise<void> {
  for (let turn = 0; turn < 20; turn += 1) await Promise.resolve();
}
