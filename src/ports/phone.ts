import type { PhoneEnding } from '../domain/phone-call';
import type { SoundSample } from '../domain/phone-call-sound';

/** Where to register and as whom, as `POST /v1/session` tells it. */
export interface PhoneAccount {
  /** `ws:` or `wss:` of the SIP server. */
  readonly url: string;
  /** `sip:101@example.test` */
  readonly uri: string;
  readonly username: string;
  readonly password: string;
  readonly iceServers: readonly {
    readonly urls: string | string[];
    readonly username?: string;
    readonly credential?: string;
  }[];
  /** Keys go as SIP INFO; absent: within the sound (RFC 4733). */
  readonly tones?: 'info';
  /** This agent has a phone on the desk as well. */
  readonly deskPhone?: true;
}

/** What another tab needs to take over a talk with INVITE and Replaces (RFC 3891). */
export interface Rescue {
  /** URI of the far phone. */
  readonly target: string;
  readonly callId: string;
  readonly localTag: string;
  readonly remoteTag: string;
}

export interface LegListener {
  onSent(): void;
  onProgress(): void;
  onAnswerSeen(): void;
  /** `rescue`: only where the far phone says that it understands Replaces. */
  onJoined(rescue: Rescue | undefined): void;
  onOver(why: PhoneEnding): void;
  /** The far side has put us on hold, or is back. */
  onFarHold(held: boolean): void;
  /** The microphone was unplugged; `replaced`: another one has taken over. */
  onMicrophoneLost(replaced: boolean): void;
}

/** `glare`: both asked at once. `gone`: the far side does not know this call. `silent`: no answer in time. */
export type Renewal = 'done' | 'glare' | 'gone' | 'refused' | 'silent' | 'line-lost';

export interface TransferListener {
  /** Status code of the last news of the call that the far side is making: 100, 180, 200, 486… */
  onNews(status: number): void;
}

/** Our end of one call at the SIP server. Nothing here throws; after `onOver` or `drop` nothing does anything. */
export interface Leg {
  readonly id: string;
  /** The far side as it names itself: a number or user name, and plain text. */
  readonly number: string;
  readonly name: string;
  /** The PBX's own id of the call, the same in its events; header `X-Call-Id`. */
  readonly callId: string | undefined;
  /** The leg that this incoming one takes the place of. */
  readonly replaces: string | undefined;
  listen(listener: LegListener): void;
  answer(): void;
  refuse(status: 480 | 486 | 603): void;
  /**
   * Ends the call as its state asks for. Microphone and sound are closed first; the far side is told at once, or as
   * soon as the server can be reached again. Synchronous: works while the page is being closed.
   */
  end(): void;
  drop(): void;
  /** Closes its sound and says nothing: another phone takes the far side over, in the very dialog that stays open. */
  abandon(): void;
  /** One re-INVITE, which also tells the far side where we are now. Held: neither side hears the other. */
  renew(how: { readonly hold: boolean; readonly restart: boolean }): Promise<Renewal>;
  /** Whether the microphone is to be heard; hold silences it besides. */
  speak(on: boolean): void;
  /** RFC 4733, or INFO where the setting says so. False: could not be sent. */
  dial(tones: string): Promise<boolean>;
  /** Asks the far side to call `target`, a number or the far side of another leg. False: it will not. */
  transfer(target: string | Leg, listener: TransferListener): Promise<boolean>;
  /** Undefined while there is no connection. */
  sample(): Promise<SoundSample | undefined>;
}

export type Registered =
  | { readonly ok: true; /** Seconds for which it holds. */ readonly lasts: number }
  | {
      readonly ok: false;
      /** `storm`: server and library went round in circles and were stopped. */
      readonly why: 'refused' | 'unreachable' | 'storm';
      /** Seconds, if the server said. */
      readonly retryAfter?: number;
    };

export interface WireListener {
  /** The socket is gone; legs live on. */
  onLost(): void;
  /** False: too busy, the caller hears so. */
  hasRoom(): boolean;
  /** Valid in all that can be checked beforehand, its sound included. */
  onCall(leg: Leg): void;
}

/** The way to the SIP server. It never tries anything a second time by itself: that is for one owner to decide. */
export interface Wire {
  /** Opens the socket anew; settles within a few seconds. */
  connect(): Promise<boolean>;
  disconnect(): void;
  register(): Promise<Registered>;
  /** From now on the server is answered, and talks are begun, with what this account says. */
  renew(account: PhoneAccount): void;
  /** Whether the server answers on this very socket. */
  probe(): Promise<boolean>;
  /** `callId`: the PBX's id of the call that this one goes on with; else it gets one of its own. */
  call(number: string, replaces?: Rescue, callId?: string): Leg;
  /** Lets all of these hear each other through us; returns what ends it. Legs that are over drop out. */
  mix(legs: readonly Leg[]): () => void;
  /** Another microphone was chosen: every talk goes on with it. */
  takeMicrophone(): void;
  /** Unregisters and closes. */
  stop(): void;
}

export type Wiring = (account: PhoneAccount, listener: WireListener) => Wire;

export type SoundRole = 'microphone' | 'speaker' | 'ringer';

export interface SoundDevice {
  readonly id: string;
  /** Empty until the user has allowed the microphone. */
  readonly label: string;
}

/** `ring`: a call comes in. `waiting`: another one does, softly, over a talk. `ringback`: the far phone rings. */
export type RingKind = 'ring' | 'waiting' | 'ringback';

export interface PhoneSoundListener {
  /** The browser does not let this page ring before the user has clicked into it. */
  onLocked(locked: boolean): void;
  /** A chosen device was unplugged, and the system's own choice has taken its place. */
  onReplaced(role: SoundRole): void;
  onDevices(): void;
}

export interface PhoneSound {
  listen(listener: PhoneSoundListener): void;
  devices(): Promise<Readonly<Record<SoundRole, readonly SoundDevice[]>>>;
  /** Kept for this user in this browser. Empty: the system's own choice. */
  choose(role: SoundRole, id: string): Promise<void>;
  chosen(role: SoundRole): string;
  /** 0..1, kept likewise. */
  setRingVolume(volume: number): void;
  ring(kind: RingKind | undefined): void;
  /** Call it in a click: from then on the page may ring. */
  unlock(): Promise<void>;
  stop(): void;
}
