import type { RequestTurn } from '../../domain/request-budget';
import { answered, CrmTrouble, type CrmClient } from '../../logging/crm-trouble';
import { pageTransport } from './result-transport';

/** The account's API with the signed-in user's rights, for the call log. `turn`: the tab's budget of requests. */
export const pageCrm =
  (turn: RequestTurn): CrmClient =>
  async (request) => {
    await turn();
    const answer = await pageTransport(request).catch((error: unknown) => {
      throw new CrmTrouble('uncertain', error instanceof Error ? error.message : String(error));
    });
    return answered(request, answer);
  };
