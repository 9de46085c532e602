import type { MessagePort } from 'node:worker_threads';

/** What a thread that waits asks of the thread that talks with PostgreSQL, and what it hears. */

export interface LineQuestion {
  readonly number: number;
  readonly text: string;
  /** Undefined: many statements in one text, without values. */
  readonly values?: readonly unknown[];
  /** The transaction that it belongs to, as the line named it; what has lost its connection is refused. */
  readonly session?: number;
  /** Where it fails, the transaction stands as before. */
  readonly guarded?: boolean;
}

export interface LineFault {
  readonly message: string;
  /** PostgreSQL's, or the system's, or ''. */
  readonly code: string;
}

export interface LineAnswer {
  readonly number: number;
  /** Names the connection that it was asked over. */
  readonly session: number;
  readonly rows: readonly unknown[];
  readonly count: number;
  readonly fault?: LineFault;
}

export interface LineData {
  readonly address: string;
  /** Where questions come from and answers go. */
  readonly port: MessagePort;
  /** Goes to 1 with each answer. */
  readonly bell: SharedArrayBuffer;
  /** Also listen to what others say; undefined: nobody wants to know. */
  readonly channel: string | undefined;
}

/** Comes outside of questions: another has said something, or may have while nobody listened (null). */
export interface LineNews {
  readonly said: string | null;
}
