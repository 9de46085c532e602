import type { Invitation } from 'sip.js';
import { Inviter, UserAgent, type Session } from 'sip.js';
import type { Leg, PhoneAccount, Rescue, Wire, WireListener } from '../../ports/phone';
import { callMedia, type CallMedia } from './call-media';
import type { ToneWay } from './dial-tones';
import type { Microphone } from './microphone';
import { mixLegs } from './mix-legs';
import { incomingFacts, numberOf } from './leg-facts';
import { probeServer } from './probe-server';
import { registerOnce } from './register-once';
import { screenMessage } from './screen-message';
import { sipLeg, type LegWire, type SipLeg } from './sip-leg';
import { sipUserAgent } from './sip-user-agent';
import { valueOf } from './sip-text';
import { stormGuard } from './storm-guard';

export interface WireParts {
  /** The same for this user on this computer, for ever: `xxxxxxxx-xxxx-4xxx-…` */
  readonly instanceId: string;
  readonly microphone: Microphone;
  readonly tones: ToneWay;
  /** Lets a call be heard; returns what ends that. */
  readonly play: (stream: MediaStream) => () => void;
}

const connectLimit = 5000;

/** Port `Wire` over sip.js. */
export function sipWire(parts: WireParts, account: PhoneAccount, listener: WireListener): Wire {
  const legs = new Map<string, SipLeg>();
  const medias = new WeakMap<Session, CallMedia>();
  let owed: (() => void)[] = [];
  const storm = stormGuard();
  const domain = account.uri.replace(/^sips?:([^@]*@)?/, '').replace(/[;?].*$/, '');
  let { iceServers } = account;

  const { userAgent, socket } = sipUserAgent({
    account,
    instanceId: parts.instanceId,
    mediaOf: (session) => medias.get(session) ?? newMedia(session).media,
    onInvite: (invitation) => void takeIn(invitation),
    guard: {
      url: account.url,
      limit: connectLimit,
      onLost: () => listener.onLost(),
      maySend: (text) => storm.allows(text),
      onSent(text) {
        if (text.startsWith('INVITE ')) legs.get(/^call-id: *(.*)\r$/im.exec(text)?.[1] ?? '')?.sent();
      },
      onText(text) {
        const screened = screenMessage(text, (callId) => legs.get(callId)?.over === true);
        if (screened.verdict === 'stop') {
          if (screened.answer !== undefined) void socket.send(screened.answer).catch(() => undefined);
          const { message } = screened;
          // Somebody has answered us, though we cannot make out how: that has a shorter limit than ringing.
          if (message?.startLine.startsWith('SIP/2.0 2') === true)
            legs.get(valueOf(message, 'call-id') ?? '')?.hear(message, () => undefined);
          return;
        }
        const deliver = (): void => socket.deliver(screened.text);
        const leg = legs.get(valueOf(screened.message, 'call-id') ?? '');
        if (leg?.hear(screened.message, deliver) !== true) deliver();
      },
    },
  });

  const legWire: LegWire = {
    tones: parts.tones,
    isConnected: () => socket.isConnected(),
    pretend: (text) => socket.pretend(text),
    whenConnected(run) {
      if (socket.isConnected()) run();
      else owed.push(run);
    },
    sessionOf: (leg) => [...legs.values()].find(({ id }) => id === leg.id)?.session,
    numberUri: (number) => numberUri(number),
    onFinished(leg) {
      for (const [callId, known] of legs) if (known === leg) legs.delete(callId);
    },
  };
  const numberUri = (number: string): string =>
    /^sips?:/.test(number) ? number : `sip:${encodeURIComponent(number).replace(/%2B/g, '+')}@${domain}`;

  const newMedia = (session: Session): { media: CallMedia; microphoneFailed: () => boolean } => {
    let failed = false;
    let silence: (() => void) | undefined;
    const ofSession = (): SipLeg | undefined => [...legs.values()].find((leg) => leg.session === session);
    const media: CallMedia = callMedia({
      iceServers: iceServers.map((server) => ({ ...server })),
      microphone: {
        deviceId: '',
        get isAllowed() {
          return parts.microphone.isAllowed;
        },
        open: () =>
          parts.microphone.open().catch((error: unknown) => {
            failed = true;
            throw error;
          }),
      },
      listener: {
        onRemote(stream) {
          silence ??= parts.play(stream);
        },
        onFarHold: (held) => ofSession()?.farHold(held),
        onMicrophoneEnded: () =>
          void media.reopen().then(
            () => ofSession()?.microphoneLost(true),
            () => ofSession()?.microphoneLost(false),
          ),
        onMicrophoneMissing: () => ofSession()?.microphoneMissing(),
        onClosed: () => silence?.(),
      },
    });
    medias.set(session, media);
    return { media, microphoneFailed: () => failed };
  };

  const takeIn = async (invitation: Invitation): Promise<void> => {
    if (!listener.hasRoom()) {
      await invitation.reject({ statusCode: 486 }).catch(() => undefined);
      return;
    }
    const { media, microphoneFailed } = newMedia(invitation);
    const { callId } = invitation.request;
    const leg = sipLeg({
      wire: legWire,
      session: invitation,
      media,
      microphoneFailed,
      facts: incomingFacts(
        invitation,
        (session) => [...legs.values()].find((one) => one.session === session)?.id,
      ),
    });
    legs.set(callId, leg);
    try {
      // Its addresses are gathered while it rings, and what cannot be talked to never rings.
      if (invitation.body !== undefined && invitation.body !== '') await media.prepare(invitation.body);
    } catch {
      await invitation.reject({ statusCode: 488 }).catch(() => undefined);
      return;
    }
    if (leg.over || media.closed) return;
    await invitation.progress().catch(() => undefined);
    listener.onCall(leg);
  };

  return {
    async connect() {
      void socket.disconnect();
      for (const leg of legs.values()) leg.cutOff();
      try {
        await socket.open();
      } catch {
        return false;
      }
      storm.reset();
      const due = owed;
      owed = [];
      for (const run of due) run();
      return true;
    },
    disconnect: () => void socket.disconnect(),
    renew(next) {
      // The library looks them up for each challenge.
      userAgent.configuration.authorizationUsername = next.username;
      userAgent.configuration.authorizationPassword = next.password;
      ({ iceServers } = next);
    },
    register: () => registerOnce(userAgent, parts.instanceId, storm),
    probe: () => probeServer(userAgent, domain),
    call: place,
    mix: (mixed) => mixLegs(mixed.flatMap(({ id }) => [...legs.values()].filter((leg) => leg.id === id))),
    takeMicrophone() {
      for (const leg of legs.values())
        if (leg.media.microphone !== undefined && !leg.over)
          leg.media.reopen().catch(() => leg.microphoneLost(false));
    },
    stop() {
      for (const leg of legs.values()) if (!leg.over) leg.drop();
      void userAgent.stop().catch(() => undefined);
      void socket.disconnect();
    },
  };

  function place(number: string, replaces?: Rescue, callId: string = crypto.randomUUID()): Leg {
    const target = UserAgent.makeURI(replaces?.target ?? numberUri(number));
    if (target === undefined)
      throw new RangeError(`"${number}" cannot be called: no SIP address can be made of it`);
    const session = new Inviter(userAgent, target, {
      extraHeaders: [
        `X-Call-Id: ${callId}`,
        ...(replaces === undefined
          ? []
          : [`Replaces: ${replaces.callId};to-tag=${replaces.remoteTag};from-tag=${replaces.localTag}`]),
      ],
    });
    const { media, microphoneFailed } = newMedia(session);
    const leg = sipLeg({
      wire: legWire,
      session,
      media,
      microphoneFailed,
      facts: { id: crypto.randomUUID(), number: numberOf(number), name: '', callId, replaces: undefined },
      start: (onReject) =>
        session.invite({ requestDelegate: { onReject: ({ message }) => onReject(message.statusCode ?? 0) } }),
    });
    legs.set(session.request.callId, leg);
    return leg;
  }
}
