import { visibleRecords, type AnyRecord } from '../../crm/access';
import type { Crm, EntityType, User } from '../../crm/model';
import type { ListPage, ListRow, Related } from '../page-data';
import { fieldTexts, relatedTo, statusOf, userName } from './records';

const companyIn = (related: Related[]): Related | null =>
  related.find(({ entity }) => entity === 'companies') ?? null;
const employer = (crm: Crm, contactId: number): Related | null =>
  companyIn(relatedTo(crm, 'contacts', contactId));

export function listRow(crm: Crm, entity: EntityType, record: AnyRecord): ListRow {
  const related = relatedTo(crm, entity, record.id);
  const contact = related.find((one) => one.entity === 'contacts') ?? null;
  const lead = entity === 'leads' ? crm.leads.get(record.id) : undefined;
  return {
    id: record.id,
    entity,
    name: record.name,
    phones: fieldTexts(record, 'PHONE'),
    emails: fieldTexts(record, 'EMAIL'),
    company: companyIn(related) ?? (contact && entity === 'leads' ? employer(crm, contact.id) : null),
    contact,
    responsible: userName(crm, record.responsible_user_id),
    tags: record.tags.map(({ name }) => name),
    updated_at: record.updated_at,
    price: lead?.price ?? null,
    status: lead ? statusOf(crm, lead) : null,
  };
}

const digits = (text: string): string => text.replace(/\D/g, '');

function matches(record: AnyRecord, term: string): boolean {
  const values =
    record.custom_fields_values?.flatMap((field) => field.values.map(({ value }) => String(value))) ?? [];
  const texts = [record.name, ...values, ...record.tags.map(({ name }) => name)];
  const number = digits(term).slice(-10);
  return (
    texts.some((text) => text.toLowerCase().includes(term.toLowerCase())) ||
    (number.length >= 4 && !/[^\d\s()+-]/.test(term) && texts.some((text) => digits(text).includes(number)))
  );
}

/** One page of a list, newest change first; `term` is looked for in names, fields and tags. */
export function listPage(
  crm: Crm,
  user: User,
  entity: EntityType,
  term: string,
  page: number,
  limit: number,
): ListPage {
  const found = visibleRecords(crm, user, entity)
    .filter((record) => term.trim() === '' || matches(record, term.trim()))
    .sort((a, b) => b.updated_at - a.updated_at || b.id - a.id);
  const size = Math.min(Math.max(1, limit), 200);
  const pages = Math.max(1, Math.ceil(found.length / size));
  const shown = Math.min(Math.max(1, page), pages);
  const rows = found.slice((shown - 1) * size, shown * size).map((record) => listRow(crm, entity, record));
  return { rows, page: shown, pages, total: found.length };
}
