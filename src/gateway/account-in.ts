import { decodeJwt } from 'jose';

/**
 * The account that a token names, ours or one of amoCRM's: not proved by anything, it says only whose keys are to
 * prove it.
 */
export function accountIn(token: unknown): number | undefined {
  if (typeof token !== 'string') return undefined;
  try {
    const { account, account_id: named } = decodeJwt(token);
    const id = account ?? named;
    return typeof id === 'number' && Number.isSafeInteger(id) ? id : undefined;
  } catch {
    return undefined;
  }
}
