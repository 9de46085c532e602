import type { DialPlan } from '../../domain/dial-plan';
import type { ResultCrm } from '../../ports/result-crm';
import type { ResultApi } from './result-api';
import { resultCatalogue } from './result-catalogue';
import { resultFind } from './result-find';
import { resultMatches } from './result-matches';

/** Port `ResultCrm`. `taskTypes`: what the page's constant `task_types` holds; the API is asked where it is empty. */
export function resultCrm(parts: {
  api: ResultApi;
  dialPlan: DialPlan;
  userId: number;
  taskTypes: () => unknown;
}): ResultCrm {
  const { matches } = resultMatches(parts);
  return { matches, find: resultFind(parts), catalogue: resultCatalogue(parts) };
}
