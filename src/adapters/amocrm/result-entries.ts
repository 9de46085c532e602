import type { ResultField } from '../../domain/call-result';
import type { ResultWriter } from '../../ports/result-writer';
import type { ResultTask } from '../../domain/call-result';
import type { ResultApi } from './result-api';
import { later } from './result-failures';
import { embedded, fieldsOf, idOf, textOf, type Json } from './result-json';
import { entityOf, recordPath } from './result-records';
import { isSameTrace } from './result-trace';

const newest = 50;
const noteType = 'common';

const noteField = (path: string): ResultField => (path.startsWith('params') ? 'note' : 'all');
const taskFields: Readonly<Record<string, ResultField>> = {
  text: 'task.text',
  complete_till: 'task.due',
  task_type_id: 'task',
  entity_id: 'link',
  entity_type: 'link',
};
const taskField = (path: string): ResultField | undefined => taskFields[path];

const taskBody = ({ typeId, text, due }: ResultTask): Json => ({
  text,
  complete_till: due,
  task_type_id: typeId,
});

function madeId(body: unknown, name: string): number {
  const id = idOf(embedded(body, name)[0]?.['id']);
  if (id === undefined) throw later('garbled', body);
  return id;
}

/** Notes and tasks of a call result. */
export function resultEntries(parts: {
  api: ResultApi;
  userId: number;
}): Pick<ResultWriter, 'addNote' | 'findNote' | 'changeNote' | 'addTask' | 'findTask' | 'changeTask'> {
  const { api } = parts;
  return {
    async addNote(record, text) {
      const body = [{ note_type: noteType, params: { text } }];
      const path = `${recordPath(record)}/notes`;
      return madeId(await api.ask({ method: 'POST', path, body }, noteField), 'notes');
    },
    async findNote(record, trace) {
      const query = { 'filter[note_type][0]': noteType, 'order[id]': 'desc', limit: newest };
      const body = await api.ask({ method: 'GET', path: `${recordPath(record)}/notes`, query });
      const found = embedded(body, 'notes').find((note) =>
        isSameTrace(parts, note, textOf(fieldsOf(note['params'])['text']), trace),
      );
      return idOf(found?.['id']);
    },
    async changeNote(record, id, text) {
      const body = { note_type: noteType, params: { text } };
      await api.ask({ method: 'PATCH', path: `${recordPath(record)}/notes/${id}`, body }, noteField);
    },
    async addTask(record, task) {
      const body = [{ ...taskBody(task), entity_id: record.id, entity_type: entityOf(record) }];
      return madeId(await api.ask({ method: 'POST', path: '/api/v4/tasks', body }, taskField), 'tasks');
    },
    async findTask(record, trace) {
      const query = {
        'filter[entity_type]': entityOf(record),
        'filter[entity_id][0]': record.id,
        'order[id]': 'desc',
        limit: newest,
      };
      const body = await api.ask({ method: 'GET', path: '/api/v4/tasks', query });
      const found = embedded(body, 'tasks').find(
        (task) =>
          idOf(task['entity_id']) === record.id && isSameTrace(parts, task, textOf(task['text']), trace),
      );
      return idOf(found?.['id']);
    },
    async changeTask(id, task) {
      await api.ask({ method: 'PATCH', path: `/api/v4/tasks/${id}`, body: taskBody(task) }, taskField);
    },
  };
}
