/** Within so many milliseconds no more than so many registrations are begun; with their answers to challenges, twice. */
const period = 10_000;
const most = 3;

export interface StormGuard {
  /** False: this REGISTER would be one too many. */
  allows(text: string): boolean;
  /** Whether one was held back since `reset`. */
  readonly raging: boolean;
  /** A new socket, and with it a new server for all we know. */
  reset(): void;
}

/**
 * Some servers' answers send the library round in circles at full speed. All registrations of all tabs of all users
 * would do that at once.
 */
export function stormGuard(now: () => number = () => performance.now()): StormGuard {
  let begun: number[] = [];
  let continued: number[] = [];
  let raging = false;
  return {
    get raging() {
      return raging;
    },
    allows(text) {
      if (!text.startsWith('REGISTER ')) return true;
      const since = now() - period;
      begun = begun.filter((at) => at > since);
      continued = continued.filter((at) => at > since);
      const list = /^authorization:/im.test(text) ? continued : begun;
      if (list.length >= most) {
        raging = true;
        return false;
      }
      list.push(now());
      return true;
    },
    reset() {
      begun = [];
      continued = [];
      raging = false;
    },
  };
}
