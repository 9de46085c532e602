import type { InboxMessage } from '../crm/model';
import type { InboxModel } from './page-data';

const text = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : '';
const plural: Record<string, string> = {
  contact: 'contacts',
  lead: 'leads',
  company: 'companies',
  customer: 'customers',
};

function linkOf(request: Record<string, unknown>): string {
  const element = (request['element'] ?? {}) as Record<string, unknown>;
  const type = text(element['type']);
  const id = text(element['id']);
  if (id !== '' && type !== '') return `/${plural[type] ?? type}/detail/${id}`;
  return text(request['click_link']) || text(request['link']);
}

const titles = { call: { ru: 'Звонок', en: 'Call' }, error: { ru: 'Ошибка', en: 'Error' } };

/** A stored message as toasts and the notification centre show it. */
export function inboxModel(message: InboxMessage, lang: 'ru' | 'en'): InboxModel {
  const { request } = message;
  const element = (request['element'] ?? {}) as Record<string, unknown>;
  const people = [text(element['name']) || text(request['from']), text(request['to'])].filter(
    (part) => part !== '',
  );
  const lines = [text(request['message']), people.join(' → '), text(request['duration'])];
  return {
    id: message.id,
    created_at: message.date,
    updated_at: message.date,
    is_read: message.is_read,
    silent: false,
    body: {
      title: text(request['header']) || titles[message.type][lang],
      icon: message.type === 'call' ? { call: true, value: '/host/icons/call.svg' } : { robot: 'error' },
      rows: lines
        .filter((line) => line !== '')
        .map((line) => ({ style: 'default', text: line, class_height: 'h3' })),
      actions: { click: { url: linkOf(request) }, buttons: [], read_on_show: false },
    },
    notification: true,
  };
}
