import type { Call, CallState } from './call';

/** How a PBX says, with `ringing`, which phone rings of a call that an agent with a desk phone has asked for. */
export const ownPhoneRings = 'own_phone';

/**
 * The agent's own phone was to be picked up first, and was not: nobody has ever called the client. The last reason
 * that was told counts.
 */
export const clientNotCalled = (call: CallState | Call): boolean =>
  call.state === 'ended' &&
  call.direction === 'outbound' &&
  call.answered_at === undefined &&
  call.disposition !== 'answered' &&
  Object.values(call.reasons ?? {}).some((reason) => reason === ownPhoneRings);
