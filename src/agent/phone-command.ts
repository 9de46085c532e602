import type { Rescue, SoundRole } from '../ports/phone';
import type { PhoneCall } from './phone-state';

export type UsedPhone = 'browser' | 'desk';

/** What an agent does with the phone in the browser. */
export type LineCommand =
  | { readonly do: 'call'; readonly number: string }
  /** Takes over a talk of a tab that has gone. */
  | {
      readonly do: 'rescue';
      readonly number: string;
      readonly rescue: Rescue;
      /** The call as that tab had it. */
      readonly like?: PhoneCall;
    }
  | { readonly do: 'answer'; readonly id: string }
  | { readonly do: 'decline'; readonly id: string; readonly where: 'everywhere' | 'here' }
  | { readonly do: 'hang-up'; readonly id: string }
  | { readonly do: 'mute' | 'hold'; readonly id: string; readonly on: boolean }
  | { readonly do: 'dial'; readonly id: string; readonly tones: string }
  | { readonly do: 'transfer'; readonly id: string; readonly to: string }
  /** The far sides of both talk to each other, without us. */
  | { readonly do: 'transfer-to-call'; readonly id: string; readonly other: string }
  /** All talks hear each other. */
  | { readonly do: 'mix' }
  /** The first goes on, the others are held. */
  | { readonly do: 'part' }
  /** Empty: the system's own choice. */
  | { readonly do: 'choose-device'; readonly role: SoundRole; readonly device: string }
  /** 0..1 */
  | { readonly do: 'ring-volume'; readonly volume: number };

/** What an agent does with the phone, from any tab. */
export type PhoneCommand =
  | LineCommand
  /** Which phone rings and places calls from now on, for whoever has both. */
  | { readonly do: 'use-phone'; readonly phone: UsedPhone };

export type PhoneRefusal =
  | 'no-line'
  | 'no-such-call'
  | 'not-now'
  | 'busy'
  | 'bad-number'
  | 'refused'
  /** Desk phones: this PBX places no calls for the CRM; it would not, now; it was not heard of in time. */
  | 'cannot'
  | 'failed'
  | 'unheard';

export type PhoneReply =
  | { readonly ok: true; /** The call that came of it. */ readonly id?: string }
  | {
      readonly ok: false;
      readonly why: PhoneRefusal;
    };
