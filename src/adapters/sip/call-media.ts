import type { SessionDescriptionHandler, SessionDescriptionHandlerOptions } from 'sip.js';
import type { SoundSample } from '../../domain/phone-call-sound';
import { gathered } from './gathering';
import type { Microphone } from './microphone';
import { soundSample } from './sound-sample';

/** How the next description that we make is meant. */
export interface MediaOptions extends SessionDescriptionHandlerOptions {
  readonly restart?: boolean;
}

/** Sound of one call: one peer connection, one microphone track, and the library's idea of descriptions over both. */
export interface CallMedia extends SessionDescriptionHandler {
  readonly connection: RTCPeerConnection;
  readonly remote: MediaStream;
  /** What is sent: the microphone, or a mix with other calls. */
  readonly microphone: MediaStreamTrack | undefined;
  readonly held: boolean;
  setHold(hold: boolean): void;
  setSpeaking(on: boolean): void;
  /** Sends this in place of the microphone; undefined: the microphone again. */
  sendInstead(track: MediaStreamTrack | undefined): Promise<void>;
  /** Takes the microphone as now chosen. */
  reopen(): Promise<void>;
  sample(now: number): Promise<SoundSample | undefined>;
  /** Takes the offer before the call is answered, which shows whether it can be used at all. */
  prepare(offer: string): Promise<void>;
  readonly closed: boolean;
}

export interface MediaListener {
  onRemote(stream: MediaStream): void;
  onFarHold(held: boolean): void;
  onMicrophoneEnded(): void;
  /** An answer has gone out, and the microphone cannot be opened. */
  onMicrophoneMissing(): void;
  onClosed(): void;
}

const kindsOf = (pc: RTCPeerConnection, kind: string): RTCRtpTransceiver[] =>
  pc.getTransceivers().filter(({ receiver }) => receiver.track.kind === kind);

export function callMedia(parts: {
  iceServers: readonly RTCIceServer[];
  microphone: Microphone;
  listener: MediaListener;
}): CallMedia {
  const { listener } = parts;
  const iceServers = [...parts.iceServers];
  const pc = new RTCPeerConnection({ iceServers, iceCandidatePoolSize: 1 });
  const startedAt = performance.now();
  const remote = new MediaStream();
  let track: MediaStreamTrack | undefined;
  let opening: Promise<unknown> | undefined;
  let instead: MediaStreamTrack | undefined;
  let closed = false;
  let hold = false;
  let speaking = true;
  let prepared: string | undefined;

  pc.ontrack = (event) => {
    if (event.track.kind !== 'audio') return;
    remote.addTrack(event.track);
    listener.onRemote(remote);
  };
  const obey = (): void => {
    const on = speaking && !hold;
    if (track !== undefined) track.enabled = on;
    for (const { receiver } of kindsOf(pc, 'audio')) receiver.track.enabled = !hold;
  };
  const stillOpen = (): void => {
    if (closed) throw new Error('the call is over');
  };
  const senderOf = (): RTCRtpSender | undefined =>
    kindsOf(pc, 'audio').find(({ direction }) => direction !== 'stopped')?.sender;

  const open = async (): Promise<MediaStreamTrack> => {
    const opened = await parts.microphone.open();
    // The call may have ended while the browser was asking for permission, and nobody else would stop this.
    if (closed) opened.stop();
    stillOpen();
    const before = track;
    track = opened;
    obey();
    opened.onended = () => {
      if (!closed && track === opened) listener.onMicrophoneEnded();
    };
    if (before !== undefined) {
      before.onended = null;
      before.stop();
    }
    if (instead === undefined) await senderOf()?.replaceTrack(opened);
    return opened;
  };

  const setRemote = async (type: 'offer' | 'answer', sdp: string): Promise<void> => {
    await pc.setRemoteDescription({ type, sdp });
    stillOpen();
    for (const video of kindsOf(pc, 'video')) video.stop();
    const audio = kindsOf(pc, 'audio').find(({ mid, direction }) => mid !== null && direction !== 'stopped');
    if (audio === undefined) throw new Error('no audio in the description');
    listener.onFarHold(/\r?\na=(sendonly|inactive)\r?\n/.test(sdp));
  };

  return {
    connection: pc,
    remote,
    get microphone() {
      return track;
    },
    get held() {
      return hold;
    },
    get closed() {
      return closed;
    },
    hasDescription: (contentType) => contentType === 'application/sdp',
    async getDescription(options: MediaOptions = {}) {
      stillOpen();
      const answering = pc.signalingState === 'have-remote-offer';
      if (opening === undefined) {
        opening = open();
        // Heard of below, whatever comes in between.
        opening.catch(() => undefined);
      }
      // Not before the user has said yes: whoever refuses has rung nobody, and answered nobody.
      if (!parts.microphone.isAllowed) await opening;
      if (senderOf() === undefined) pc.addTransceiver(track ?? 'audio');
      for (const audio of kindsOf(pc, 'audio'))
        if (audio.direction !== 'stopped') audio.direction = hold ? 'sendonly' : 'sendrecv';
      obey();
      const since = pc.localDescription === null ? startedAt : performance.now();
      await pc.setLocalDescription(
        answering ? await pc.createAnswer() : await pc.createOffer({ iceRestart: options.restart === true }),
      );
      await gathered(pc, iceServers, since);
      // An answer need not wait: it travels, and the way is found, while the device opens.
      if (answering) opening.catch(() => closed || listener.onMicrophoneMissing());
      else await opening;
      stillOpen();
      return { body: pc.localDescription?.sdp ?? '', contentType: 'application/sdp' };
    },
    async prepare(offer) {
      await setRemote('offer', offer);
      prepared = offer;
    },
    async setDescription(sdp) {
      stillOpen();
      if (pc.signalingState === 'have-remote-offer' && sdp === prepared) return;
      await setRemote(pc.signalingState === 'have-local-offer' ? 'answer' : 'offer', sdp);
      obey();
    },
    // Without this a refused hold leaves the connection half way, and every later one fails.
    async rollbackDescription() {
      if (pc.signalingState === 'have-local-offer') await pc.setLocalDescription({ type: 'rollback' });
      else if (pc.signalingState === 'have-remote-offer') await pc.setRemoteDescription({ type: 'rollback' });
    },
    sendDtmf(tones) {
      const dtmf = pc.getSenders().find((sender) => sender.dtmf !== null)?.dtmf;
      if (closed || dtmf?.canInsertDTMF !== true) return false;
      dtmf.insertDTMF(dtmf.toneBuffer + tones, 160, 70);
      return true;
    },
    setHold(on) {
      hold = on;
      obey();
    },
    setSpeaking(on) {
      speaking = on;
      obey();
    },
    async sendInstead(mixed) {
      instead = mixed;
      await senderOf()?.replaceTrack(mixed ?? track ?? null);
    },
    async reopen() {
      await open();
    },
    sample: (now) => (closed ? Promise.resolve(undefined) : soundSample(pc, now)),
    close() {
      if (closed) return;
      closed = true;
      if (track !== undefined) {
        track.onended = null;
        track.stop();
      }
      pc.ontrack = null;
      pc.close();
      listener.onClosed();
    },
  };
}
