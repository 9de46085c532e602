/**
 * What crosses the socket.io namespace `/agents`, and the answer of `POST /v1/session` that opens it.
 * Times are ISO 8601 in UTC on the wire.
 */

import type { Call } from '../domain/call';
import type { ColleagueStates } from '../domain/colleague';

/** The whole state of one call as the gateway knows it: a picture, never a delta. */
export type CallPicture = Call;

/** Sent once after the replay: from here on the client has all that concerns it. */
export interface CaughtUp {
  readonly seq: number;
  /** The gateway's clock, ms since 1970, for call timers on a machine with a wrong clock. */
  readonly now: number;
}

/** Who of the account could take a call over. `whole`: all there is to know; otherwise what has changed since. */
export interface ColleagueNews {
  readonly whole: boolean;
  readonly states: ColleagueStates;
}

export interface ToAgent {
  call: (picture: CallPicture) => void;
  caught_up: (mark: CaughtUp) => void;
  /** To those who watch: at once, then with each change, twice a second at the most. */
  colleagues: (news: ColleagueNews) => void;
  /** The session ends in some minutes: sign in again and say `session:renew`, and nothing is interrupted. */
  'session:ending': () => void;
}

/** `session_other`: good, but of another agent or internal number: connect anew with it. */
export type RenewAnswer =
  | { readonly ok: true }
  | { readonly ok: false; readonly code: 'session_other' | 'session_expired' | 'session_invalid' };

export interface ToGateway {
  /** A newer token for the open connection; answered with `RenewAnswer`. */
  'session:renew': (token: unknown, done: unknown) => void;
  /** This browser shows a ringing call: without such a word within two seconds the PBX is told to ring something else. */
  'call:heard': (callId: unknown) => void;
  'call:result': (word: unknown, done: unknown) => void;
  'call:originate': (order: unknown, done: unknown) => void;
  'call:hangup': (order: unknown, done: unknown) => void;
  /** `true`: tell me of `colleagues` from now on; anything else: no more. */
  'colleagues:watch': (on: unknown) => void;
}

/** `io(gateway + '/agents', { auth })`. */
export interface AgentAuth {
  readonly token: string;
  /** The last `seq` that this client has; absent on its first visit. */
  readonly since?: number;
}

/** How an agent's browser signs in as a phone. */
export interface SipAccount {
  /** `wss:`, or `ws:` on this machine. */
  readonly url: string;
  /** `sip:101@pbx.example.com` */
  readonly uri: string;
  readonly username: string;
  readonly password: string;
  readonly ice_servers: readonly {
    readonly urls: string | string[];
    readonly username?: string;
    readonly credential?: string;
  }[];
  /** How keys pressed in a call go out where that is not RFC 4733: SIP INFO, `application/dtmf-relay`. */
  readonly dtmf?: 'info';
  /** This agent has a phone on the desk as well, and may choose which of them is used. */
  readonly desk_phone?: true;
}

export interface SessionAnswer {
  readonly token: string;
  /** ISO 8601. */
  readonly expires_at: string;
  readonly user_id: number;
  /** Null when nobody has entered an internal number for this user. */
  readonly extension: string | null;
  /** The gateway, or another program, writes calls into the CRM; false: the widget is to do it. */
  readonly logging: boolean;
  /** Null where this agent has no phone in the browser. */
  readonly sip: SipAccount | null;
  /** The PBX rings an agent's desk phone on `call:originate`. */
  readonly originates: boolean;
}
