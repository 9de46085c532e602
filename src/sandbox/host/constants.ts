import { boot, hasFault } from './boot';
import type { CustomField } from '../crm/model';
import type { BootUser } from '../pages/page-data';

const idOf = (id: number): number | string => (hasFault('string-ids') ? String(id) : id);
const yes = (value: boolean): 'Y' | 'N' => (value ? 'Y' : 'N');

const manager = (user: BootUser): object => ({
  id: String(user.id),
  title: user.name,
  option: user.name,
  active: user.is_active,
  login: user.login,
  status: user.is_active ? 'active' : 'inactive',
  is_admin: yes(user.is_admin),
  free_user: yes(user.is_free),
  group: `group_${user.group_id}`,
  amojo_id: '',
  avatar: '',
  online: user.is_active,
});

const oldField = (field: CustomField): object => ({
  ID: String(field.id),
  NAME: field.name,
  TYPE_ID: field.type,
  TYPE_CODE: field.type,
  CODE: field.code ?? '',
  MULTIPLE: yes(field.type === 'multitext'),
  PREDEFINED: field.is_predefined,
  ENUMS: Object.fromEntries(
    (field.enums ?? []).map(({ id, value, sort, code }) => [
      id,
      { ID: String(id), VALUE: value, SORT: sort, code },
    ]),
  ),
});

const { account, user, users, groups, task_types: taskTypes, fields } = boot;
const field = (code: string): object => {
  const found = fields.find((one) => one.code === code);
  return found === undefined ? {} : { ...oldField(found), ID: found.id };
};

const values: Record<string, unknown> = {
  user: { id: idOf(user.id), login: user.login, name: user.name, api_key: '', amojo_id: '', lang: user.lang },
  user_rights: { is_admin: user.is_admin, is_free_user: user.is_free },
  account: {
    ...account,
    language: user.lang,
    top_level_domain: 'ru',
    date_pattern: 'd.m.Y H:i:s',
    date_format: 'd.m.Y',
    time_format: 'H:i:s',
    paid_from: 0,
    paid_till: 0,
    unsorted_on: 'Y',
    users: Object.fromEntries(
      users.filter(({ is_active }) => is_active).map(({ id, name }) => [String(id), name]),
    ),
    cf: Object.fromEntries(fields.map((one) => [String(one.id), oldField(one)])),
    predefined_cf: { PHONE: field('PHONE'), EMAIL: field('EMAIL') },
  },
  managers: Object.fromEntries(users.map((one) => [String(one.id), manager(one)])),
  groups: Object.fromEntries(groups.map(({ id, name }) => [`group_${id}`, name])),
  task_types: Object.fromEntries(
    taskTypes.map(({ id, name, code, color, icon_id }) => [
      code ?? String(id),
      { id, option: name, color, icon_id },
    ]),
  ),
  version: '1',
  widgets_off: false,
  safe_mode: new URLSearchParams(location.search).has('safe_mode'),
  geoip_country: account.country,
};

/** `APP.constant(key)`; with a second argument it changes the value, which widgets are forbidden to do. */
export function constant(key: string, ...value: unknown[]): unknown {
  if (value.length > 0) values[key] = value[0];
  return values[key];
}
