import { entityTypes, linkedTo, visibleRecord } from '../crm/access';
import type { Crm, EntityType, Link } from '../crm/model';
import { batch } from './batch';
import { nothingFound, ok, type Answer, type Ask, type Endpoint } from './endpoint';
import { selfLink } from './hal';
import { forbidden, invalid, notFound } from './problem';
import { listAt } from './php-query';
import { flag, int, object, oneOf, required, type Rule, type Ruled } from './rules';

const allowed: readonly (readonly [EntityType, EntityType])[] = [
  ['leads', 'contacts'],
  ['leads', 'companies'],
  ['contacts', 'companies'],
  ['contacts', 'customers'],
  ['companies', 'customers'],
];

const linkRule = object({
  entity_id: int,
  to_entity_id: required(int),
  to_entity_type: required(oneOf(entityTypes)),
  metadata: object({ is_main: flag, main_contact: flag }),
});
type LinkDraft = Ruled<typeof linkRule>;

/** One row for each link of a record, seen from that record. */
function rows(crm: Crm, entity: EntityType, id: number, named: boolean) {
  return linkedTo(crm, entity, id).map(({ type, id: to_entity_id, main }) => ({
    ...(named && { entity_id: id, entity_type: entity }),
    to_entity_id,
    to_entity_type: type,
    metadata: type === 'contacts' ? { main_contact: main } : null,
  }));
}

const shown = (ask: Ask, links: readonly object[]): Answer =>
  ok({ _total_items: links.length, _links: selfLink(ask), _embedded: { links } });

function visibleId(ask: Ask, entity: EntityType): number {
  const id = Number(ask.params['id']);
  if (!visibleRecord(ask.crm, ask.caller.user, entity, id)) throw notFound();
  return id;
}

/** The rule knows the account: an end that is not there, or a pair that amoCRM does not link, is a fault of the item. */
const checked =
  (ask: Ask, entity: EntityType, id: number | undefined): Rule<LinkDraft & { from: number }> =>
  (value, path, report) => {
    const read = linkRule(value, path, report);
    // The fields that it lacks are reported by now.
    if (read?.to_entity_type === undefined || typeof read.to_entity_id !== 'number') return undefined;
    const from = id ?? read.entity_id;
    if (from === undefined) {
      report('FieldMissing', 'entity_id', 'This field is missing.');
      return undefined;
    }
    const { user } = ask.caller;
    const type = read.to_entity_type;
    const pair = allowed.some(([a, b]) => (a === entity && b === type) || (b === entity && a === type));
    if (!pair) report('NotSupportedChoice', 'to_entity_type', 'These entities cannot be linked.');
    if (!visibleRecord(ask.crm, user, entity, from))
      report('NotSupportedChoice', 'entity_id', 'Entity not found.');
    else if (!visibleRecord(ask.crm, user, type, read.to_entity_id)) {
      report('NotSupportedChoice', 'to_entity_id', 'Entity not found.');
    }
    return { ...read, from };
  };

const same =
  (entity: EntityType, { from, to_entity_type: type, to_entity_id: id }: LinkDraft & { from: number }) =>
  (link: Link): boolean =>
    (link.from_type === entity && link.from_id === from && link.to_type === type && link.to_id === id) ||
    (link.to_type === entity && link.to_id === from && link.from_type === type && link.from_id === id);

function join(crm: Crm, entity: EntityType, draft: LinkDraft & { from: number }): void {
  const main_contact = draft.metadata?.is_main ?? draft.metadata?.main_contact ?? false;
  const known = crm.links.find(same(entity, draft));
  if (main_contact) {
    for (const one of crm.links)
      if (one.from_type === entity && one.from_id === draft.from) one.main_contact = false;
  }
  if (known) known.main_contact = main_contact;
  else {
    const to = { to_type: draft.to_entity_type, to_id: draft.to_entity_id };
    crm.links.push({ from_type: entity, from_id: draft.from, ...to, main_contact });
  }
}

const write =
  (entity: EntityType, one: boolean, change: (crm: Crm, draft: LinkDraft & { from: number }) => void) =>
  (ask: Ask): (LinkDraft & { from: number })[] => {
    if (ask.caller.user.is_free) throw forbidden();
    const id = one ? visibleId(ask, entity) : undefined;
    const drafts = batch(ask, checked(ask, entity, id)).map(({ value }) => value);
    for (const draft of drafts) change(ask.crm, draft);
    return drafts;
  };

const linking = (entity: EntityType, one: boolean) => {
  const apply = write(entity, one, (crm, draft) => join(crm, entity, draft));
  return (ask: Ask): Answer => {
    const drafts = apply(ask);
    const links = drafts.flatMap((draft) =>
      rows(ask.crm, entity, draft.from, true).filter(
        (row) => row.to_entity_id === draft.to_entity_id && row.to_entity_type === draft.to_entity_type,
      ),
    );
    return shown(ask, links);
  };
};

const unlinking = (entity: EntityType, one: boolean) => {
  const apply = write(entity, one, (crm, draft) => {
    crm.links = crm.links.filter((link) => !same(entity, draft)(link));
  });
  return (ask: Ask): Answer => {
    apply(ask);
    return nothingFound;
  };
};

const listMany =
  (entity: EntityType) =>
  (ask: Ask): Answer => {
    const ids = listAt(ask.query, 'filter', 'entity_id');
    if (ids === undefined) {
      const detail = 'Name the records in filter[entity_id][].';
      throw invalid([
        { request_id: '0', errors: [{ code: 'FieldMissing', path: 'filter.entity_id', detail }] },
      ]);
    }
    const seen = ids.map(Number).filter((id) => visibleRecord(ask.crm, ask.caller.user, entity, id));
    return shown(
      ask,
      seen.flatMap((id) => rows(ask.crm, entity, id, true)),
    );
  };

/** Links of one record, and in the mass form of several. */
export const links: Endpoint[] = entityTypes.flatMap((entity): Endpoint[] => {
  const one = `/api/v4/${entity}/:id`;
  const many = `/api/v4/${entity}`;
  return [
    {
      method: 'GET',
      path: `${one}/links`,
      answer: (ask) => shown(ask, rows(ask.crm, entity, visibleId(ask, entity), false)),
    },
    { method: 'GET', path: `${many}/links`, answer: listMany(entity) },
    { method: 'POST', path: `${one}/link`, answer: linking(entity, true) },
    { method: 'POST', path: `${many}/link`, answer: linking(entity, false) },
    { method: 'POST', path: `${one}/unlink`, answer: unlinking(entity, true) },
    { method: 'POST', path: `${many}/unlink`, answer: unlinking(entity, false) },
  ];
});
