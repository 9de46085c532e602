import { SessionState, type Session } from 'sip.js';
import type { Renewal } from '../../ports/phone';
import type { CallMedia, MediaOptions } from './call-media';
import { localAnswer } from './local-answer';

/** Milliseconds for an answer to a re-INVITE. */
const limit = 8000;

const ofStatus = (status: number): Renewal => {
  if (status === 491) return 'glare';
  return status === 481 || status === 408 ? 'gone' : 'refused';
};

export interface RenewalParts {
  readonly session: Session;
  readonly media: CallMedia;
  readonly isConnected: () => boolean;
  /** Lets the library read this as if the server had said it. */
  readonly pretend: (text: string) => void;
  /** Called with what gives up an unanswered re-INVITE whose socket is gone, until it is settled. */
  readonly whileAsking: (giveUp: (() => void) | undefined) => void;
}

/** One re-INVITE. What it did not get accepted is taken back. */
export function renewSession(
  parts: RenewalParts,
  how: { readonly hold: boolean; readonly restart: boolean },
): Promise<Renewal> {
  const { session, media } = parts;
  if (session.state !== SessionState.Established) return Promise.resolve('gone');
  if (!parts.isConnected()) return Promise.resolve('line-lost');
  const before = media.held;
  const options: MediaOptions = { restart: how.restart };
  media.setHold(how.hold);
  return new Promise<Renewal>((resolve) => {
    const timer = setTimeout(() => resolve('silent'), limit);
    let lost = false;
    const settle = (outcome: Renewal): void => {
      clearTimeout(timer);
      parts.whileAsking(undefined);
      resolve(lost ? 'line-lost' : outcome);
    };
    session
      .invite({
        sessionDescriptionHandlerOptions: options,
        requestDelegate: {
          onAccept: () => settle(session.state === SessionState.Established ? 'done' : 'gone'),
          onReject: ({ message }) =>
            settle(parts.isConnected() ? ofStatus(message.statusCode ?? 500) : 'line-lost'),
        },
      })
      .then(({ message }) => {
        if (session.state !== SessionState.Established) return;
        parts.whileAsking(() => {
          lost = true;
          // The library would wait for half a minute, and ask nothing else meanwhile.
          parts.pretend(localAnswer(message, 503));
          settle('line-lost');
        });
      })
      // One is under way already, ours or theirs.
      .catch(() => settle('glare'));
  }).then((outcome) => {
    if (outcome !== 'done') media.setHold(before);
    return outcome;
  });
}
