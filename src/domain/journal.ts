import type { Direction } from './call';

/** What has become of an ended call on its way into the CRM. */
export const journalStates = ['waiting', 'held', 'logged', 'unsorted', 'skipped', 'refused'] as const;
export type JournalState = (typeof journalStates)[number];

/** Why a call stands in nobody's card; said in i18n under `journal.reason`. */
export const skipReasons = [
  'internal',
  'hidden_number',
  'not_called',
  'nobody_inbound',
  'nobody_outbound',
  'nobody_missed',
  'task_made',
] as const;
export type SkipReason = (typeof skipReasons)[number];

/** What the journal can be asked for; `waiting` holds those that wait for an agent's result too. */
export const journalFilters = ['all', 'waiting', 'logged', 'refused'] as const;
export type JournalFilter = (typeof journalFilters)[number];

/** One call of the journal, as it is told over HTTP. Times are ISO 8601 in UTC. */
export interface JournalRow {
  readonly call_id: string;
  readonly phone: string;
  readonly direction: Direction;
  readonly ended_at: string;
  readonly state: JournalState;
  /** A code of ours, or what the CRM said. */
  readonly reason: string | null;
  readonly tries: number;
  /** When it will be tried again. */
  readonly next_at: string | null;
  /** Where it was logged. */
  readonly entity: { readonly type: string; readonly id: number } | null;
}

export interface JournalCounts {
  readonly waiting: number;
  readonly logged: number;
  readonly refused: number;
  readonly held: number;
}

export interface JournalPage {
  readonly counts: JournalCounts;
  /** Why nothing is written at all, and since when; null while it is. */
  readonly stopped: { readonly reason: string; readonly since: string } | null;
  readonly rows: readonly JournalRow[];
  /** What `before` must say for the rows after these; null: there are none. */
  readonly next: string | null;
}
