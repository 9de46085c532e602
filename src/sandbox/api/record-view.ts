import { linkedTo, type AnyRecord, type LinkedEnd } from '../crm/access';
import type { EntityType } from '../crm/model';
import type { Ask } from './endpoint';
import { link } from './hal';
import { withOf } from './php-query';

/** What `with` may add, beside tags and companies that are always there. */
const addable: Record<EntityType, readonly EntityType[]> = {
  contacts: ['leads', 'customers'],
  companies: ['contacts', 'leads', 'customers'],
  leads: ['contacts'],
  customers: ['contacts'],
};

export const entityPath = (type: EntityType, id: number): string => `/api/v4/${type}/${id}`;

function embedded(ask: Ask, entity: EntityType, record: AnyRecord) {
  const ends = linkedTo(ask.crm, entity, record.id);
  const wanted = withOf(ask.query);
  const show = ({ type, id, main }: LinkedEnd) => ({
    id,
    ...(type === 'contacts' && { is_main: main }),
    _links: link(ask, entityPath(type, id)),
  });
  const of = (type: EntityType) => ends.filter((end) => end.type === type).map(show);
  const added = addable[entity].filter((type) => wanted.has(type)).map((type) => [type, of(type)]);
  return {
    tags: record.tags,
    ...(entity !== 'companies' && { companies: of('companies') }),
    ...(Object.fromEntries(added) as Record<string, unknown>),
    ...(wanted.has('catalog_elements') && { catalog_elements: [] }),
  };
}

/** A contact, company, lead or customer as the API shows it. */
export function recordView(ask: Ask, entity: EntityType, record: AnyRecord): Record<string, unknown> {
  const own = Object.entries(record).filter(([name]) => name !== 'tags' && name !== 'in_unsorted');
  return {
    ...Object.fromEntries(own),
    ...(entity === 'leads' && { score: null, labor_cost: null }),
    ...(entity === 'customers' && { next_price: 0, next_date: null, status_id: null, periodicity: 0 }),
    account_id: ask.crm.account.id,
    _links: link(ask, entityPath(entity, record.id)),
    _embedded: embedded(ask, entity, record),
  };
}
