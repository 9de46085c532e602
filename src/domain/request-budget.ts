/** Asks for a turn; settles when a request may be sent. `urgent`: somebody waits for the answer at this moment. */
export type RequestTurn = (urgent?: boolean) => Promise<void>;

const second = 1000;

/**
 * At most `rate` requests to the CRM in any second, over everything that asks through it; the rest wait in their
 * order, the urgent ones first. Counts time that passes (`after`, ms), not clocks, which jump.
 */
export function requestBudget(rate: number, after: (ms: number, run: () => void) => unknown): RequestTurn {
  const [urgently, patiently]: [(() => void)[], (() => void)[]] = [[], []];
  let used = 0;
  const go = (): void => {
    if (used >= rate) return;
    const next = urgently.shift() ?? patiently.shift();
    if (next === undefined) return;
    used += 1;
    after(second, () => {
      used -= 1;
      go();
    });
    next();
  };
  return (urgent = false) =>
    new Promise((resolve) => {
      (urgent ? urgently : patiently).push(resolve);
      go();
    });
}
