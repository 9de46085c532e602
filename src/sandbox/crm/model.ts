/**
 * What one amoCRM account holds, in the shapes of `/api/v4` (amocrm.ru/developers, "crm_platform").
 * Times are Unix seconds, ids integers. `Crm` is the only state of the sandbox; pages and API both read it.
 */

export type Right = 'A' | 'G' | 'M' | 'D';
export interface Rights {
  view: Right;
  edit: Right;
  add: Right;
  delete: Right;
  export: Right;
}

export interface User {
  id: number;
  name: string;
  /** The login, as amoCRM has it. */
  email: string;
  lang: 'ru' | 'en';
  is_admin: boolean;
  is_free: boolean;
  is_active: boolean;
  group_id: number;
  /** Internal number at the PBX, as the widget's `users` setting is prefilled with it. */
  extension: string;
  rights: { contacts: Rights; companies: Rights; leads: Rights };
}

export interface FieldValue {
  value: string | number | boolean;
  enum_id?: number;
  enum_code?: string;
}
export interface CustomFieldValue {
  field_id: number;
  field_name: string;
  field_code: string | null;
  field_type: string;
  values: FieldValue[];
}
export interface CustomField {
  id: number;
  name: string;
  type: string;
  code: string | null;
  sort: number;
  entity_type: 'contacts' | 'companies' | 'leads';
  enums: { id: number; value: string; sort: number; code?: string }[] | null;
  is_predefined: boolean;
}

export type EntityType = 'leads' | 'contacts' | 'companies' | 'customers';

/** Whose it is, and who wrote it when. */
interface Owned {
  responsible_user_id: number;
  group_id: number;
  created_by: number;
  updated_by: number;
  created_at: number;
  updated_at: number;
}

interface Entity extends Owned {
  id: number;
  name: string;
  is_deleted: boolean;
  closest_task_at: number | null;
  custom_fields_values: CustomFieldValue[] | null;
  tags: { id: number; name: string; color: string | null }[];
  /** In an inbox item that nobody has accepted: not found, not listed (amoCRM API, "unsorted"). */
  in_unsorted: boolean;
}
export interface Contact extends Entity {
  first_name: string;
  last_name: string;
}
export type Company = Entity;
export interface Lead extends Entity {
  price: number;
  status_id: number;
  pipeline_id: number;
  loss_reason_id: number | null;
  closed_at: number | null;
}
type Customer = Entity;

/** Two-sided; stored once. Allowed pairs: amoCRM API, "entity links". */
export interface Link {
  from_type: EntityType;
  from_id: number;
  to_type: EntityType;
  to_id: number;
  main_contact: boolean;
}

export interface Status {
  id: number;
  name: string;
  sort: number;
  is_editable: boolean;
  color: string;
  /** 1 = inbox ("unsorted"), 0 = any other. */
  type: 0 | 1;
}
export interface Pipeline {
  id: number;
  name: string;
  sort: number;
  is_main: boolean;
  is_unsorted_on: boolean;
  is_archive: boolean;
  statuses: Status[];
}

export interface Task extends Owned {
  id: number;
  text: string;
  complete_till: number;
  entity_id: number | null;
  entity_type: EntityType | null;
  task_type_id: number;
  duration: number;
  is_completed: boolean;
  result: { text: string } | null;
}

export interface Note extends Owned {
  id: number;
  entity_type: EntityType;
  entity_id: number;
  note_type: string;
  params: Record<string, unknown>;
}

export interface Unsorted {
  uid: string;
  source_uid: string;
  source_name: string;
  category: 'sip' | 'forms' | 'mail' | 'chats';
  pipeline_id: number;
  created_at: number;
  metadata: Record<string, unknown>;
  lead_ids: number[];
  contact_ids: number[];
  company_ids: number[];
  state: 'new' | 'accepted' | 'declined';
}

/** An uploaded widget as the account knows it (amoCRM web SDK, "Mechanics of SDK"). */
export interface Widget {
  id: number;
  code: string;
  version: string;
  /** Folder with the unpacked archive. */
  folder: string;
  manifest: Record<string, unknown>;
  status: 'install' | 'not_configured' | 'installed';
  active: boolean;
  settings: Record<string, unknown>;
  client_uuid: string;
  client_secret: string;
  /** Audience of its one-time tokens: scheme and host of the redirect URI. */
  redirect_uri: string;
  /** Hears when the integration is switched off. */
  uninstall_uri?: string;
}

/** One message of the notification centre (amoCRM web SDK, "notifications"). */
export interface InboxMessage {
  id: string;
  user_id: number;
  type: 'call' | 'error';
  date: number;
  /** What `request[...]` carried, defaults filled in. */
  request: Record<string, unknown>;
  is_read: boolean;
}

export interface Crm {
  account: {
    id: number;
    name: string;
    subdomain: string;
    country: string;
    currency: string;
    timezone: string;
    language: 'ru' | 'en';
  };
  users: User[];
  groups: { id: number; name: string }[];
  task_types: {
    id: number;
    name: string;
    color: string | null;
    icon_id: number | null;
    code: string | null;
  }[];
  fields: CustomField[];
  contacts: Map<number, Contact>;
  companies: Map<number, Company>;
  leads: Map<number, Lead>;
  customers: Map<number, Customer>;
  links: Link[];
  pipelines: Pipeline[];
  tasks: Map<number, Task>;
  notes: Map<number, Note>;
  unsorted: Map<string, Unsorted>;
  widgets: Map<string, Widget>;
  inbox: InboxMessage[];
  nextId: () => number;
}
