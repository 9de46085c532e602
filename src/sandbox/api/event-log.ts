import { visibleRecord } from '../crm/access';
import type { Note } from '../crm/model';
import type { Ask, Endpoint } from './endpoint';
import { singular } from './entity-words';
import { link, listPage, ordered } from './hal';
import { matchesFilters } from './record-search';
import { entityPath } from './record-view';

const typeOf: Record<string, string> = {
  call_in: 'incoming_call',
  call_out: 'outgoing_call',
  common: 'common_note_added',
};

function eventView(ask: Ask, { id, type, entity, entity_id, created_by, created_at, note }: Event) {
  const path = entityPath(note.entity_type, entity_id);
  return {
    id,
    type,
    entity_id,
    entity_type: entity,
    created_by,
    created_at,
    value_after: [{ note: { id: note.id } }],
    value_before: [],
    account_id: ask.crm.account.id,
    _links: link(ask, `/api/v4/events/${id}`),
    _embedded: { entity: { id: entity_id, _links: link(ask, path) } },
  };
}

const eventOf = (note: Note) => ({
  id: `note${note.id}`,
  type: typeOf[note.note_type] ?? `${note.note_type}_added`,
  entity: singular[note.entity_type],
  entity_id: note.entity_id,
  created_by: note.created_by,
  created_at: note.created_at,
  note,
});
type Event = ReturnType<typeof eventOf>;

/** What happened, as far as notes and calls tell; newest last. */
export const eventLog: Endpoint = {
  method: 'GET',
  path: '/api/v4/events',
  answer: (ask) => {
    const { crm, caller } = ask;
    const seen = [...crm.notes.values()]
      .filter(({ entity_type, entity_id }) => visibleRecord(crm, caller.user, entity_type, entity_id))
      .map(eventOf)
      .filter(matchesFilters(ask.query, ['id', 'type', 'entity', 'entity_id', 'created_by', 'created_at']));
    const sorted = ordered(ask, seen, ['created_at']);
    return listPage(ask, 'events', sorted, (event) => eventView(ask, event), { most: 100 });
  },
};
