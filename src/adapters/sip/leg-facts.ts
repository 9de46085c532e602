import type { Invitation, Session } from 'sip.js';
import type { Leg } from '../../ports/phone';

const longest = 200;

/** The user part of a SIP or telephone address, readable. */
export function numberOf(address: string): string {
  const user = address.replace(/^(sips?|tel):/i, '').replace(/[@;?].*$/, '');
  try {
    return decodeURIComponent(user).slice(0, longest);
  } catch {
    return user.slice(0, longest);
  }
}

/** The library's types promise a text; where the header has no name there is none. */
const displayed = ({ displayName }: { displayName: string | undefined }): string => displayName ?? '';

/** What an incoming call says about itself: plain text from outside. */
export function incomingFacts(
  invitation: Invitation,
  legIdOf: (session: Session) => string | undefined,
): Pick<Leg, 'id' | 'number' | 'name' | 'callId' | 'replaces'> {
  const { request, assertedIdentity, remoteIdentity } = invitation;
  const identity = assertedIdentity ?? remoteIdentity;
  const { replacee } = invitation;
  return {
    id: request.callId,
    number: numberOf(identity.uri.user ?? ''),
    name: (displayed(identity) || displayed(remoteIdentity)).slice(0, longest),
    callId: request.getHeader('X-Call-Id')?.slice(0, longest),
    replaces: replacee === undefined ? undefined : legIdOf(replacee),
  };
}
