import { SessionState, type Session } from 'sip.js';
import type { CallMedia } from './call-media';

/** RFC 4733 within the sound, or INFO beside it. Never both, or the far side hears each digit twice. */
export type ToneWay = 'sound' | 'info';

const pause = 100;

/** Sends digits one after the other. False: the call cannot carry them. */
export async function dialTones(
  session: Session,
  media: CallMedia,
  way: ToneWay,
  tones: string,
): Promise<boolean> {
  if (session.state !== SessionState.Established) return false;
  if (way === 'sound') return media.sendDtmf(tones);
  for (const tone of tones) {
    const taken = await new Promise<boolean>((resolve) => {
      session
        .info({
          requestDelegate: { onAccept: () => resolve(true), onReject: () => resolve(false) },
          requestOptions: {
            body: {
              contentDisposition: 'render',
              contentType: 'application/dtmf-relay',
              content: `Signal=${tone}\r\nDuration=160`,
            },
          },
        })
        .catch(() => resolve(false));
    });
    if (!taken) return false;
    await new Promise((resolve) => setTimeout(resolve, pause));
  }
  return true;
}
