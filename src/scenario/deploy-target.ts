import type { PushHistory } from './push-history';
import type { ScriptHost } from './script-host';

type Env = Readonly<Record<string, string | undefined>>;

/** What one kind of host makes of the command line. */
export interface DeployTarget {
  /** Where its scripts are built. */
  readonly folder: string;
  readonly usage: string;
  /** Which of the built files go there. */
  readonly isOurs: (file: string) => boolean;
  /** Undefined: not enough was said. */
  readonly nameOf: (
    application: string | undefined,
    environment: string | undefined,
    role: string,
  ) => { readonly name: string } | { readonly fault: string } | undefined;
  /** Throws `UsageError`; asks nothing yet. */
  readonly host: (given: {
    readonly env: Env;
    readonly application: string | undefined;
    readonly rules: readonly string[];
    /** All built scripts, not those of `--role` alone. */
    readonly built: readonly { readonly role: string; readonly name: string }[];
    /** What the one script of `--role` was called there. */
    readonly was: string | undefined;
    readonly history: PushHistory;
  }) => ScriptHost;
}
