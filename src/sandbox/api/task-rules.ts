import { entityTypes, isPresent, recordsOf } from '../crm/access';
import type { Crm } from '../crm/model';
import { authorship } from './call-rules';
import { choice, filledText, flag, int, nullable, object, oneOf, required, text } from './rules';
import type { Rule, Ruled } from './rules';

const changes = (crm: Crm) => ({
  id: int,
  entity_id: nullable(int),
  entity_type: nullable(oneOf(entityTypes)),
  task_type_id: choice(int, (id) => crm.task_types.some((type) => type.id === id)),
  duration: int,
  is_completed: flag,
  result: object({ text: required(text) }),
  ...authorship(crm),
});
/** What may be changed in a task; all of it optional. */
export const changeRule = (crm: Crm) => object({ ...changes(crm), text: filledText, complete_till: int });
export type TaskChange = Ruled<ReturnType<typeof changeRule>>;

export type NewTask = TaskChange & { text: string; complete_till: number };

/** A new task: text and time are needed, and the record must exist where one is named. */
export const newRule = (crm: Crm): Rule<NewTask> => {
  const rule = object({ ...changes(crm), text: required(filledText), complete_till: required(int) });
  return (value, path, report) => {
    const read = rule(value, path, report);
    const { entity_id: id, entity_type: type } = read ?? {};
    if (typeof id === 'number') {
      const record = type ? recordsOf(crm, type).get(id) : undefined;
      if (!type) report('FieldMissing', 'entity_type', 'This field is missing.');
      else if (!record || !isPresent(record)) report('NotSupportedChoice', 'entity_id', 'Entity not found.');
    }
    return read;
  };
};
