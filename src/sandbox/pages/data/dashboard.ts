import { isActive, visibleRecords } from '../../crm/access';
import type { Crm, User } from '../../crm/model';
import type { Dashboard } from '../page-data';
import { relatedOf, userName } from './records';

const day = 86_400;

/** Figures, own tasks and last calls for the first page. */
export function dashboard(crm: Crm, user: User): Dashboard {
  const now = Math.floor(Date.now() / 1000);
  const seen = new Set(visibleRecords(crm, user, 'leads').map(({ id }) => id));
  const leads = [...crm.leads.values()].filter(({ id }) => seen.has(id));
  const active = leads.filter(isActive);
  const tasks = [...crm.tasks.values()]
    .filter((task) => !task.is_completed && task.responsible_user_id === user.id)
    .sort((a, b) => a.complete_till - b.complete_till);
  const calls = [...crm.notes.values()].filter(({ note_type }) => note_type.startsWith('call_'));
  const last = [...calls].sort((a, b) => b.created_at - a.created_at || b.id - a.id).slice(0, 8);
  return {
    new_leads: leads.filter(({ created_at }) => created_at > now - 7 * day).length,
    active_leads: active.length,
    active_sum: active.reduce((sum, { price }) => sum + price, 0),
    won: leads.filter(({ status_id }) => status_id === 142).length,
    tasks_today: tasks.filter(({ complete_till }) => complete_till >= now && complete_till < now + day)
      .length,
    tasks_late: tasks.filter(({ complete_till }) => complete_till < now).length,
    calls_week: calls.filter(({ created_at }) => created_at > now - 7 * day).length,
    contacts: visibleRecords(crm, user, 'contacts').length,
    tasks: tasks.slice(0, 8).map((task) => ({
      id: task.id,
      text: task.text,
      due: task.complete_till,
      late: task.complete_till < now,
      entity:
        task.entity_type !== null && task.entity_id !== null
          ? relatedOf(crm, task.entity_type, task.entity_id)
          : null,
    })),
    events: last.map((note) => ({
      at: note.created_at,
      note_type: note.note_type,
      author: userName(crm, note.created_by),
      entity: relatedOf(crm, note.entity_type, note.entity_id),
      text: typeof note.params['phone'] === 'string' ? note.params['phone'] : '',
    })),
  };
}
