import type { Crm, CustomField, EntityType, FieldValue, Pipeline, User } from '../crm/model';

/** What the page and its own `/ajax` addresses say to each other. */

export type BootUser = Omit<User, 'email' | 'rights'> & { login: string };
export interface BootData {
  user: BootUser;
  users: BootUser[];
  account: Crm['account'];
  groups: Crm['groups'];
  task_types: Crm['task_types'];
  fields: CustomField[];
  pipelines: Pipeline[];
  faults: string[];
  unread: number;
}

export interface Related {
  entity: EntityType;
  id: number;
  name: string;
  phones: string[];
  emails: string[];
  main: boolean;
}
export interface ListRow {
  id: number;
  entity: EntityType;
  name: string;
  phones: string[];
  emails: string[];
  company: Related | null;
  contact: Related | null;
  responsible: string;
  tags: string[];
  updated_at: number;
  price: number | null;
  status: { name: string; color: string } | null;
}
export interface ListPage {
  rows: ListRow[];
  page: number;
  pages: number;
  total: number;
}

export interface FeedItem {
  id: number;
  kind: 'note' | 'task';
  note_type: string;
  at: number;
  author: string;
  text: string;
  params: Record<string, unknown>;
  /** Tasks only. */
  due: number | null;
  done: boolean;
  type: string;
}
export interface CardData {
  entity: EntityType;
  id: number;
  name: string;
  price: number | null;
  status_id: number | null;
  pipeline_id: number | null;
  responsible_user_id: number;
  tags: string[];
  phones: FieldValue[];
  emails: FieldValue[];
  /** Other filled fields, as text. */
  fields: { name: string; text: string }[];
  related: Related[];
  feed: FeedItem[];
}
/** What a card sends to be stored; `id` 0 makes a new one. */
export interface CardChanges {
  name?: string;
  price?: number;
  status_id?: number;
  responsible_user_id?: number;
  phones?: { value: string; enum_code: string }[];
  emails?: { value: string; enum_code: string }[];
  company?: string;
}

export interface PipelineColumn {
  id: number;
  name: string;
  color: string;
  count: number;
  sum: number;
  cards: ListRow[];
}
export interface Dashboard {
  new_leads: number;
  active_leads: number;
  active_sum: number;
  won: number;
  tasks_today: number;
  tasks_late: number;
  calls_week: number;
  contacts: number;
  tasks: { id: number; text: string; due: number; late: boolean; entity: Related | null }[];
  events: { at: number; note_type: string; author: string; entity: Related | null; text: string }[];
}

/** One entry of `POST /ajax/widgets/list`. */
export interface WidgetEntry {
  id: number;
  code: string;
  active: 'Y' | 'N';
  init_once: 'Y' | 'N';
  installed_version: string;
  src: string;
  lang: string;
  path: string;
  images_path: string;
  settings: Record<string, unknown>;
  status: string;
  oauth_client_uuid: string;
  support: unknown;
  category_id: number;
  manifest: Record<string, unknown>;
}
export interface WidgetList {
  widgets: Record<string, WidgetEntry>;
  system: Record<string, unknown>;
}

/** A message of the notification centre, as toasts show it. */
export interface InboxModel {
  id: string;
  created_at: number;
  updated_at: number;
  is_read: boolean;
  silent: boolean;
  body: {
    title: string;
    icon: { call?: boolean; robot?: 'error' | true; value?: string };
    rows: { style: string; text: string; class_height: string }[];
    actions: { click: { url: string }; buttons: { url: string; title: string }[]; read_on_show: boolean };
  };
  notification: boolean;
}
