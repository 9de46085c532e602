import { callStatuses, type ResultFault, type ResultField, type ResultFields } from './call-result';
import type { ResultFaultCode } from './result-fault';

/** What amoCRM keeps of a name. */
export const longestName = 255;

const isId = (value: number): boolean => Number.isSafeInteger(value) && value > 0;

/** Whether a record is needed to keep what was typed: a mere call status lives in the log of the call. */
export const needsRecord = ({ note, task, contactName, leadName }: ResultFields): boolean =>
  task !== null || [note, contactName, leadName].some((text) => text.trim() !== '');

/**
 * What keeps the result from being sent, field by field; empty: nothing. `unknown`: nobody in the CRM has the number.
 * `now`: Unix seconds. `numbered`: false for a hidden number, whose contact can be known by its name alone.
 * Nothing typed is no fault: then there is nothing to write.
 */
export function faultsOf(
  fields: ResultFields,
  unknown: boolean,
  now: number,
  numbered = true,
): ResultFault[] {
  const faults: ResultFault[] = [];
  const check = (fine: boolean, field: ResultField, code: ResultFaultCode): void => {
    if (!fine) faults.push({ field, code });
  };
  const { link, status, task, contactName, leadName, pipelineId, stageId } = fields;
  if (link === null) check(unknown || !needsRecord(fields), 'link', 'link_missing');
  else check(isId(link.id), 'link', 'invalid');
  check(status === null || callStatuses.includes(status), 'status', 'invalid');
  if (task !== null) {
    check(isId(task.typeId), 'task', 'task_type_missing');
    check(task.text.trim() !== '', 'task.text', 'task_text_empty');
    if (!isId(task.due)) check(false, 'task.due', 'task_due_missing');
    else check(task.due > now, 'task.due', 'task_due_past');
  }
  const nameless = link === null && unknown && !numbered && contactName.trim() === '';
  check(!nameless || !needsRecord(fields), 'contactName', 'name_missing');
  check(contactName.trim().length <= longestName, 'contactName', 'name_too_long');
  check(leadName.trim().length <= longestName, 'leadName', 'name_too_long');
  check(pipelineId === null || isId(pipelineId), 'pipelineId', 'invalid');
  check(stageId === null || isId(stageId), 'stageId', 'invalid');
  return faults;
}
