import { errorWords } from '../../domain/error-words';
import { answered, CrmTrouble, type CrmClient } from '../../logging/crm-trouble';
import type { Amo } from '../config';
import type { CrmTurn } from '../crm-budget';

const deadline = 20_000;

/** The account's API with the integration's token, at the pace of the account. */
export function crmClient(amo: Pick<Amo, 'url'>, turn: CrmTurn, fetchWith: typeof fetch): CrmClient {
  return async ({ method, path, body }) => {
    const arrived = await turn();
    let [status, text]: [number, string] = [0, ''];
    let wait: string | null = null;
    try {
      const response = await fetchWith(new URL(path, amo.url), {
        method,
        headers: {
          accept: 'application/json',
          ...(body !== undefined && { 'content-type': 'application/json' }),
        },
        ...(body !== undefined && { body: JSON.stringify(body) }),
        // The token must not follow wherever an answer points.
        redirect: 'error',
        signal: AbortSignal.timeout(deadline),
      });
      arrived();
      ({ status } = response);
      wait = response.headers.get('retry-after');
      text = await response.text();
    } catch (error) {
      arrived();
      throw new CrmTrouble('uncertain', errorWords(error));
    }
    return answered({ method }, { status, text, wait });
  };
}
