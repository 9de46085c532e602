/** Asks for a turn; settles when a request may be sent. `urgent`: somebody waits for the answer at this moment. */
export type RequestTurn = (urgent?: boolean) => Promise<void>;

const second = 1000;

/**
 * At most `rate` requests to the CRM in any second, over everything that asks through it; the rest wait in their
 * order, the urgent ones first; of the rate, `spared` are kept for those. Counts time that passes (`after`, ms), not
 * clocks, which jump. `age`: ms since whoever asked before us cannot ask any more; for all that is known they had used
 * up their second right then.
 */
export function requestBudget(
  rate: number,
  after: (ms: number, run: () => void) => unknown,
  { age = second, spared = 0 } = {},
): RequestTurn {
  const [urgently, patiently]: [(() => void)[], (() => void)[]] = [[], []];
  let used = 0;
  const go = (): void => {
    if (used >= rate) return;
    const next = urgently.shift() ?? (used < rate - spared ? patiently.shift() : undefined);
    if (next === undefined) return;
    used += 1;
    after(second, () => {
      used -= 1;
      go();
    });
    next();
  };
  if (age < second) {
    used = rate;
    after(second - age, () => {
      used = 0;
      for (let free = rate; free > 0; free -= 1) go();
    });
  }
  return (urgent = false) =>
    new Promise((resolve) => {
      (urgent ? urgently : patiently).push(resolve);
      go();
    });
}
