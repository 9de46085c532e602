import { recordsOf, visibleRecord, type AnyRecord } from '../../crm/access';
import { blankRecord } from '../../crm/blank-record';
import { fieldValue } from '../../crm/field-values';
import type { Crm, EntityType, User } from '../../crm/model';
import type { CardChanges } from '../page-data';
import { emptyCard } from './card-data';

const now = (): number => Math.floor(Date.now() / 1000);

interface Value {
  value: string;
  enum_code: string;
}

function writeField(crm: Crm, record: AnyRecord, entity: EntityType, code: string, values: Value[]): void {
  const others = (record.custom_fields_values ?? []).filter(({ field_code }) => field_code !== code);
  const field = crm.fields.find((one) => one.code === code && one.entity_type === entity);
  const filled = values
    .map(({ value, enum_code }) => ({ value: value.trim(), enum_code }))
    .filter(({ value }) => value !== '');
  const all = field === undefined || filled.length === 0 ? others : [...others, fieldValue(field, filled)];
  record.custom_fields_values = all.length === 0 ? null : all;
}

function created(crm: Crm, user: User, entity: EntityType): AnyRecord {
  const base = blankRecord(crm, user, user.id, now());
  if (entity === 'leads') {
    const { status_id, pipeline_id } = emptyCard(crm, user, entity);
    const place = { status_id: status_id ?? 0, pipeline_id: pipeline_id ?? 0 };
    crm.leads.set(base.id, { ...base, price: 0, ...place, loss_reason_id: null, closed_at: null });
  } else if (entity === 'contacts') {
    crm.contacts.set(base.id, { ...base, first_name: '', last_name: '' });
  } else {
    crm[entity].set(base.id, base);
  }
  return recordsOf(crm, entity).get(base.id) ?? base;
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
  const record = id === 0 ? created(crm, user, entity) : visibleRecord(crm, user, entity, id);
  if (record === undefined) return undefined;
  const { name, phones, emails, company, price, status_id, responsible_user_id } = changes;
  if (name !== undefined) record.name = name.trim();
  const contact = entity === 'contacts' ? crm.contacts.get(record.id) : undefined;
  if (contact && name !== undefined) {
    const [first = '', ...last] = name.trim().split(/\s+/);
    Object.assign(contact, { first_name: first, last_name: last.join(' ') });
  }
  if (phones) writeField(crm, record, entity, 'PHONE', phones);
  if (emails) writeField(crm, record, entity, 'EMAIL', emails);
  if (responsible_user_id !== undefined) record.responsible_user_id = responsible_user_id;
  const lead = entity === 'leads' ? crm.leads.get(record.id) : undefined;
  if (lead && price !== undefined) lead.price = price;
  if (lead && status_id !== undefined) lead.status_id = status_id;
  if (contact && company !== undefined && company.trim() !== '') link(crm, user, contact.id, company.trim());
  record.updated_at = now();
  record.updated_by = user.id;
  return record.id;
}
