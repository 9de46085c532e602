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
