import type { Widget } from './widget';

/** Where in a text file: both count from 1. */
export interface Position {
  readonly line: number;
  readonly column: number;
}

/** One place where a rule is broken. */
export interface Sighting {
  readonly what: string;
  readonly file?: string | undefined;
  readonly at?: Position | undefined;
}

/** A `fault` stops an upload or a review; a `warning` is worth a look. */
export type Severity = 'fault' | 'warning';

export interface Rule {
  readonly code: string;
  readonly severity: Severity;
  /** What amoCRM asks for, one sentence. */
  readonly demand: string;
  /** What to do about it. */
  readonly cure: string;
  readonly find: (widget: Widget) => Iterable<Sighting>;
}

export interface Fault extends Sighting {
  readonly code: string;
  readonly severity: Severity;
  readonly cure: string;
}
