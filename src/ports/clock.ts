import type { Undo } from '../domain/undo';

export interface Clock {
  /** Milliseconds since 1970. */
  now(): number;
  after(ms: number, run: () => void): Undo;
}
