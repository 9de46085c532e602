import { SessionState, type Invitation, type Inviter, type Session, Web } from 'sip.js';
import { endingOf, type Ending } from './phone-state';

/** After a goodbye that nobody answers, ms. */
const patience = 2_000;

export interface Talk {
  readonly session: Inviter | Invitation;
  readonly number: string;
  /** Ends it as its state asks for; synchronous, so that it works while the page closes. */
  end(): void;
  tone(digit: string): void;
  /** After the socket was lost: tells the other phone where we are now. */
  renew(): void;
}

const handlerOf = (session: Session): Web.SessionDescriptionHandler | undefined => {
  const handler = session.sessionDescriptionHandler;
  return handler instanceof Web.SessionDescriptionHandler ? handler : undefined;
};

export function numberOf(session: Session): string {
  const { assertedIdentity, remoteIdentity } = session;
  return (assertedIdentity ?? remoteIdentity).uri.user ?? '';
}

/** One call, in or out, from its beginning to its one end. */
export function talk(
  session: Inviter | Invitation,
  number: string,
  on: {
    talking: (sound: MediaStream) => void;
    over: (why: Ending) => void;
    /** The other side asks us to call somebody in its place, as a PBX would do for us. */
    referred: (made: Inviter) => void;
  },
): Talk & { refused: (status: number) => void } {
  let why: Ending = 'over';
  let isOver = false;
  const finish = (): void => {
    if (isOver) return;
    isOver = true;
    handlerOf(session)?.close();
    on.over(why);
  };
  session.delegate = {
    onRefer(referral) {
      void referral.accept().then(() => on.referred(referral.makeInviter()));
    },
  };
  session.stateChange.addListener((state) => {
    if (state === SessionState.Terminated) setTimeout(finish);
    if (state !== SessionState.Established || isOver) return;
    const handler = handlerOf(session);
    if (handler === undefined) return;
    on.talking(handler.remoteMediaStream);
    handler.peerConnection?.addEventListener('connectionstatechange', () => {
      if (handler.peerConnection?.connectionState !== 'failed') return;
      why = 'sound-lost';
      end();
    });
  });

  function end(): void {
    setTimeout(finish, patience);
    handlerOf(session)?.close();
    try {
      const leaving =
        session.state === SessionState.Established
          ? session.bye()
          : 'reject' in session
            ? session.reject({ statusCode: 603 })
            : session.cancel();
      leaving.catch(() => undefined);
    } catch {
      finish();
    }
  }

  return {
    session,
    number,
    end,
    refused(status) {
      why = endingOf(status);
    },
    tone: (digit) => void handlerOf(session)?.sendDtmf(digit),
    renew() {
      if (session.state !== SessionState.Established) return;
      const restart = handlerOf(session)?.peerConnection?.iceConnectionState !== 'connected';
      const options: Web.SessionDescriptionHandlerOptions = { offerOptions: { iceRestart: restart } };
      const gone = (status: number | undefined): void => {
        if (status === 481 || status === 408) end();
      };
      session
        .invite({
          requestDelegate: { onReject: ({ message }) => gone(message.statusCode) },
          sessionDescriptionHandlerOptions: options,
        })
        .catch(() => undefined);
    },
  };
}
