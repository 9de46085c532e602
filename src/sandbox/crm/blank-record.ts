import type { Company, Crm, User } from './model';

/** What every contact, company, lead and customer begins with. `author` 0 is the robot. */
export function blankRecord(
  crm: Pick<Crm, 'nextId'>,
  owner: Pick<User, 'id' | 'group_id'>,
  author: number,
  now: number,
): Company {
  return {
    id: crm.nextId(),
    name: '',
    responsible_user_id: owner.id,
    group_id: owner.group_id,
    created_by: author,
    updated_by: author,
    created_at: now,
    updated_at: now,
    is_deleted: false,
    closest_task_at: null,
    custom_fields_values: null,
    tags: [],
    in_unsorted: false,
  };
}
