import type { Changed } from '../call-store';
import type { BrowserRow } from './fellow-tables';
import type { AccountCopy } from './shared-accounts';

/** What the store's thread says unasked: all but the first where many gateways share the store. */
export type StoreNews =
  /** The log of the store's file cannot be copied into it now, and why; not said again while that stays so. */
  | { readonly news: 'uncopied'; readonly message: string }
  /** Calls of the account have changed, whoever changed them; each change is told once, in its order. */
  | { readonly news: 'calls'; readonly account: number; readonly changed: readonly Changed[] }
  /** Browsers of other gateways have come or gone. */
  | { readonly news: 'browsers'; readonly rows: readonly BrowserRow[] }
  /** Another gateway has something for the account's leader, or has changed a paper or an account. */
  | { readonly news: 'said'; readonly account: number; readonly what: string }
  /** Installed accounts have changed. */
  | { readonly news: 'accounts'; readonly copy: AccountCopy }
  /** The database cannot be asked, and why; not said again while that stays so. */
  | { readonly news: 'trouble'; readonly message: string };
