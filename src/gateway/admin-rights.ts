import type { Config } from './config';

/** A card waits for this answer: whoever cannot be looked up in time signs in without the rights, ms. */
const deadline = 2_000;
const fresh = 5 * 60_000;

/**
 * Asks the CRM whether users are administrators (`GET /api/v4/users/{id}`), each no oftener than every five minutes.
 * Resolves false where the CRM does not say: rights are never guessed.
 */
export function adminRights(
  amo: Pick<Config['amo'], 'url' | 'token'>,
  now: () => number,
  fetchWith: typeof fetch = fetch,
) {
  const known = new Map<number, { readonly answer: Promise<boolean>; readonly at: number }>();

  async function ask(user: number): Promise<boolean> {
    const response = await fetchWith(new URL(`/api/v4/users/${user}`, amo.url), {
      headers: { authorization: `Bearer ${amo.token}`, accept: 'application/json' },
      // The token must not follow wherever an answer points.
      redirect: 'error',
      signal: AbortSignal.timeout(deadline),
    });
    if (!response.ok) throw new Error(`the CRM answers ${response.status}`);
    const body = (await response.json()) as { rights?: { is_admin?: unknown } | null } | null;
    return body?.rights?.is_admin === true;
  }

  return async (user: number): Promise<boolean> => {
    const before = known.get(user);
    if (before !== undefined && now() - before.at < fresh) return before.answer;
    const answer = ask(user).catch(() => {
      known.delete(user);
      return false;
    });
    known.set(user, { answer, at: now() });
    return answer;
  };
}
