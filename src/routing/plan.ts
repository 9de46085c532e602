/** How inbound calls are to be routed: data that a manager writes. Fields and defaults: `docs/routing.md`. */

export const weekdays = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'] as const;
export type Weekday = (typeof weekdays)[number];

/** Minutes since midnight; `until` above 1440 reaches into the next day. */
export interface Span {
  readonly from: number;
  readonly until: number;
}
export type Week = Readonly<Partial<Record<Weekday, readonly Span[]>>>;

/** What happens to a call that no agent takes. */
export type LastResort =
  /** An extension (of a mailbox, too) or an outside number. */
  | { readonly do: 'ring'; readonly to: string }
  | { readonly do: 'reject'; readonly code: number; readonly message: string };

export interface AgentRule {
  readonly hours: Week | null;
  /** IANA name or "+03:00"; null: the company's. */
  readonly zone: string | null;
  /** "2026-12-31", in the agent's zone. */
  readonly daysOff: readonly string[];
  readonly deputy: number | null;
}

export const strategies = ['together', 'in_order', 'round_robin', 'longest_idle'] as const;
export interface Group {
  /** User ids. */
  readonly members: readonly number[];
  readonly strategy: (typeof strategies)[number];
}

export interface LineRule {
  readonly group: string | null;
  /** False: whoever calls this number gets its group, not the manager who knows them. */
  readonly responsibleFirst: boolean;
  readonly hours: Week | null;
  readonly closed: LastResort | null;
}

export interface RoutingPlan {
  /** IANA name or "+03:00". */
  readonly zone: string;
  /** Seconds that each target rings. */
  readonly ring: number;
  /** Seconds that all targets together may ring. */
  readonly total: number;
  /** An agent without a browser on the line is passed over; false: their desk phone may still ring. */
  readonly onlineOnly: boolean;
  /** Numbers, or their beginnings with "*" at the end. */
  readonly blocked: readonly string[];
  readonly blockedAnswer: { readonly code: number; readonly message: string };
  /** Null: day and night. */
  readonly hours: Week | null;
  readonly closed: LastResort | null;
  readonly agents: ReadonlyMap<number, AgentRule>;
  readonly groups: ReadonlyMap<string, Group>;
  /** By the company's number. */
  readonly lines: ReadonlyMap<string, LineRule>;
  /** Who gets callers that nobody knows, and those whose own manager cannot answer. Null: all agents together. */
  readonly defaultGroup: string | null;
  readonly last: LastResort | null;
}

/** A plan beside the JSON that it was read from. */
export interface WrittenPlan {
  readonly written: unknown;
  readonly plan: RoutingPlan;
}

export const emptyPlan: RoutingPlan = {
  zone: '+03:00',
  ring: 20,
  total: 60,
  onlineOnly: false,
  blocked: [],
  blockedAnswer: { code: 603, message: 'Decline' },
  hours: null,
  closed: null,
  agents: new Map(),
  groups: new Map(),
  lines: new Map(),
  defaultGroup: null,
  last: null,
};
