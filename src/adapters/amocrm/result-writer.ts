import type { DialPlan } from '../../domain/dial-plan';
import type { Newcomers, ResultWriter } from '../../ports/result-writer';
import type { ResultApi } from './result-api';
import { resultEntries } from './result-entries';
import { resultInbox } from './result-inbox';
import { resultMatches } from './result-matches';
import { resultRecords } from './result-records';

/** Port `ResultWriter`: writes with the signed-in user's rights, `userId` is that user. */
export function resultWriter(parts: {
  api: ResultApi;
  dialPlan: DialPlan;
  userId: number;
  newcomers: Newcomers;
}): ResultWriter {
  const { api, dialPlan, newcomers } = parts;
  return {
    dialPlan,
    newcomers,
    now: api.now,
    ...resultMatches(parts),
    ...resultRecords(parts),
    ...resultInbox(parts),
    ...resultEntries(parts),
  };
}
