import type { Clock } from '../../ports/clock';

const second = 1000;

/** Lets at most `perSecond` through in any second; the rest wait in their order. Counts time, not clocks, which jump. */
export function requestBudget(clock: Clock, perSecond: number): () => Promise<void> {
  const waiting: (() => void)[] = [];
  let used = 0;
  const start = (go: () => void): void => {
    used += 1;
    clock.after(second, () => {
      used -= 1;
      const next = waiting.shift();
      if (next !== undefined) start(next);
    });
    go();
  };
  return () =>
    new Promise((resolve) => {
      if (used < perSecond) start(resolve);
      else waiting.push(resolve);
    });
}
