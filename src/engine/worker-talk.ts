import type { Limits } from './limits';
import type { LogLine, Outcome } from './outcome';
import type { Delivery, Script } from './script';

/** Engine to worker. */
export type ToWorker =
  | { readonly kind: 'load'; readonly script: Script; readonly limits: Limits }
  | { readonly kind: 'run'; readonly run: number; readonly delivery: Delivery; readonly wallMs: number }
  | {
      readonly kind: 'reply';
      readonly run: number;
      readonly call: number;
      readonly failed: boolean;
      readonly text: string;
    };

/** Worker to engine. */
export type FromWorker =
  | { readonly kind: 'ready' }
  | { readonly kind: 'log'; readonly run: number; readonly line: LogLine }
  | {
      readonly kind: 'call';
      readonly run: number;
      readonly call: number;
      readonly name: string;
      readonly args: string;
    }
  | {
      readonly kind: 'done';
      readonly run: number;
      readonly outcome: Outcome;
      readonly logLost: number;
      readonly ms: number;
      /** This worker shall not be used again. */
      readonly spent: boolean;
    };
