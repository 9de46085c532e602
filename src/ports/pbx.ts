import type { Call } from '../domain/call';
import type { FaultCode } from '../domain/fault';
import type { Undo } from '../domain/undo';
import type { PhoneAccount } from './phone';
import type { ResultOutcome } from './result-crm';

/** A sign-in at the gateway; shared by all tabs of a user, so that the next leader need not ask for one. */
export interface Session {
  readonly token: string;
  /** Milliseconds since 1970. */
  readonly expiresAt: number;
  readonly extension: string | undefined;
  /** Calls are written into the CRM without our help; otherwise the leading tab does it. */
  readonly logging: boolean;
  /** How this agent's phone in the browser signs in; absent: it has none. */
  readonly phone?: PhoneAccount;
  /** The PBX rings desk phones on the CRM's word. */
  readonly originates?: boolean;
}

/** All that concerns the agent has been told. */
export interface CaughtUpMark {
  readonly cursor: number;
  /** The gateway's clock, ms since 1970. */
  readonly now: number;
  /** Ids of the calls told since this connection began: a live call that is not among them is over. */
  readonly told: ReadonlySet<string>;
}

export interface PbxListener {
  onSession(session: Session): void;
  /** `live`: news; otherwise a replay of what was missed. */
  onCall(call: Call, live: boolean): void;
  onCaughtUp(mark: CaughtUpMark): void;
  onFault(code: FaultCode): void;
  onHealed(codes: readonly FaultCode[]): void;
}

/** `refused`: for good, e.g. a call of somebody else. `unheard`: no connection, or no answer in time. */
export type Reported = 'taken' | 'refused' | 'unheard';

/** `cannot`: this PBX places no calls for the CRM. `failed`: it would not, now. `unheard`: no word of it in time. */
export type Ordered =
  | { readonly ok: true; readonly callId?: string }
  | { readonly ok: false; readonly why: 'cannot' | 'failed' | 'bad-number' | 'no-such-call' | 'unheard' };

export interface Pbx {
  /** Stays connected, through every loss, until undone. */
  connect(start: { readonly session?: Session; readonly cursor?: number }, listener: PbxListener): Undo;
  /** Tells the gateway what became of a call, over the connection that there is; settles, whatever happens. */
  report(outcome: ResultOutcome): Promise<Reported>;
  /** Has the PBX ring the agent's desk phone first, then this number. */
  originate(phone: string): Promise<Ordered>;
  /** Has the PBX end a call of this agent, at both ends. */
  hangUp(callId: string): Promise<Ordered>;
  /** What the gateway tells of the colleagues, as it came, until undone: see `colleague-watch.ts`. One at a time. */
  watchColleagues(hear: (raw: unknown) => void): Undo;
}

export type SignInResult =
  | { readonly ok: true; readonly session: Session }
  | { readonly ok: false; readonly why: 'refused' | 'unreachable' };

/** Asks the gateway for a session; settles, whatever happens. */
export type SignIn = () => Promise<SignInResult>;
