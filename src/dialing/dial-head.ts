/**
 * `preview`: the agent presses for each call. `progressive`: the next call is placed when the last one's result is
 * filed or the interval is over; one call per agent at most, so nobody is ever dialled without somebody to talk to.
 */
export type DialMode = 'preview' | 'progressive';

/** Why dialling stands; `asked`: the agent paused it. */
export const dialPauses = [
  'asked',
  'after-call',
  'microphone',
  'registration',
  'network',
  'incoming',
  'shift',
  'elsewhere',
] as const;
export type DialPause = (typeof dialPauses)[number];

/** What one user's list is set to, in all tabs and on all computers. */
export interface DialHead {
  readonly mode: DialMode;
  /** Seconds between the end of a call and the next. */
  readonly interval: number;
  /** Open the person's card while calling. */
  readonly openCard: boolean;
  /** Minute of the day, by this agent's clock, after which no call is placed; null: none. */
  readonly shiftEnds: number | null;
  /** Results are also written into the CRM. */
  readonly write: 'nothing' | 'notes' | 'tags';
  /** Who dials: one browser of the user. Null: nobody. */
  readonly run: { readonly driver: string; readonly since: number; readonly paused: DialPause | null } | null;
}

export const usualHead: DialHead = {
  mode: 'progressive',
  interval: 10,
  openCard: true,
  shiftEnds: null,
  write: 'nothing',
  run: null,
};
