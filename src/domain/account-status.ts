/** What went wrong lately for an account; said in i18n under `status.trouble`. */
export const troubleCodes = [
  /** The PBX's events were not such as the gateway takes. */
  'events_refused',
  /** They could not be written to the disk; the PBX was asked to send them again. */
  'events_not_stored',
  'wrong_key',
  'sign_in_refused',
  'crm_refuses',
  'crm_silent',
  'ring_unheard',
  'pbx_not_told',
  'order_failed',
  /** The connection that the gateway keeps to the PBX. */
  'pbx_lost',
  'log_stopped',
] as const;
export type TroubleCode = (typeof troubleCodes)[number];

/** One kind of trouble, as often as it came. */
export interface Trouble {
  readonly code: TroubleCode;
  /** What was said by whoever refused, in their words; empty: nothing. */
  readonly detail: string;
  readonly times: number;
  /** The last time, ISO 8601. */
  readonly at: string;
}

export interface StatusAgent {
  readonly user: number;
  readonly extension: string;
  /** A browser is connected now. */
  readonly online: boolean;
  /** Until when one was, since the gateway's start; null: none. */
  readonly seen_at: string | null;
}

/** Requests to the CRM: how many may go in a second, went in the last one, at most in one of the last minute, wait. */
export interface RateUse {
  readonly limit: number;
  readonly used: number;
  readonly peak: number;
  readonly waiting: number;
}

/** How one account's telephony stands, for its administrators. Times are ISO 8601 in UTC; null: not since the gateway's start. */
export interface AccountStatus {
  readonly at: string;
  /** The gateway's start: nothing here is older, but for the call log. */
  readonly since: string;
  readonly pbx: { readonly heard_at: string | null };
  /** Null: the internal numbers cannot be read from the CRM. */
  readonly agents: readonly StatusAgent[] | null;
  readonly crm: {
    readonly answered_at: string | null;
    readonly failed_at: string | null;
    /** The CRM has taken the access away: the integration is to be installed anew. */
    readonly reconnect: boolean;
    /** Null: of a long-lived token, whose end the gateway does not know. */
    readonly access_until: string | null;
    readonly rate: RateUse;
  };
  readonly log: {
    /** False: not the gateway's work. */
    readonly on: boolean;
    readonly waiting: number;
    readonly held: number;
    readonly refused: number;
    readonly stopped_since: string | null;
  };
  /** Newest first. */
  readonly troubles: readonly Trouble[];
}
