import type { Call } from '../domain/call';
import type { Caller } from '../domain/caller';

/** A desktop notification for a user who looks elsewhere. */
export interface Attention {
  /** Shows or changes the notification of this call. Does nothing where the user has not allowed it. */
  show(call: Call, caller: Caller): void;
  clear(callId: string): void;
}
