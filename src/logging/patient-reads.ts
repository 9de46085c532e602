import { CrmTrouble, type CrmClient } from './crm-trouble';
import { backoff } from './log-change';

const reads = 5;

/**
 * Questions are asked again by themselves: one of many pages would hardly ever come to its end, were each loss its end.
 * `wait` in ms; `random` from 0 to 1.
 */
export function patientReads(
  ask: CrmClient,
  wait: (ms: number) => Promise<void>,
  random: () => number,
): CrmClient {
  return async (request) => {
    for (let count = 1; ; count += 1) {
      try {
        return await ask(request);
      } catch (error) {
        const passing = error instanceof CrmTrouble && (error.kind === 'uncertain' || error.kind === 'busy');
        if (request.method !== 'GET' || !passing || count === reads) throw error;
        await wait(error.pause ?? backoff(count, random));
      }
    }
  };
}
