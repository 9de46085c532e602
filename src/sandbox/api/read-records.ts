import { visibleRecord, visibleRecords } from '../crm/access';
import type { EntityType } from '../crm/model';
import { nothingFound, ok, type Endpoint } from './endpoint';
import { listPage, ordered } from './hal';
import { searched } from './record-search';
import { recordView } from './record-view';

const listOf = (entity: EntityType): Endpoint => ({
  method: 'GET',
  path: `/api/v4/${entity}`,
  answer: (ask) => {
    const found = searched(ask, visibleRecords(ask.crm, ask.caller.user, entity));
    const sorted = ordered(ask, found, ['created_at', 'updated_at', 'id']);
    return listPage(ask, entity, sorted, (record) => recordView(ask, entity, record));
  },
});

const oneOf = (entity: EntityType): Endpoint => ({
  method: 'GET',
  path: `/api/v4/${entity}/:id`,
  answer: (ask) => {
    const record = visibleRecord(ask.crm, ask.caller.user, entity, Number(ask.params['id']));
    return record ? ok(recordView(ask, entity, record)) : nothingFound;
  },
});

const entities = ['contacts', 'companies', 'leads', 'customers'] as const;

/** Lists, searches and single records under the user's rights. */
export const readRecords: Endpoint[] = entities.flatMap((entity) => [listOf(entity), oneOf(entity)]);
