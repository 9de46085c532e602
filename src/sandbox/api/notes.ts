import { entityTypes, may, visibleRecord, visibleRecords } from '../crm/access';
import { addNote } from '../crm/add-note';
import type { EntityType, Note } from '../crm/model';
import { batch, single } from './batch';
import { nothingFound, ok, type Answer, type Ask, type Endpoint } from './endpoint';
import { link, listPage, ordered, selfLink } from './hal';
import { noteRule, type NoteDraft } from './note-rules';
import { forbidden, invalid, notFound, type Violation } from './problem';
import { matchesFilters } from './record-search';

const filters = ['id', 'entity_id', 'note_type', 'updated_at'];
const notePath = ({ entity_type, entity_id, id }: Note) => `/api/v4/${entity_type}/${entity_id}/notes/${id}`;

const noteView = (ask: Ask, note: Note) => {
  const shown = Object.entries(note).filter(([name]) => name !== 'entity_type');
  return { ...Object.fromEntries(shown), account_id: ask.crm.account.id, _links: link(ask, notePath(note)) };
};

/** Notes of the records that the user may see; of one record where the path names one. */
function visibleNotes(ask: Ask, entity: EntityType): Note[] {
  const seen = new Set(visibleRecords(ask.crm, ask.caller.user, entity).map(({ id }) => id));
  const only = ask.params['entityId'];
  return [...ask.crm.notes.values()].filter(
    ({ entity_type, entity_id }) =>
      entity_type === entity && seen.has(entity_id) && (only === undefined || entity_id === Number(only)),
  );
}

const list =
  (entity: EntityType) =>
  (ask: Ask): Answer => {
    const found = visibleNotes(ask, entity).filter(matchesFilters(ask.query, filters));
    return listPage(ask, 'notes', ordered(ask, found, ['updated_at', 'id']), (note) => noteView(ask, note));
  };

const one =
  (entity: EntityType) =>
  (ask: Ask): Answer => {
    const note = visibleNotes(ask, entity).find(({ id }) => id === Number(ask.params['id']));
    return note ? ok(noteView(ask, note)) : nothingFound;
  };

const fault = (path: string, missing: boolean): Violation =>
  missing
    ? { code: 'FieldMissing', path, detail: 'This field is missing.' }
    : { code: 'NotSupportedChoice', path, detail: 'Entity not found.' };

const add =
  (entity: EntityType) =>
  (ask: Ask): Answer => {
    const { crm, caller, now } = ask;
    const named = ask.params['entityId'];
    const items = batch(ask, noteRule(crm)).map((item) => {
      const id = named === undefined ? item.value.entity_id : Number(named);
      return {
        ...item,
        id,
        record: id === undefined ? undefined : visibleRecord(crm, caller.user, entity, id),
      };
    });
    if (named !== undefined && items.some(({ record }) => record === undefined)) throw notFound();
    const faulty = items.filter(({ record }) => record === undefined);
    if (faulty.length > 0) {
      throw invalid(
        faulty.map(({ request_id, id }) => ({ request_id, errors: [fault('entity_id', id === undefined)] })),
      );
    }
    const notes = items.map(({ request_id, value, id = 0 }) => {
      const author = value.created_by ?? caller.user.id;
      const note = addNote(crm, entity, id, {
        note_type: value.note_type ?? 'common',
        params: { ...value.params },
        created_by: author,
        responsible_user_id: value.responsible_user_id ?? (author || caller.user.id),
        created_at: value.created_at ?? now,
      });
      return { id: note.id, entity_id: note.entity_id, request_id, _links: link(ask, notePath(note)) };
    });
    return ok({ _links: selfLink(ask), _embedded: { notes } });
  };

function rewrite(ask: Ask, note: Note, { params, responsible_user_id }: NoteDraft): void {
  const record = visibleRecord(ask.crm, ask.caller.user, note.entity_type, note.entity_id);
  if (record && !may(ask.caller.user, 'edit', note.entity_type, record)) throw forbidden();
  if (params) note.params = { ...note.params, ...params };
  note.responsible_user_id = responsible_user_id ?? note.responsible_user_id;
  note.updated_at = ask.now;
  note.updated_by = ask.caller.user.id;
}

const change =
  (entity: EntityType) =>
  (ask: Ask): Answer => {
    const notes = visibleNotes(ask, entity);
    const noteOf = (id: number | undefined) => notes.find((note) => note.id === id);
    const items = batch(
      ask,
      noteRule(ask.crm, (id) => noteOf(id)?.note_type),
    ).map((item) => ({
      ...item,
      note: noteOf(item.value.id),
    }));
    const faulty = items.filter(({ note }) => note === undefined);
    if (faulty.length > 0) {
      throw invalid(
        faulty.map(({ request_id, value }) => ({
          request_id,
          errors: [fault('id', value.id === undefined)],
        })),
      );
    }
    const changed = items.flatMap(({ note, value, request_id }) => {
      if (note === undefined) return [];
      rewrite(ask, note, value);
      const { id, entity_id, updated_at } = note;
      return [{ id, entity_id, updated_at, request_id, _links: link(ask, notePath(note)) }];
    });
    return ok({ _links: selfLink(ask), _embedded: { notes: changed } });
  };

const changeOne =
  (entity: EntityType) =>
  (ask: Ask): Answer => {
    const note = visibleNotes(ask, entity).find(({ id }) => id === Number(ask.params['id']));
    if (note === undefined) throw notFound();
    rewrite(
      ask,
      note,
      single(
        ask,
        noteRule(ask.crm, () => note.note_type),
      ),
    );
    return ok(noteView(ask, note));
  };

/** Notes in both forms: of one record, and of all records of a kind. */
export const notes: Endpoint[] = entityTypes.flatMap((entity) =>
  [`/api/v4/${entity}/notes`, `/api/v4/${entity}/:entityId/notes`].flatMap((path): Endpoint[] => [
    { method: 'GET', path, answer: list(entity) },
    { method: 'GET', path: `${path}/:id`, answer: one(entity) },
    { method: 'POST', path, answer: add(entity) },
    { method: 'PATCH', path, answer: change(entity) },
    { method: 'PATCH', path: `${path}/:id`, answer: changeOne(entity) },
  ]),
);
