import type { Session } from 'sip.js';
import type { Rescue } from '../../ports/phone';

/** What another tab has to know to take this talk over; undefined where the far phone would not let it. */
export function rescueOf(session: Session, understandsReplaces: boolean): Rescue | undefined {
  const { dialog } = session;
  if (dialog === undefined || !understandsReplaces) return undefined;
  const { callId, localTag, remoteTag } = dialog;
  return { target: dialog.remoteTarget.toString(), callId, localTag, remoteTag };
}
