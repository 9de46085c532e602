/** What the page shows of the line and of the one call that it can have. */

export type LineState = 'signing-in' | 'ready' | 'lost' | 'refused';

export type CallStage = 'calling' | 'ringing' | 'incoming' | 'talking';

export interface CallState {
  readonly stage: CallStage;
  /** As the other side is known here: number, or internal number. */
  readonly number: string;
  /** Our PBX rings us so that this number is called. */
  readonly ordered?: boolean;
  /** Ms since 1970; undefined before the talk. */
  readonly since?: number;
}

/** Why the last call is over; the words stand in the texts. */
export type Ending =
  | 'over'
  | 'busy'
  | 'declined'
  | 'no-answer'
  | 'no-such-number'
  | 'unreachable'
  | 'failed'
  | 'no-microphone'
  | 'sound-lost';

export interface PhoneState {
  readonly line: LineState;
  readonly call: CallState | undefined;
  readonly ending: Ending | undefined;
}

const byStatus: Readonly<Record<number, Ending>> = {
  404: 'no-such-number',
  408: 'no-answer',
  480: 'unreachable',
  486: 'busy',
  487: 'no-answer',
  600: 'busy',
  603: 'declined',
};

export const endingOf = (status: number): Ending => byStatus[status] ?? 'failed';
