import type { Sighting } from './sighting';
import type { Widget } from './widget';

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
