export interface BareAccount {
  readonly url: string;
  readonly domain: string;
  readonly username: string;
  readonly password: string;
  /** User part of the address. */
  readonly address: string;
}
