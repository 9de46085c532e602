import { createHmac } from 'node:crypto';
import type { PbxKeys } from '../pbx-key';
import type { UnheardRing } from './ring-watch';

const deadline = 2_000;

/**
 * Tells the PBX that no browser shows a ring, so that it rings the desk phone or the group: `POST` of `{"call_id",
 * "extensions"}` with `X-Signature`, hex HMAC-SHA256 of the body with the PBX's key. Once: a later one would be too late.
 */
export const tellUnheard =
  (url: URL, keys: PbxKeys, fetchWith: typeof fetch = fetch) =>
  async (ring: UnheardRing): Promise<void> => {
    const body = JSON.stringify(ring);
    const response = await fetchWith(url, {
      method: 'POST',
      headers: {
        'content-type': 'application/json',
        'x-signature': createHmac('sha256', keys.newest() ?? '')
          .update(body)
          .digest('hex'),
      },
      body,
      redirect: 'error',
      signal: AbortSignal.timeout(deadline),
    });
    await response.body?.cancel();
    if (!response.ok) throw new Error(`the PBX answers ${response.status}`);
  };
