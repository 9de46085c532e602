import type { User } from '../crm/model';
import type { Sandbox } from '../sandbox';
import type { BootData, BootUser } from './page-data';

const bootUser = (user: User): BootUser => ({
  id: user.id,
  name: user.name,
  login: user.email,
  lang: user.lang,
  is_admin: user.is_admin,
  is_free: user.is_free,
  is_active: user.is_active,
  group_id: user.group_id,
  extension: user.extension,
});

/** What the page knows before its first request. */
export function bootData({ crm, faults }: Sandbox, user: User): BootData {
  return {
    user: bootUser(user),
    users: crm.users.map(bootUser),
    account: { ...crm.account, language: user.lang },
    groups: crm.groups,
    task_types: crm.task_types,
    fields: crm.fields,
    pipelines: crm.pipelines,
    faults: [...faults],
    unread: crm.inbox.filter(({ user_id, is_read }) => user_id === user.id && !is_read).length,
  };
}
