import { SessionState, type Session } from 'sip.js';
import type { Renewal } from '../../ports/phone';
import type { CallMedia, MediaOptions } from './call-media';

/** Milliseconds for an answer to a re-INVITE. */
const limit = 8000;

const ofStatus = (status: number): Renewal => {
  if (status === 491) return 'glare';
  return status === 481 || status === 408 ? 'gone' : 'refused';
};

/** One re-INVITE. What it did not get accepted is taken back. */
export function renewSession(
  parts: { session: Session; media: CallMedia; isConnected: () => boolean },
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
    const settle = (outcome: Renewal): void => {
      clearTimeout(timer);
      resolve(outcome);
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
      // One is under way already, ours or theirs.
      .catch(() => settle('glare'));
  }).then((outcome) => {
    if (outcome !== 'done') media.setHold(before);
    return outcome;
  });
}
