import type { TokenPair } from './account-tables';

const deadline = 10_000;
const largest = 65_536;
/** Of amoCRM's access tokens, s; some answers do not say it. */
const usualLife = 86_400;

/** The integration as its page in the CRM shows it. */
export interface Integration {
  readonly clientId: string;
  readonly clientSecret: string;
  /** As it is entered there, letter by letter. */
  readonly redirectUri: string;
}

/** The CRM has looked at the code or token and says no: asking again will not help. */
export class TokensRefused extends Error {}

export type Grant =
  | { readonly grant_type: 'authorization_code'; readonly code: string }
  | { readonly grant_type: 'refresh_token'; readonly refresh_token: string };

export type ExchangeTokens = (accountUrl: string, grant: Grant) => Promise<TokenPair>;

function pairIn(text: string, now: number): TokenPair {
  const said = JSON.parse(text) as Readonly<Record<string, unknown>> | null;
  const { access_token: access, refresh_token: refresh, expires_in: life = usualLife } = said ?? {};
  if (typeof access !== 'string' || access === '' || typeof refresh !== 'string' || refresh === '')
    throw new Error('the CRM answers without tokens');
  const ms = Number(life) > 0 ? Number(life) * 1000 : usualLife * 1000;
  return { access, refresh, expires: now + ms, renewFrom: now + ms / 2 };
}

/**
 * `POST {account}/oauth2/access_token`. Throws `TokensRefused` where the CRM says no; any other error leaves open
 * whether the code or token has been used up. No error holds a token.
 */
export function exchangeTokens(
  { clientId, clientSecret, redirectUri }: Integration,
  now: () => number,
  fetchWith: typeof fetch = fetch,
): ExchangeTokens {
  return async (accountUrl, grant) => {
    const began = now();
    const response = await fetchWith(new URL('/oauth2/access_token', accountUrl), {
      method: 'POST',
      headers: { 'content-type': 'application/json', accept: 'application/json' },
      body: JSON.stringify({
        ...{ client_id: clientId, client_secret: clientSecret, redirect_uri: redirectUri },
        ...grant,
      }),
      // The secret must not follow wherever an answer points.
      redirect: 'error',
      signal: AbortSignal.timeout(deadline),
    });
    const text = await response.text();
    const isJson = (response.headers.get('content-type') ?? '').includes('json');
    if ([400, 401].includes(response.status) && isJson)
      throw new TokensRefused(`the CRM refuses the ${grant.grant_type} (${response.status})`);
    if (response.status !== 200 || text.length > largest)
      throw new Error(`the CRM answers ${response.status} to a request for tokens`);
    try {
      return pairIn(text, began);
    } catch {
      throw new Error('the CRM answers a request for tokens with something else');
    }
  };
}
