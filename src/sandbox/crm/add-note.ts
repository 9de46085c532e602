import type { Crm, EntityType, Note } from './model';

type Draft = Pick<Note, 'note_type' | 'params' | 'responsible_user_id' | 'created_by' | 'created_at'>;

/** Stores a note in the feed of a record. */
export function addNote(crm: Crm, entity_type: EntityType, entity_id: number, draft: Draft): Note {
  const owner = crm.users.find(({ id }) => id === draft.responsible_user_id);
  const note: Note = {
    ...draft,
    id: crm.nextId(),
    entity_type,
    entity_id,
    group_id: owner?.group_id ?? 0,
    updated_by: draft.created_by,
    updated_at: draft.created_at,
  };
  crm.notes.set(note.id, note);
  return note;
}
