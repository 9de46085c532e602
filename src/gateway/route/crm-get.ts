import type { Amo } from '../config';
import type { CrmGet } from './crm-callers';

const largest = 4 * 1024 * 1024;

/** GETs of the account's API with the integration's token. */
export function crmGet(amo: Pick<Amo, 'url'>, fetchWith: typeof fetch): CrmGet {
  return async (path, signal) => {
    const response = await fetchWith(new URL(path, amo.url), {
      headers: { accept: 'application/json' },
      // The token must not follow wherever an answer points.
      redirect: 'error',
      signal,
    });
    if (response.status === 204) return undefined;
    const body = await response.text();
    if (response.status !== 200 || body.length > largest)
      throw new Error(`the CRM answers ${response.status}`);
    return JSON.parse(body) as unknown;
  };
}
