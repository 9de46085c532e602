import type { Amo } from './config';

const deadline = 3_000;

/**
 * `POST /api/v2/events`: amoCRM's own notification of a ringing call, to these users alone. Resolves `busy` where the
 * CRM has certainly shown nothing and may be asked again; rejects where that cannot be known or would not help.
 */
export function awayRingNotice(amo: Pick<Amo, 'url'>, fetchWith: typeof fetch) {
  const url = new URL('/api/v2/events', amo.url);

  return async (phone: string, users: readonly number[]): Promise<'shown' | 'busy'> => {
    const response = await fetchWith(url, {
      method: 'POST',
      headers: { 'content-type': 'application/json' },
      body: JSON.stringify({ add: [{ type: 'phone_call', phone_number: phone, users }] }),
      // The token must not follow wherever an answer points.
      redirect: 'error',
      signal: AbortSignal.timeout(deadline),
    });
    await response.body?.cancel();
    if (response.ok) return 'shown';
    if (response.status === 429) return 'busy';
    throw new Error(`the CRM answers ${response.status} to POST /api/v2/events`);
  };
}
