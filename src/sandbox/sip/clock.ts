/** Time as an argument, so that a ringing minute takes no time in a test. */
export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  /** The answer takes it back. */
  after(ms: number, run: () => void): () => void;
}

export const nodeClock: Clock = {
  now: () => Date.now(),
  after(ms, run) {
    const timer = setTimeout(run, ms);
    return () => clearTimeout(timer);
  },
};
