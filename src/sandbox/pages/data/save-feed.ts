import { addNote } from '../../crm/add-note';
import type { Crm, EntityType, User } from '../../crm/model';
import { addTask, changeTask } from '../../crm/store-task';

interface Target {
  entity: EntityType;
  id: number;
}

const unixNow = (): number => Math.floor(Date.now() / 1000);

/** `sms`: the number that the text has been sent to. */
export function saveNote(crm: Crm, user: User, { entity, id }: Target, text: string, sms?: string): void {
  addNote(crm, entity, id, {
    note_type: sms === undefined ? 'common' : 'sms_out',
    params: sms === undefined ? { text } : { text, phone: sms },
    responsible_user_id: user.id,
    created_by: user.id,
    created_at: unixNow(),
  });
}

/** `due`: Unix seconds. */
export function saveTask(crm: Crm, user: User, { entity, id }: Target, text: string, due: number): void {
  const place = { entity_type: entity, entity_id: id };
  addTask({ crm, user, now: unixNow() }, { text, complete_till: due, ...place });
}

/** False when there is no such task. */
export function completeTask(crm: Crm, user: User, id: number): boolean {
  const task = crm.tasks.get(id);
  if (task === undefined) return false;
  changeTask({ crm, user, now: unixNow() }, task, { is_completed: true });
  return true;
}
