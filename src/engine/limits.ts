/** What one run of a script may use. */
export interface Limits {
  /** Wall clock, ms. */
  readonly wallMs: number;
  /** Memory that the script itself may fill, MB of 1024 × 1024 bytes. */
  readonly memoryMb: number;
  /** Calls of host functions: datastore, HTTP, libraries. */
  readonly hostCalls: number;
  /** Timers waiting at once, and intervals likewise. */
  readonly timers: number;
  /** Lines kept of the log; later ones are counted. */
  readonly logLines: number;
  /** Characters kept of a line. */
  readonly logLine: number;
  /** Characters of the message, of the result, and of what one host call carries either way, all as JSON. */
  readonly messageChars: number;
  readonly resultChars: number;
  readonly callChars: number;
}

/** ScriptForge's own defaults where it names any (time, memory), its runtime package's (timers), else ours. */
export const defaultLimits: Limits = {
  wallMs: 2000,
  memoryMb: 100,
  hostCalls: 100,
  timers: 10,
  logLines: 1000,
  logLine: 2000,
  messageChars: 1_000_000,
  resultChars: 1_000_000,
  callChars: 262_144,
};

/** What the two settings may be: below, the sandbox itself does not fit; above, it is no limit any more. */
export const limitRanges = { wallMs: [1, 600_000], memoryMb: [10, 1024] } as const;
