import type { Entry } from './timeline';

/** What crosses the border between the scenario's realm and the worker, as JSON. */
export type FromGuest =
  | { readonly kind: 'entry'; readonly entry: Entry }
  | {
      readonly kind: 'http';
      readonly id: number;
      readonly url: string;
      readonly method: string;
      readonly headers: Readonly<Record<string, string>>;
      readonly body: string;
      /** Seconds. */
      readonly timeout: number;
    }
  | { readonly kind: 'digest'; readonly name: string; readonly parts: readonly string[] };

export type ToGuest =
  | { readonly kind: 'begin' }
  | { readonly kind: 'next' }
  | { readonly kind: 'fault'; readonly text: string }
  /** `at`: virtual ms. */
  | { readonly kind: 'answer'; readonly id: number; readonly at: number; readonly result: object };

/** Times are virtual ms; `waits`: requests that are out in the real web. */
export interface StepState {
  readonly now: number;
  readonly next: number | null;
  readonly waits: number;
  readonly isOver: boolean;
}
