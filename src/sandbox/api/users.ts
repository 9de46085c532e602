import type { User } from '../crm/model';
import { ok, type Ask, type Endpoint } from './endpoint';
import { link, listPage } from './hal';
import { forbidden, notFound } from './problem';
import { withOf } from './php-query';
import { userId } from './user-id';

function userView(ask: Ask, user: User): Record<string, unknown> {
  const { id, name, email, lang, rights, is_admin, is_free, is_active, group_id, extension } = user;
  const wanted = withOf(ask.query);
  const group = ask.crm.groups.filter((one) => one.id === group_id);
  return {
    id: userId(ask, id),
    name,
    email,
    lang,
    rights: {
      ...rights,
      tasks: { edit: 'A', delete: 'A' },
      mail_access: false,
      catalog_access: false,
      status_rights: [],
      is_admin,
      is_free,
      is_active,
      group_id,
      role_id: null,
    },
    ...(wanted.has('phone_number') && { phone_number: extension }),
    ...(wanted.has('uuid') && { uuid: null }),
    ...(wanted.has('amojo_id') && { amojo_id: null }),
    ...(wanted.has('user_rank') && { user_rank: null }),
    _links: link(ask, `/api/v4/users/${id}`),
    _embedded: {
      ...(wanted.has('role') && { roles: [] }),
      ...(wanted.has('group') && { groups: group }),
    },
  };
}

function needAdmin({ caller: { user } }: Ask): void {
  if (!user.is_admin) throw forbidden('Only administrators may read the list of users');
}

export const users: Endpoint[] = [
  {
    method: 'GET',
    path: '/api/v4/users',
    answer: (ask) => {
      needAdmin(ask);
      const totals = (all: number, pages: number) => ({ _total_items: all, _page_count: pages });
      return listPage(ask, 'users', ask.crm.users, (user) => userView(ask, user), { totals });
    },
  },
  {
    method: 'GET',
    path: '/api/v4/users/:id',
    answer: (ask) => {
      needAdmin(ask);
      const user = ask.crm.users.find(({ id }) => id === Number(ask.params['id']));
      if (user === undefined) throw notFound();
      return ok(userView(ask, user));
    },
  },
];
