/** Asks for a turn; settles when a request may be sent. `urgent`: somebody waits for the answer at this moment. */
export type RequestTurn = (urgent?: boolean) => Promise<void>;

const second = 1000;

/**
 * One account's requests to the CRM: at most `rate` in any second, over everything that the gateway asks. The clock is
 * passed in, ms.
 */
export function requestBudget(
  rate: number,
  now: () => number,
  after: (ms: number, run: () => void) => void,
): RequestTurn {
  const sent: number[] = [];
  const [urgently, patiently]: [(() => void)[], (() => void)[]] = [[], []];
  let timed = false;

  const go = (): void => {
    for (;;) {
      while (sent[0] !== undefined && now() - sent[0] >= second) sent.shift();
      if (sent.length >= rate) break;
      const next = urgently.shift() ?? patiently.shift();
      if (next === undefined) return;
      sent.push(now());
      next();
    }
    if (timed || urgently.length + patiently.length === 0) return;
    timed = true;
    after(Math.max(1, second - (now() - (sent[0] ?? 0))), () => {
      timed = false;
      go();
    });
  };

  return (urgent = false) =>
    new Promise((resolve) => {
      (urgent ? urgently : patiently).push(resolve);
      go();
    });
}
