import { SessionState, type Inviter, type Invitation, type Session } from 'sip.js';
import { endingOfStatus } from '../../domain/phone-call-ending';
import type { PhoneEnding } from '../../domain/phone-call';
import type { Leg, LegListener } from '../../ports/phone';
import type { CallMedia } from './call-media';
import { dialTones, type ToneWay } from './dial-tones';
import { endSession } from './end-session';
import { legNews } from './leg-news';
import { renewSession } from './renew-session';
import { rescueOf } from './rescue-of';
import type { SipText } from './sip-text';
import { transferSession } from './transfer-session';

/** What a leg needs of the wire that it belongs to. */
export interface LegWire {
  readonly tones: ToneWay;
  isConnected(): boolean;
  /** Now, or as soon as the server can be reached again. */
  whenConnected(run: () => void): void;
  /** Lets the library read this as if the server had said it. */
  pretend(text: string): void;
  /** Session of another leg, for a transfer to its far side. */
  sessionOf(leg: Leg): Session | undefined;
  numberUri(number: string): string;
  onFinished(leg: SipLeg): void;
}

export interface SipLeg extends Leg {
  readonly session: Inviter | Invitation;
  readonly media: CallMedia;
  /** We have given it up, whatever the server still thinks. */
  readonly over: boolean;
  /** A message of this call, before the library sees it; true: not now, `deliver` will be called with it later. */
  hear(message: SipText, deliver: () => void): boolean;
  microphoneLost(replaced: boolean): void;
  /** We have answered, and there is none to talk with. */
  microphoneMissing(): void;
  farHold(held: boolean): void;
  sent(): void;
  /** The socket is gone for good, and with it what was asked on it. */
  cutOff(): void;
}

/** Longest time that a server may still have something to say about a call that is over for us, ms. */
const afterlife = 40_000;

export function sipLeg(parts: {
  wire: LegWire;
  session: Inviter | Invitation;
  media: CallMedia;
  facts: Pick<Leg, 'id' | 'number' | 'name' | 'callId' | 'replaces'>;
  /** Why the microphone could not be opened, if it was asked for and could not. */
  microphoneFailed: () => boolean;
  start?: (onReject: (status: number) => void) => Promise<unknown>;
}): SipLeg {
  const { wire, session, media, facts } = parts;
  let listener: LegListener | undefined;
  let over = false;
  let told = false;
  let why: PhoneEnding | undefined;
  const heard = legNews('accept' in session ? session.request.getHeaders('Supported') : []);
  let afterlifeTimer: ReturnType<typeof setTimeout> | undefined;
  let held: (() => void)[] = [];
  let giveUpAsking: (() => void) | undefined;

  const release = (): void => {
    const waiting = held;
    held = [];
    for (const deliver of waiting) deliver();
  };
  const finish = (ending: PhoneEnding): void => {
    media.close();
    if (told) return;
    told = true;
    over = true;
    listener?.onOver(ending);
  };
  const close = (): void => {
    if (over) return;
    over = true;
    media.close();
    wire.whenConnected(() => endSession(session));
    afterlifeTimer = setTimeout(() => wire.onFinished(leg), afterlife);
  };

  const inner = session as unknown as { ackAndBye: (...about: unknown[]) => void };
  const ackAndBye = inner.ackAndBye.bind(session);
  inner.ackAndBye = (...about) => {
    try {
      ackAndBye(...about);
    } catch {
      // Their yes to our call is not confirmed yet, so the library will not let us say goodbye: ending must do.
    }
  };
  session.delegate = {
    // Otherwise the far side could have us dial any number.
    onRefer: (referral) => void referral.reject({ statusCode: 603 }),
  };
  session.stateChange.addListener((state) => {
    if (state === SessionState.Established) {
      if (over) {
        wire.whenConnected(() => endSession(session));
      } else if ((session.dialog?.sessionState as string | undefined) === 'Terminated') {
        // Hung up in the very moment of joining: the library says Established, and nobody is there.
        close();
        finish('far-hung-up');
      } else listener?.onJoined(rescueOf(session, heard.understandsReplaces));
      queueMicrotask(release);
    }
    if (state === SessionState.Terminated)
      // The reason is told right after the state.
      setTimeout(() => {
        clearTimeout(afterlifeTimer);
        finish(parts.microphoneFailed() ? 'no-microphone' : (why ?? 'garbled'));
        release();
        wire.onFinished(leg);
      });
  });

  const leg: SipLeg = {
    ...facts,
    session,
    media,
    get over() {
      return over;
    },
    listen(to) {
      listener = to;
      parts
        .start?.((status) => (why ??= wire.isConnected() ? endingOfStatus(status) : 'line-lost'))
        .catch(() => finish(parts.microphoneFailed() ? 'no-microphone' : 'refused'));
    },
    sent: () => listener?.onSent(),
    hear(message, deliver) {
      const news = heard.read(message, session.state);
      why = news.why ?? why;
      if (news.progress) listener?.onProgress();
      if (news.answered) listener?.onAnswerSeen();
      if (news.early) {
        // A goodbye from a phone that has not answered yet: the library would wait for the answer for ever.
        deliver();
        close();
        finish('far-hung-up');
        return true;
      }
      if (news.tooSoon) held.push(deliver);
      return news.tooSoon;
    },
    answer() {
      if ('accept' in session) session.accept().catch(() => undefined);
    },
    refuse(statusCode) {
      if ('reject' in session)
        wire.whenConnected(() => {
          if (session.state === SessionState.Initial || session.state === SessionState.Establishing)
            session.reject({ statusCode }).catch(() => undefined);
        });
      media.close();
    },
    end: close,
    drop() {
      told = true;
      close();
      release();
    },
    renew: (how) =>
      renewSession(
        {
          session,
          media,
          isConnected: () => wire.isConnected(),
          pretend: (text) => wire.pretend(text),
          whileAsking: (giveUp) => (giveUpAsking = giveUp),
        },
        how,
      ),
    cutOff: () => giveUpAsking?.(),
    abandon() {
      // The library says goodbye in all talks that it knows when it is stopped.
      const { _sessions: known } = session.userAgent as unknown as { _sessions: object };
      Reflect.deleteProperty(known, session.id);
      told = true;
      over = true;
      media.close();
    },
    speak: (on) => media.setSpeaking(on),
    dial: (tones) => dialTones(session, media, wire.tones, tones),
    transfer(target, news) {
      const to = typeof target === 'string' ? wire.numberUri(target) : wire.sessionOf(target);
      return to === undefined ? Promise.resolve(false) : transferSession(session, to, news);
    },
    sample: () => media.sample(Date.now()).catch(() => undefined),
    microphoneMissing() {
      if (over) return;
      close();
      finish('no-microphone');
    },
    microphoneLost: (replaced) => listener?.onMicrophoneLost(replaced),
    farHold: (isHeld) => {
      if (!over) listener?.onFarHold(isHeld);
    },
  };
  return leg;
}
