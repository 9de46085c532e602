import type { Crm, EntityType, Note, Task } from '../../crm/model';
import type { FeedItem } from '../page-data';
import { userName } from './records';

const noteText = ({ params }: Note): string => (typeof params['text'] === 'string' ? params['text'] : '');

const noteItem = (crm: Crm, note: Note): FeedItem => ({
  id: note.id,
  kind: 'note',
  note_type: note.note_type,
  at: note.created_at,
  author: userName(crm, note.created_by),
  text: noteText(note),
  params: note.params,
  due: null,
  done: false,
  type: '',
});

const taskItem = (crm: Crm, task: Task): FeedItem => ({
  id: task.id,
  kind: 'task',
  note_type: 'task',
  at: task.created_at,
  author: userName(crm, task.responsible_user_id),
  text: task.text,
  params: task.result === null ? {} : { result: task.result.text },
  due: task.complete_till,
  done: task.is_completed,
  type: crm.task_types.find(({ id }) => id === task.task_type_id)?.name ?? '',
});

const isOpen = ({ kind, done }: FeedItem): boolean => kind === 'task' && !done;
const place = (item: FeedItem): number => (isOpen(item) ? (item.due ?? item.at) : item.at);

/** Notes, calls and tasks of a record, oldest first; what is still to be done stands below them. */
export function feedOf(crm: Crm, entity: EntityType, id: number): FeedItem[] {
  const belongs = (item: { entity_type: EntityType | null; entity_id: number | null }): boolean =>
    item.entity_type === entity && item.entity_id === id;
  return [
    ...[...crm.notes.values()].filter(belongs).map((note) => noteItem(crm, note)),
    ...[...crm.tasks.values()].filter(belongs).map((task) => taskItem(crm, task)),
  ].sort((a, b) => Number(isOpen(a)) - Number(isOpen(b)) || place(a) - place(b) || a.id - b.id);
}
