/** How a run of a script can fail. Every one of them ends the run, none of them harms the host. */
export type ScriptFaultCode =
  | 'syntax' // cannot be read at this engine's level
  | 'import' // wants a library or file that is not there
  | 'entry' // has no function to start
  | 'threw' // an exception, or a rejection, without a SIP code
  | 'time' // past its time, or waiting for what can never come
  | 'memory'
  | 'stack'
  | 'host-calls' // more of them than one run may make
  | 'size' // message or result too long
  | 'died'; // the worker ended under it

export interface ScriptFault {
  readonly code: ScriptFaultCode;
  readonly message: string;
}

/** What a run came to. `value` is JSON text; undefined when the script returned nothing. */
export type Outcome =
  | { readonly kind: 'returned'; readonly value: string | undefined }
  /** The script refuses the call, in SIP's terms. */
  | { readonly kind: 'refused'; readonly code: number; readonly text: string }
  | { readonly kind: 'failed'; readonly fault: ScriptFault };

export interface LogLine {
  readonly level: 'debug' | 'info' | 'log' | 'warn' | 'error';
  readonly text: string;
}

/** A finished run: what it came to, what it said, how long it took. */
export interface Run {
  readonly outcome: Outcome;
  readonly log: readonly LogLine[];
  /** Lines that came after the log was full. */
  readonly logLost: number;
  readonly ms: number;
}

export const failed = (code: ScriptFaultCode, message: string): Outcome => ({
  kind: 'failed',
  fault: { code, message },
});
