import type { PbxOrder } from '../../protocol/pbx-order';
import type { PbxKeys } from '../pbx-key';

/** Shorter than the browser's own patience, so that it hears our word, ms. */
const patience = 3_000;

/** `refused`: it has said no. `silent`: no word in time, or none that can be trusted; it may have done it. */
export type PbxWord = 'done' | 'refused' | 'silent';

export type PbxControl = (order: PbxOrder) => Promise<PbxWord>;

/** Posts an order to the PBX's control address, with the newest of the account's PBX keys as bearer token. Follows no redirect. */
export function pbxControl(url: URL, keys: PbxKeys, ask: typeof fetch = fetch): PbxControl {
  return async (order) => {
    try {
      const { ok, status, body } = await ask(url, {
        method: 'POST',
        headers: { authorization: `Bearer ${keys.newest() ?? ''}`, 'content-type': 'application/json' },
        body: JSON.stringify(order),
        redirect: 'error',
        signal: AbortSignal.timeout(patience),
      });
      await body?.cancel();
      if (ok) return 'done';
      return status >= 500 ? 'silent' : 'refused';
    } catch {
      return 'silent';
    }
  };
}

/** Reads `PBX_CONTROL_URL`; undefined: the PBX places no calls for the CRM. */
export function readControlUrl(
  env: Readonly<Record<string, string | undefined>>,
  fault: (name: string, wrong: string, cure: string) => void,
): URL | undefined {
  const given = env['PBX_CONTROL_URL']?.trim() ?? '';
  if (given === '') return undefined;
  const url = URL.canParse(given) ? new URL(given) : undefined;
  if (url !== undefined && /^https?:$/.test(url.protocol) && url.username === '') return url;
  fault(
    'PBX_CONTROL_URL',
    'is not the address of a PBX',
    'give the address that takes orders, https://pbx.example.com/control, or leave it out',
  );
  return undefined;
}
