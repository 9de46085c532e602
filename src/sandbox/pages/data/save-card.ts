import type { Contact, Crm, CustomFieldValue, EntityType, Lead, User } from '../../crm/model';
import type { CardChanges } from '../page-data';
import { emptyCard } from './card-data';
import { visible, type AnyEntity } from './records';

const now = (): number => Math.floor(Date.now() / 1000);

interface Value {
  value: string;
  enum_code: string;
}

function withField(
  crm: Crm,
  record: AnyEntity,
  entity: EntityType,
  code: string,
  values: Value[],
): CustomFieldValue[] {
  const others = (record.custom_fields_values ?? []).filter(({ field_code }) => field_code !== code);
  const field = crm.fields.find((one) => one.code === code && one.entity_type === entity);
  const filled = values.filter(({ value }) => value.trim() !== '');
  if (field === undefined || filled.length === 0) return others;
  const enums = filled.map(({ value, enum_code }) => {
    const kind = field.enums?.find((one) => one.code === enum_code) ?? field.enums?.[0];
    return { value: value.trim(), ...(kind && { enum_id: kind.id, enum_code: kind.code ?? enum_code }) };
  });
  return [
    ...others,
    { field_id: field.id, field_name: field.name, field_code: code, field_type: field.type, values: enums },
  ];
}

function created(crm: Crm, user: User, entity: EntityType): AnyEntity {
  const at = now();
  const base: AnyEntity = {
    id: crm.nextId(),
    name: '',
    responsible_user_id: user.id,
    group_id: user.group_id,
    created_by: user.id,
    updated_by: user.id,
    created_at: at,
    updated_at: at,
    is_deleted: false,
    closest_task_at: null,
    custom_fields_values: null,
    tags: [],
    in_unsorted: false,
  };
  if (entity === 'leads') {
    const { status_id, pipeline_id } = emptyCard(crm, user, entity);
    const first = { status_id: status_id ?? 0, pipeline_id: pipeline_id ?? 0 };
    const lead: Lead = { ...base, price: 0, ...first, loss_reason_id: null, closed_at: null };
    crm.leads.set(base.id, lead);
    return lead;
  }
  if (entity === 'contacts') {
    const contact: Contact = { ...base, first_name: '', last_name: '' };
    crm.contacts.set(base.id, contact);
    return contact;
  }
  crm[entity].set(base.id, base);
  return base;
}

function link(crm: Crm, user: User, contactId: number, companyName: string): void {
  const known = [...crm.companies.values()].find(
    ({ name }) => name.toLowerCase() === companyName.toLowerCase(),
  );
  const company = known ?? created(crm, user, 'companies');
  company.name = companyName;
  crm.links = crm.links.filter(
    (one) => !(one.to_type === 'companies' && one.from_type === 'contacts' && one.from_id === contactId),
  );
  const to = { to_type: 'companies' as const, to_id: company.id, main_contact: false };
  crm.links.push({ from_type: 'contacts', from_id: contactId, ...to });
}

/** Stores a card; `id` 0 makes a new record. The record's id, or undefined when the user cannot see such a one. */
export function saveCard(
  crm: Crm,
  user: User,
  entity: EntityType,
  id: number,
  changes: CardChanges,
): number | undefined {
  const record =
    id === 0 ? created(crm, user, entity) : visible(crm, user, entity).find((one) => one.id === id);
  if (record === undefined) return undefined;
  const { name, phones, emails, company, price, status_id, responsible_user_id } = changes;
  if (name !== undefined) record.name = name.trim();
  const contact = entity === 'contacts' ? crm.contacts.get(record.id) : undefined;
  if (contact && name !== undefined) {
    const [first = '', ...last] = name.trim().split(/\s+/);
    Object.assign(contact, { first_name: first, last_name: last.join(' ') });
  }
  if (phones) record.custom_fields_values = withField(crm, record, entity, 'PHONE', phones);
  if (emails) record.custom_fields_values = withField(crm, record, entity, 'EMAIL', emails);
  if (record.custom_fields_values?.length === 0) record.custom_fields_values = null;
  if (responsible_user_id !== undefined) record.responsible_user_id = responsible_user_id;
  const lead = entity === 'leads' ? crm.leads.get(record.id) : undefined;
  if (lead && price !== undefined) lead.price = price;
  if (lead && status_id !== undefined) lead.status_id = status_id;
  if (contact && company !== undefined && company.trim() !== '') link(crm, user, contact.id, company.trim());
  record.updated_at = now();
  record.updated_by = user.id;
  return record.id;
}
