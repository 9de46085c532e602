import $ from 'jquery';
import type { InboxModel } from '../pages/page-data';
import { boot, hasFault } from './boot';
import { formatDuration, t } from './texts';
import { showToast } from './ui/toasts';

interface Callbacks {
  done?: () => unknown;
  fail?: () => unknown;
  always?: () => unknown;
}
interface Message {
  header?: string;
  text?: string;
  message?: string;
  date?: number;
  icon?: string;
  link?: string;
}
interface Call {
  text: string;
  date?: number;
  from?: string;
  to?: string;
  duration?: number | string;
  link?: string;
  element?: { id?: unknown; type?: unknown; name?: string };
  click_link?: string;
  header?: string;
  id?: string;
}

const now = (): number => Math.floor(Date.now() / 1000);

/** Posts one message to the notification centre; it is drawn when the server's push comes back. */
function add(request: object, { done, fail, always }: Callbacks = {}): void {
  $.ajax({ url: '/ajax/v1/inbox/add/', type: 'POST', data: { request }, dataType: 'json' })
    .done(() => done?.())
    .fail(() => fail?.())
    .always(() => always?.());
}

function local(
  title: string,
  text: string,
  date: number | undefined,
  about: { icon: object; url?: string },
): void {
  const at = date ?? now();
  const message: InboxModel = {
    id: `local-${Math.random().toString(36).slice(2)}`,
    created_at: at,
    updated_at: at,
    is_read: false,
    silent: false,
    body: {
      title,
      icon: about.icon,
      rows: [{ style: 'default', text, class_height: 'h3' }],
      actions: { click: { url: about.url ?? '' }, buttons: [], read_on_show: true },
    },
    notification: true,
  };
  showToast(message);
}

const encodePhone = (text: string): string =>
  text.replace(
    /(href=(["'])[^"']*?phone=)([^"'&]*)/g,
    (_whole, before: string, _quote, phone: string) => before + encodeURIComponent(phone),
  );

/** `APP.notifications`. */
export const notifications = {
  show_message(message: Message): void {
    const icon = message.icon === undefined ? { robot: true } : { value: message.icon };
    local(message.header ?? '', message.text ?? message.message ?? '', message.date, { icon });
  },
  show_message_error({ header, text, message, date, link }: Message): void {
    const about = { icon: { robot: 'error' }, ...(link !== undefined && { url: link }) };
    local(header ?? t('toast.error'), text ?? message ?? '', date, about);
  },
  show_notification({
    text,
    type,
    date,
  }: {
    text: { header: string; text: string };
    type: string;
    date?: number;
  }): void {
    local(text.header, text.text, date, { icon: type === 'call' ? { call: true } : { robot: 'error' } });
  },
  add_error({ header, text, message, date, link }: Message, callbacks?: Callbacks): void {
    const about = { header: header ?? '', link: link ?? null };
    add({ type: 'error', date: date ?? now(), message: text ?? message ?? '', ...about }, callbacks);
  },
  /** Changes its argument, as amoCRM's page does: `duration` becomes `mm:ss`, missing fields appear. */
  add_call(call: Call, callbacks?: Callbacks): void {
    call.date ??= now();
    for (const name of ['header', 'to', 'from', 'link', 'click_link'] as const) call[name] ??= '';
    if (call.duration !== undefined) call.duration = formatDuration(Number(call.duration));
    call.element = { id: '', type: '', name: '', ...call.element };
    const { text, ...fields } = call;
    const user = hasFault('string-ids') ? String(boot.user.id) : boot.user.id;
    add({ type: 'call', user, ...fields, message: encodePhone(text) }, callbacks);
  },
  add,
  refresh(): void {
    return;
  },
  receive(): void {
    return;
  },
  check_popups_height(): void {
    return;
  },
};
