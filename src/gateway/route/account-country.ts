import { dialPlanOf, type DialPlan } from '../../domain/dial-plan';
import type { CrmGet } from './crm-callers';

const deadline = 5_000;
const askAgain = 60_000;

/** How the account's country writes numbers: Russia's way until the CRM has said which country that is. */
export function accountDialPlan(get: CrmGet, now: () => number): () => DialPlan {
  let plan = dialPlanOf('RU');
  let [known, asked] = [false, -Infinity];
  return () => {
    if (!known && now() - asked >= askAgain) {
      asked = now();
      get('/api/v4/account', AbortSignal.timeout(deadline)).then(
        (body) => {
          const { country } = (body ?? {}) as { country?: unknown };
          if (typeof country !== 'string') return;
          plan = dialPlanOf(country);
          known = true;
        },
        // Asked again in a minute: until then most numbers are read rightly all the same.
        () => undefined,
      );
    }
    return plan;
  };
}
