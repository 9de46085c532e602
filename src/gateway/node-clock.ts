import type { Clock } from '../ports/clock';

/** The process's own clock. */
export const nodeClock: Clock = {
  now: Date.now,
  after(ms, run) {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
};
