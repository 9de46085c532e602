type Fields = Readonly<Record<string, unknown>>;

/** One saved plan. */
export interface PlanVersion {
  readonly version: number;
  /** ISO 8601. */
  readonly at: string;
  /** User id; null: the plan's file. */
  readonly by: number | null;
  readonly plan: Fields;
}

/** The answer of `GET /v1/routing-plan`. */
export interface PlanPage {
  readonly plan: Fields;
  readonly version: number;
  readonly history: readonly PlanVersion[];
  /** Internal numbers by user id. */
  readonly extensions: Readonly<Record<string, string>>;
}

/** What is wrong at one place of a plan. */
export interface ToldPlanFault {
  readonly path: string;
  readonly code: string;
  readonly message: string;
  readonly values: Readonly<Record<string, string | number>>;
}

/** Whom a tried call would ring, and who was thought of. */
export interface TriedRoute {
  readonly targets: readonly {
    readonly extension: string;
    readonly user: number | null;
    readonly timeout: number;
    readonly step: number;
  }[];
  /** "603 Decline"; empty: somebody rings. */
  readonly refusal: string;
  readonly trail: readonly {
    readonly rule: string;
    readonly user: number | null;
    readonly verdict: string;
  }[];
}
