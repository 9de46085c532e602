import type { CallStatus } from '../domain/call-result';
import type { JournalState } from '../domain/journal';

/**
 * What is to be done next for one ended call.
 *
 *     log -> nobody -> unsorted | contact -> log | (skipped)
 *      |        ^ the agent's result: log again
 *     (logged) -> task (a missed call), complete (a late recording, a status) -> rest
 *
 * `find`, `find_unsorted`: a request was sent and its fate is not known, so look before sending it again.
 */
export type LogStep =
  'log' | 'find' | 'nobody' | 'unsorted' | 'find_unsorted' | 'contact' | 'task' | 'find_task' | 'rest';

export type CallEntity = 'lead' | 'contact' | 'company' | 'customer';

/** Where amoCRM put the call. */
export interface LogPlace {
  readonly type: CallEntity;
  readonly id: number;
  readonly note: number;
}

/** What the journal's writer knows of one call; plain data, kept on disk. Times ms since 1970 by the gateway's clock. */
export interface LogJob {
  readonly call_id: string;
  readonly state: JournalState;
  readonly step: LogStep;
  readonly reason: string | null;
  /** Failures in a row. */
  readonly tries: number;
  /** When the call was put here. */
  readonly since: number;
  /** When a request whose fate is unknown was first sent. */
  readonly sentAt: number | null;
  /** To be sent by itself: the answer for its batch did not say what became of it. */
  readonly alone: boolean;
  readonly place: LogPlace | null;
  /** What stands in the CRM. */
  readonly wrote: { readonly link: boolean; readonly status: CallStatus | null };
  /** A contact was made for the number, or found as one was to be made. */
  readonly hasContact: boolean;
  /** Logged once more after the agent's result was saved. */
  readonly again: boolean;
}

/** What the agent did in the call's result window. */
export interface LogOutcome {
  readonly outcome: 'open' | 'saved' | 'cancelled';
  readonly at: number;
  readonly status: CallStatus | null;
}

export const newJob = (call_id: string, now: number): LogJob => ({
  ...{ call_id, state: 'waiting', step: 'log', reason: null, tries: 0, since: now, sentAt: null },
  ...{ alone: false, place: null, wrote: { link: false, status: null }, again: false, hasContact: false },
});
