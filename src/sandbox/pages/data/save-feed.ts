import type { Crm, EntityType, User } from '../../crm/model';

interface Target {
  entity: EntityType;
  id: number;
}

const signature = (
  user: User,
): {
  responsible_user_id: number;
  group_id: number;
  created_by: number;
  updated_by: number;
  created_at: number;
  updated_at: number;
} => {
  const at = Math.floor(Date.now() / 1000);
  return {
    responsible_user_id: user.id,
    group_id: user.group_id,
    created_by: user.id,
    updated_by: user.id,
    created_at: at,
    updated_at: at,
  };
};

export function addNote(crm: Crm, user: User, target: Target, text: string): void {
  const id = crm.nextId();
  const place = { entity_type: target.entity, entity_id: target.id };
  crm.notes.set(id, { id, ...place, note_type: 'common', params: { text }, ...signature(user) });
}

/** `due`: Unix seconds. */
export function addTask(crm: Crm, user: User, target: Target, text: string, due: number): void {
  const id = crm.nextId();
  crm.tasks.set(id, {
    id,
    text,
    complete_till: due,
    entity_id: target.id,
    entity_type: target.entity,
    task_type_id: crm.task_types[0]?.id ?? 1,
    duration: 0,
    is_completed: false,
    result: null,
    ...signature(user),
  });
}

/** False when there is no such task. */
export function completeTask(crm: Crm, user: User, id: number): boolean {
  const task = crm.tasks.get(id);
  if (task === undefined) return false;
  task.is_completed = true;
  task.updated_at = Math.floor(Date.now() / 1000);
  task.updated_by = user.id;
  return true;
}
