import type { Clock } from '../ports/clock';

/** The process's own clock. */
export const nodeClock: Clock & { every(ms: number, run: () => void): () => void } = {
  now: Date.now,
  after(ms, run) {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
  /** Until the function it returns is called. */
  every(ms, run) {
    const timer = setInterval(run, ms);
    return () => clearInterval(timer);
  },
};
