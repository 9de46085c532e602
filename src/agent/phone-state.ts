import type { ColleagueStates } from '../domain/colleague';
import type { PhoneEnding, PhoneStage } from '../domain/phone-call';
import type { Rescue, SoundRole } from '../ports/phone';
import type { LinkState } from './phone-link';
import type { SoundReport } from './phone-sound-watch';

/** What an agent is told of a call beside its stage; each stays until something else takes its place. */
export type PhoneNote =
  | 'hold-refused'
  | 'tones-refused'
  | 'transfer-refused'
  | 'transfer-failed'
  | 'microphone-replaced'
  | 'microphone-lost';

/** Milliseconds for which the end of a call can be read. */
export const remembered = 5000;

/** One call as all tabs see it. */
export interface PhoneCall {
  readonly id: string;
  /** The PBX's id, which its events carry too. */
  readonly callId: string;
  readonly direction: 'inbound' | 'outbound';
  readonly number: string;
  readonly name: string;
  readonly stage: PhoneStage;
  readonly why?: PhoneEnding;
  /** Milliseconds since 1970. */
  readonly startedAt: number;
  readonly joinedAt?: number;
  readonly endedAt?: number;
  readonly muted: boolean;
  readonly held: boolean;
  /** We have asked for hold or its end, and wait for the far side. */
  readonly holding: boolean;
  readonly farHeld: boolean;
  /** Part of a three-way talk. */
  readonly mixed: boolean;
  readonly transfer?: { readonly to: string; readonly trying: boolean };
  readonly sound?: SoundReport;
  readonly note?: PhoneNote;
  readonly rescue?: Rescue;
}

export interface PhoneState {
  readonly link: LinkState;
  /** Oldest first; an ended call stays for a moment, so that its end can be read. */
  readonly calls: readonly PhoneCall[];
  /** The browser keeps the ring silent until somebody clicks into this page. */
  readonly ringLocked: boolean;
  /** A chosen device that was unplugged, until another is chosen. */
  readonly unplugged: readonly SoundRole[];
  /** Who could take a call over; while there is one, and as far as the gateway has told. */
  readonly colleagues?: ColleagueStates;
}

/** Somebody rings, is rung, or is talked to. */
export const hasCall = (state: PhoneState | undefined): boolean =>
  state?.calls.some(({ stage }) => stage !== 'ended') === true;
