import { SessionState, UserAgent, type Session } from 'sip.js';
import type { TransferListener } from '../../ports/phone';

/** Milliseconds for a yes or no to the REFER itself. */
const limit = 8000;

/** `to`: a URI, or the session whose far side takes our place. True: the far side is trying. */
export function transferSession(
  session: Session,
  to: string | Session,
  listener: TransferListener,
): Promise<boolean> {
  const target = typeof to === 'string' ? UserAgent.makeURI(to) : to;
  if (target === undefined || session.state !== SessionState.Established) return Promise.resolve(false);
  return new Promise((resolve) => {
    const timer = setTimeout(() => resolve(false), limit);
    const settle = (taken: boolean): void => {
      clearTimeout(timer);
      resolve(taken);
    };
    session
      .refer(target, {
        requestDelegate: { onAccept: () => settle(true), onReject: () => settle(false) },
        onNotify(notification) {
          void notification.accept();
          const status = /^SIP\/2\.0 ([1-6]\d\d)/.exec(notification.request.body.trim())?.[1];
          if (status !== undefined) listener.onNews(Number(status));
        },
      })
      .catch(() => settle(false));
  });
}
