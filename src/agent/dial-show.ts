import type { DialEntry } from '../dialing/dial-entry';
import type { DialPause } from '../dialing/dial-head';

/** What dialling does now, as all tabs show it. Times are ms since 1970. */
export type DialPhase =
  | { readonly is: 'off' | 'ready' | 'asking' | 'elsewhere' | 'finished' }
  /** By the agent, or for good until the agent goes on. */
  | { readonly is: 'paused'; readonly why: DialPause }
  /** Goes on by itself when the reason is gone. */
  | { readonly is: 'held'; readonly why: DialPause }
  /** A result is being typed: the next call waits for it. */
  | { readonly is: 'filing' }
  | { readonly is: 'countdown'; readonly until: number }
  /** Nobody may be called before then. */
  | { readonly is: 'waiting'; readonly until: number }
  | { readonly is: 'settling'; readonly entry: DialEntry }
  | {
      readonly is: 'calling' | 'talking';
      readonly entry: DialEntry;
      readonly since: number;
      /** Of the browser's phone; absent while nobody knows it, and for a desk phone. */
      readonly phoneId?: string;
      readonly callId?: string;
      readonly muted: boolean;
    };

export interface DialShow {
  readonly phase: DialPhase;
  /** Pause once this call is over. */
  readonly afterCall: boolean;
}

/** What an agent does with the dialling, from any tab. */
export type DialCommand =
  | { readonly do: 'after-call' | 'next' | 'skip' | 'hang-up' | 'mute' }
  | { readonly do: 'call'; readonly id: string };
