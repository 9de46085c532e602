import type { Socket } from 'socket.io';
import type { ToAgent, ToGateway } from '../protocol/agent-socket';
import type { CallResultAnswer } from '../protocol/call-result';
import type { CallStore } from './call-store';
import type { OrderDesk } from './orders/take-orders';
import type { Session, SessionTokens } from './session-token';

/** What browsers of one account meet. */
export interface AccountDesk {
  /** Of the account's pages. */
  readonly origin: string;
  readonly tokens: Pick<SessionTokens, 'verify'>;
  readonly store: Pick<CallStore, 'missed'>;
  /** `call:result` of this agent's browser. */
  readonly onResult: (word: unknown, session: Session) => Promise<CallResultAnswer>;
  /** `call:heard`: a browser of this extension shows the call. */
  readonly onHeard: (callId: unknown, extension: string | null) => void;
  readonly orders: OrderDesk;
}

/** Whom a socket was opened for. */
export interface AgentData {
  session: Session;
  desk: AccountDesk;
  /** Which of all that came and were sent away this was when it began to be asked who it is. */
  turn: number;
}

export type AgentSocket = Socket<ToGateway, ToAgent, Record<string, never>, AgentData>;
