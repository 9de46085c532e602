import { recordsOf } from './access';
import type { Crm, EntityType, Task, User } from './model';

export interface TaskChange {
  text?: string | undefined;
  complete_till?: number | undefined;
  entity_id?: number | null | undefined;
  entity_type?: EntityType | null | undefined;
  responsible_user_id?: number | undefined;
  is_completed?: boolean | undefined;
  result?: { text?: string | undefined } | undefined;
  updated_at?: number | undefined;
  updated_by?: number | undefined;
}
type NewTask = TaskChange & { text: string; complete_till: number };

/** Who writes, and when: Unix seconds. */
export interface Writing {
  crm: Crm;
  user: User;
  now: number;
}

/** The record shows the time of its next open task. */
function noteClosest(crm: Crm, { entity_type, entity_id }: Task): void {
  if (entity_type === null || entity_id === null) return;
  const record = recordsOf(crm, entity_type).get(entity_id);
  const open = [...crm.tasks.values()].filter(
    (task) => task.entity_type === entity_type && task.entity_id === entity_id && !task.is_completed,
  );
  if (record) {
    record.closest_task_at =
      open.length === 0 ? null : Math.min(...open.map(({ complete_till }) => complete_till));
  }
}

/** Writes a checked change into a task. */
export function changeTask({ crm, user, now }: Writing, task: Task, change: TaskChange): void {
  const { result } = change;
  const given = Object.entries(change).filter(
    ([name, value]) => value !== undefined && !['id', 'request_id', 'result'].includes(name),
  );
  Object.assign(task, Object.fromEntries(given));
  if (result?.text !== undefined) task.result = { text: result.text };
  const owner = crm.users.find(({ id }) => id === task.responsible_user_id);
  task.group_id = owner?.group_id ?? task.group_id;
  task.updated_at = change.updated_at ?? now;
  task.updated_by = change.updated_by ?? user.id;
  noteClosest(crm, task);
}

/** Stores a new task; without a responsible user it is the writer's own. */
export function addTask(writing: Writing, draft: NewTask): Task {
  const { crm, user, now } = writing;
  const task: Task = {
    id: crm.nextId(),
    text: draft.text,
    complete_till: draft.complete_till,
    responsible_user_id: user.id,
    group_id: user.group_id,
    entity_id: null,
    entity_type: null,
    task_type_id: crm.task_types[0]?.id ?? 1,
    duration: 0,
    is_completed: false,
    result: null,
    created_by: user.id,
    updated_by: user.id,
    created_at: now,
    updated_at: now,
  };
  crm.tasks.set(task.id, task);
  changeTask(writing, task, draft);
  return task;
}
