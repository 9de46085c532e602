import type { CallState } from '../domain/call';
import type { LogJob, LogOutcome } from './log-job';

/** A call that is due, with all that its next step depends on. */
export interface DueCall {
  readonly job: LogJob;
  readonly call: CallState;
  readonly outcome: LogOutcome | null;
  /** Changes from outside; what was decided upon an older one is thought over. */
  readonly revision: number;
}

export interface LogSave {
  readonly job: LogJob;
  readonly revision: number;
  /** Ms since 1970; null: nothing more to do until something changes. */
  readonly nextAt: number | null;
}

/** Where the log's writer keeps what it has reached. What was promised is kept through the death of the process. */
export interface WriterStore {
  due(now: number, limit: number): Promise<readonly DueCall[]>;
  nextDue(): Promise<number | null>;
  /** What a dead writer had under way is due at `at`. */
  release(at: number): Promise<void>;
  save(saves: readonly LogSave[], now: number): Promise<void>;
  /** Why nothing is written at all, and since when. */
  stopped(): Promise<{ readonly reason: string; readonly since: number } | null>;
  /** Null lifts the stop. */
  stop(reason: string | null, now: number): Promise<void>;
}
