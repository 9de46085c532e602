const deadline = 10_000;

/** `GET /api/v4/account`: the account's number, as whoever gave the token says it. */
export async function numberOf(accountUrl: string, accessToken: string): Promise<number> {
  const response = await fetch(new URL('/api/v4/account', accountUrl), {
    headers: { authorization: `Bearer ${accessToken}`, accept: 'application/json' },
    redirect: 'error',
    signal: AbortSignal.timeout(deadline),
  });
  const { id } = response.status === 200 ? ((await response.json()) as { id?: unknown }) : {};
  if (typeof id !== 'number' || !Number.isSafeInteger(id) || id < 1)
    throw new Error(`the CRM answers ${response.status} when it is asked whose the token is`);
  return id;
}
