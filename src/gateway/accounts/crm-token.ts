/** The token that opens one account's API. */
export interface CrmToken {
  /** The one of this moment. Rejects in words where there is none. */
  current(): Promise<string>;
  /** The CRM does not take this one: another that it may take, or undefined. */
  insteadOf(refused: string): Promise<string | undefined>;
}

/** A long-lived one: nobody but its owner can renew it. */
export const longLivedToken = (token: string): CrmToken => ({
  current: () => Promise.resolve(token),
  insteadOf: () => Promise.resolve(undefined),
});

/** `fetch` for one account's API: signed with its token, and once more with another where the CRM refuses that one. */
export function signedFetch(token: CrmToken, fetchWith: typeof fetch = fetch): typeof fetch {
  return async (url, init) => {
    const ask = (signed: string): Promise<Response> => {
      const headers = new Headers(init?.headers);
      headers.set('authorization', `Bearer ${signed}`);
      return fetchWith(url, { ...init, headers });
    };
    const first = await token.current();
    const response = await ask(first);
    if (response.status !== 401) return response;
    const second = await token.insteadOf(first);
    if (second === undefined) return response;
    await response.body?.cancel();
    return ask(second);
  };
}
