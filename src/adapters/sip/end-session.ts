import { SessionState, type Invitation, type Inviter } from 'sip.js';

/** Cancel, reject or bye, as the state asks for; the library may reject, and throws at times. */
export function endSession(session: Inviter | Invitation): void {
  const { state } = session;
  try {
    if (state === SessionState.Established) session.bye().catch(() => undefined);
    else if (state === SessionState.Initial || state === SessionState.Establishing) {
      const said = 'cancel' in session ? session.cancel() : session.reject();
      said.catch(() => undefined);
    }
  } catch {
    // The dialog is gone already: there is nobody to say goodbye to.
  }
}
