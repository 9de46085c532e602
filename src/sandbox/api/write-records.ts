import { isPresent, may, mayAdd, recordsOf, type AnyRecord } from '../crm/access';
import { applyDraft, createRecord } from './apply-draft';
import { batch, single } from './batch';
import { ok, type Ask, type Endpoint } from './endpoint';
import { link, selfLink } from './hal';
import { forbidden, invalid, notFound } from './problem';
import { recordRule } from './record-rules';
import { entityPath, recordView } from './record-view';

type Written = 'contacts' | 'companies' | 'leads';

const create = (entity: Written): Endpoint => ({
  method: 'POST',
  path: `/api/v4/${entity}`,
  answer: (ask) => {
    if (!mayAdd(ask.caller.user, entity)) throw forbidden();
    const made = batch(ask, recordRule(ask.crm, entity)).map(({ request_id, value }) => {
      const { id } = createRecord(ask, entity, value);
      return { id, request_id, _links: link(ask, entityPath(entity, id)) };
    });
    return ok({ _links: selfLink(ask), _embedded: { [entity]: made } });
  },
});

/** The record to be changed; undefined when there is none. Throws 403 where the user may not. */
function editable(ask: Ask, entity: Written, id: number | undefined): AnyRecord | undefined {
  const record = id === undefined ? undefined : recordsOf(ask.crm, entity).get(id);
  if (record === undefined || !isPresent(record)) return undefined;
  if (!may(ask.caller.user, 'edit', entity, record)) throw forbidden();
  return record;
}

const change = (entity: Written): Endpoint => ({
  method: 'PATCH',
  path: `/api/v4/${entity}`,
  answer: (ask) => {
    const found = batch(ask, recordRule(ask.crm, entity)).map((item) => ({
      ...item,
      record: editable(ask, entity, item.value.id),
    }));
    const faults = found
      .filter(({ record }) => record === undefined)
      .map(({ request_id, value: { id } }) => ({
        request_id,
        errors: [
          id === undefined
            ? ({ code: 'FieldMissing', path: 'id', detail: 'This field is missing.' } as const)
            : ({ code: 'NotSupportedChoice', path: 'id', detail: 'Entity not found.' } as const),
        ],
      }));
    if (faults.length > 0) throw invalid(faults);
    const changed = found.flatMap(({ record, value, request_id }) => {
      if (record === undefined) return [];
      applyDraft(ask, record, value);
      const { id, name, updated_at } = record;
      return [{ id, name, updated_at, request_id, _links: link(ask, entityPath(entity, id)) }];
    });
    return ok({ _links: selfLink(ask), _embedded: { [entity]: changed } });
  },
});

const changeOne = (entity: Written): Endpoint => ({
  method: 'PATCH',
  path: `/api/v4/${entity}/:id`,
  answer: (ask) => {
    const record = editable(ask, entity, Number(ask.params['id']));
    if (record === undefined) throw notFound();
    applyDraft(ask, record, single(ask, recordRule(ask.crm, entity)));
    return ok(recordView(ask, entity, record));
  },
});

const entities = ['contacts', 'companies', 'leads'] as const;

export const writeRecords: Endpoint[] = entities.flatMap((entity) => [
  create(entity),
  change(entity),
  changeOne(entity),
]);
