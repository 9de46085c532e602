import type { DialPlan } from '../domain/dial-plan';
import type { OffsetOf } from './open-hours';

/** A contact or company whose phone the caller's number is. Ids of users; times ms since 1970. */
export interface KnownCaller {
  readonly entity: 'contact' | 'company';
  readonly id: number;
  readonly name: string;
  readonly responsible: number;
  readonly openLeads: readonly {
    readonly id: number;
    readonly name?: string;
    readonly responsible: number;
    readonly updatedAt: number;
  }[];
  readonly lastTalk?: { readonly user: number; readonly at: number };
}

export type CrmAnswer =
  | { readonly state: 'found'; readonly callers: readonly KnownCaller[] }
  | { readonly state: 'nobody' }
  | { readonly state: 'timeout' }
  | { readonly state: 'error' };

/** What is known of an agent at this moment. */
export interface AgentState {
  readonly extension: string;
  readonly online: boolean;
  readonly inCall: boolean;
  /** End of their last call, ms; absent: none today. */
  readonly idleSince?: number;
}

export interface Situation {
  readonly from: string;
  readonly to: string;
  /** Ms since 1970. */
  readonly at: number;
  readonly offsetOf: OffsetOf;
  readonly dialPlan: DialPlan;
  readonly crm: CrmAnswer;
  /** By user id; agents without an internal number are not in it. */
  readonly agents: ReadonlyMap<number, AgentState>;
  /** Calls routed before this one, for taking turns. */
  readonly turn: number;
}
