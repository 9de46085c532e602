import type { Crm, Right, Rights, User } from '../model';

const all: Rights = { view: 'A', edit: 'A', add: 'A', delete: 'A', export: 'A' };
const own = (view: Right): Rights => ({ ...all, view, edit: view, delete: 'D', export: 'D' });

const none: Rights = { view: 'D', edit: 'D', add: 'D', delete: 'D', export: 'D' };

const agent = { lang: 'ru', is_admin: false, is_free: false, is_active: true, group_id: 0 } as const;

/** The first is the administrator whom the ready line names first. */
export const demoUsers = (): User[] => [
  {
    ...agent,
    id: 504141,
    name: 'Анна Крылова',
    email: 'anna@example.test',
    is_admin: true,
    extension: '101',
    rights: { contacts: all, companies: all, leads: all },
  },
  {
    ...agent,
    id: 504142,
    name: 'Борис Лапин',
    email: 'boris@example.test',
    extension: '102',
    rights: { contacts: { ...all, delete: 'D' }, companies: all, leads: all },
  },
  {
    ...agent,
    id: 504143,
    name: 'Вера Котова',
    email: 'vera@example.test',
    extension: '103',
    rights: { contacts: own('M'), companies: own('M'), leads: own('M') },
  },
  {
    ...agent,
    id: 504144,
    name: 'Greg Miller',
    email: 'greg@example.test',
    lang: 'en',
    group_id: 330001,
    extension: '104',
    rights: { contacts: own('G'), companies: own('G'), leads: own('G') },
  },
  {
    ...agent,
    id: 504145,
    name: 'Дина Свободная',
    email: 'dina@example.test',
    is_free: true,
    extension: '',
    rights: { contacts: none, companies: none, leads: none },
  },
];

export const demoGroups = (): Crm['groups'] => [
  { id: 0, name: 'Отдел продаж' },
  { id: 330001, name: 'Поддержка' },
];

export const demoTaskTypes = (): Crm['task_types'] => [
  { id: 1, name: 'Связаться', color: null, icon_id: null, code: 'FOLLOW_UP' },
  { id: 2, name: 'Встреча', color: null, icon_id: null, code: 'MEETING' },
  { id: 2731, name: 'Выставить счёт', color: '#c3d5f5', icon_id: 3, code: null },
];
