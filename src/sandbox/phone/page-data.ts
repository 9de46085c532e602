/** What the server puts into the page. */
export interface PageData {
  /** People of the demo account, to be one of them. */
  readonly people: readonly { readonly name: string; readonly number: string }[];
  readonly company: string;
  /** Whose desk phone this is; null: a customer's telephone. */
  readonly desk: { readonly name: string; readonly extension: string } | null;
  readonly agents: readonly { readonly name: string; readonly extension: string }[];
}
