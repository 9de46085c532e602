import type { EngineAnswer } from './message-desk';
import type { ScriptFault, ScriptFaultCode } from './outcome';
import type { Assignment } from './plan/engine-plan';

/** What another worker would only repeat. */
const hopeless: ReadonlySet<ScriptFaultCode> = new Set(['syntax', 'import', 'entry']);

/** Whether a message whose delivery failed is worth another one. `now`: ms, as its deadline. */
export const isWorthRetrying = (
  fault: ScriptFault,
  attempt: number,
  { retries }: Assignment,
  deadline: number,
  now: number,
): boolean => !hopeless.has(fault.code) && attempt <= retries && now < deadline;

/** What the caller hears in the script's place: its time was over, or it failed. */
export function actionAnswer(assignment: Assignment, reason: 'timeout' | 'error'): EngineAnswer {
  const { code, text } = reason === 'timeout' ? assignment.timeoutAction : assignment.errorAction;
  return { action: 'reject', code, message: text, reason };
}

export const faultReason = ({ code }: ScriptFault): 'timeout' | 'error' =>
  code === 'time' ? 'timeout' : 'error';
