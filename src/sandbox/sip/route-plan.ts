/** Phones that ring together, for how long and why. */
export interface RingStep {
  /** Internal numbers, or numbers outside. */
  readonly numbers: readonly string[];
  /** ms */
  readonly rings: number;
  /** As the gateway words it. */
  readonly why?: string;
}

export type RoutePlan =
  { readonly steps: readonly RingStep[] } | { readonly status: number; readonly reason: string };

export interface AskedRoute {
  readonly call_id: string;
  readonly from: string;
  readonly to: string;
}

/** Whom a call for the company shall ring; always an answer, within seconds. */
export type AskRoute = (asked: AskedRoute) => Promise<RoutePlan>;
