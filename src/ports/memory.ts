import type { FaultCode } from '../domain/fault';

/** What one user's phone remembers in this browser through reloads. */
export interface Remembered {
  /** Last `seq` seen. */
  readonly cursor?: number;
  /** Ids of calls that are in the notification centre already, newest last. */
  readonly filed: readonly string[];
  /** Ids of calls whose card the user has closed, newest last. */
  readonly closed: readonly string[];
  /** Faults that the user was told of and that have not healed: when, ms since 1970. */
  readonly told: Readonly<Partial<Record<FaultCode, number>>>;
}

export interface Memory {
  read(): Remembered;
  /** One step, so that two tabs cannot undo each other's change. */
  change(step: (before: Remembered) => Remembered): void;
}
