import type { DialPlan } from '../../domain/dial-plan';
import type { RequestTurn } from '../../domain/request-budget';
import type { Clock } from '../../ports/clock';
import type { ResultCrm } from '../../ports/result-crm';
import type { ResultWriter } from '../../ports/result-writer';
import { hostApp } from './host';
import { resultApi } from './result-api';
import { resultCrm } from './result-crm';
import { browserLocks, resultNewcomers, type SharedText } from './result-newcomers';
import { pageTransport } from './result-transport';
import { resultWriter } from './result-writer';

/** Both ports of the call result over amoCRM's page, under one budget of requests. `name`: of this user's storage. */
export function pageResults(parts: {
  name: string;
  dialPlan: DialPlan;
  userId: number;
  clock: Clock;
  turn: RequestTurn;
}): {
  crm: ResultCrm;
  writer: ResultWriter;
} {
  const { name, dialPlan, userId, clock, turn } = parts;
  const key = `${name}:newcomers`;
  const text: SharedText = {
    read: () => localStorage.getItem(key),
    write: (value) => localStorage.setItem(key, value),
  };
  const newcomers = resultNewcomers({ name: key, text, locks: browserLocks, now: () => clock.now() });
  const shared = { api: resultApi({ transport: pageTransport, clock, turn }), dialPlan, userId };
  return {
    crm: resultCrm({ ...shared, taskTypes: () => hostApp().constant('task_types') }),
    writer: resultWriter({ ...shared, newcomers }),
  };
}
