import $ from 'jquery';
import type { InboxModel } from '../../pages/page-data';
import { html } from '../html';
import { formatTime, t } from '../texts';
import { icon } from './icons';

type Callback = (message: InboxModel) => unknown;
const callbacks = new Map<string, Callback>();
const shownFor = 10_000;
const debounce = 100;
const mostShown = 4;
let pending: ReturnType<typeof setTimeout> | undefined;

export const addToastCallback = (code: string, callback: Callback): unknown => callbacks.set(code, callback);

function tell(message: InboxModel): void {
  for (const callback of callbacks.values()) {
    try {
      callback(message);
    } catch (error) {
      console.error(error);
    }
  }
}

function draw(message: InboxModel): void {
  const { title, rows, icon: kind, actions } = message.body;
  const text = rows.map((row) => html`<span>${row.text}</span>`);
  const url = actions.click.url;
  const $toast = $(
    html`<div class="popup-inbox__toast">
      <a
        class="notification__item notification-inner ${url !== '' && url.startsWith('/') && 'js-navigate-link'}"
        id="inbox-notification-${message.id}"
        data-id="${message.id}"
        ${url !== '' && html`href="${url}"`}
      >
        <span class="notification-inner__icon ${kind.robot === 'error' && 'notification-inner__icon--error'}"
          >${icon(kind.call === true ? 'phone' : kind.robot === 'error' ? 'warning' : 'bell')}</span
        >
        <span class="notification-inner__content">
          <span class="notification-inner__title_message_title">${title}</span>
          <span class="notification-inner__from__message">${text}</span>
          <span class="notification-inner__data_message">${formatTime(message.created_at)}</span>
        </span>
      </a>
      <button type="button" class="popup-inbox__close" aria-label="${t('toast.close')}">
        ${icon('close')}
      </button>
    </div>`.markup,
  );
  const remove = (): void => {
    clearTimeout(timer);
    const hadFocus = $toast.find(':focus').length > 0;
    const $other = $toast.next().add($toast.prev()).first().find('.popup-inbox__close');
    $toast.remove();
    // Whoever works by keyboard goes on with the next toast, or with the page.
    if (hadFocus) ($other.length > 0 ? $other : $('#page_holder')).trigger('focus');
  };
  $toast.on('click', '.popup-inbox__close', remove);
  $toast.on('click', '.notification__item', () => {
    remove();
    $(document).trigger('inbox:opened', [message.id]);
  });
  $toast.on('keydown', (event) => {
    if (event.key === 'Escape') remove();
  });
  let timer = setTimeout(remove, shownFor);
  $toast.on('mouseenter focusin', () => clearTimeout(timer));
  $toast.on('mouseleave focusout', () => {
    clearTimeout(timer);
    timer = setTimeout(remove, shownFor);
  });
  const $all = $('#popups_inbox > .popup-inbox').append($toast).children();
  // Beyond these the notification centre is the place: the oldest give way, but not the one in use.
  $all
    .slice(0, Math.max(0, $all.length - mostShown))
    .filter((_index, toast) => !toast.matches(':hover, :focus-within'))
    .remove();
}

function show(message: InboxModel): void {
  tell(message);
  // A tab that nobody looks at speaks through the desktop, if it may.
  if (document.hidden && 'Notification' in window && Notification.permission === 'granted') {
    const { title, rows } = message.body;
    new Notification(title, { body: rows.map(({ text }) => text).join('\n'), tag: message.id });
    return;
  }
  draw(message);
}

/** `APP.inbox.showNotification`; of a burst within 100 ms the last one wins. */
export function showToast(message: InboxModel): void {
  clearTimeout(pending);
  pending = setTimeout(() => show(message), debounce);
}
