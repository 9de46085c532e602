import { visibleRecord } from '../../crm/access';
import type { Crm, EntityType, User } from '../../crm/model';
import type { CardData } from '../page-data';
import { feedOf } from './feed';
import { fieldValues, relatedTo } from './records';

/** A card as its page shows it; undefined when there is none that this user may see. */
export function cardData(crm: Crm, user: User, entity: EntityType, id: number): CardData | undefined {
  const record = visibleRecord(crm, user, entity, id);
  if (record === undefined) return undefined;
  const lead = entity === 'leads' ? crm.leads.get(id) : undefined;
  return {
    entity,
    id,
    name: record.name,
    price: lead?.price ?? null,
    status_id: lead?.status_id ?? null,
    pipeline_id: lead?.pipeline_id ?? null,
    responsible_user_id: record.responsible_user_id,
    tags: record.tags.map(({ name }) => name),
    phones: fieldValues(record, 'PHONE'),
    emails: fieldValues(record, 'EMAIL'),
    fields: (record.custom_fields_values ?? [])
      .filter(({ field_code }) => field_code !== 'PHONE' && field_code !== 'EMAIL')
      .map((field) => ({
        name: field.field_name,
        text: field.values.map(({ value }) => String(value)).join(', '),
      })),
    related: relatedTo(crm, entity, id),
    feed: feedOf(crm, entity, id),
  };
}

/** The card of a record that is yet to be stored. */
export function emptyCard(crm: Crm, user: User, entity: EntityType): CardData {
  const pipeline = crm.pipelines.find(({ is_main }) => is_main) ?? crm.pipelines[0];
  const isLead = entity === 'leads';
  return {
    entity,
    id: 0,
    name: '',
    price: isLead ? 0 : null,
    status_id: isLead ? (pipeline?.statuses.find(({ type }) => type === 0)?.id ?? null) : null,
    pipeline_id: isLead ? (pipeline?.id ?? null) : null,
    responsible_user_id: user.id,
    tags: [],
    phones: [],
    emails: [],
    fields: [],
    related: [],
    feed: [],
  };
}
