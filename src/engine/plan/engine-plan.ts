import type { RecordedAnswers } from '../recorded-answers';
import type { Unsure } from '../script';

/** What a caller hears when a script does not answer: `503 Service Unavailable`. */
export interface SipAnswer {
  readonly code: number;
  readonly text: string;
}

/** A script that the engine runs. */
export interface PlannedScript {
  /** Beside the plan, or absolute. */
  readonly file: string;
  /** Scripts of one app share a datastore and may import one another. */
  readonly app: string;
  readonly processes: number;
  readonly timeoutMs: number;
  readonly memoryMb: number;
  readonly variables: 'cleared' | 'kept';
  readonly env: Readonly<Record<string, string>>;
  /** Hosts that it may ask over HTTP. */
  readonly hosts: readonly string[];
}

/** Which script routes whose calls. Without line and customer: all others. */
export interface Assignment {
  readonly name: string;
  readonly line: string | undefined;
  readonly customer: string | undefined;
  readonly script: string;
  /** The script's time for a message here, at most its own. */
  readonly timeoutMs: number;
  readonly timeoutAction: SipAnswer;
  /** When it fails otherwise. */
  readonly errorAction: SipAnswer;
  /** Time for a message in all: waiting, every delivery. */
  readonly deadlineMs: number;
  /** Deliveries after the first that failed. */
  readonly retries: number;
  /** Tables that the script finds beside `routing`. */
  readonly vars: Readonly<Record<string, unknown>>;
}

export interface EnginePlan {
  readonly scripts: Readonly<Record<string, PlannedScript>>;
  readonly assignments: readonly Assignment[];
  /** Time zone of the scripts' clock. */
  readonly zone: string;
  readonly httpTimeoutMs: number;
  /** Processes at once, all scripts together. */
  readonly mostProcesses: number;
  readonly unsure: Unsure & { readonly nothing: 'message' | 'error' };
  readonly answers: RecordedAnswers;
}
