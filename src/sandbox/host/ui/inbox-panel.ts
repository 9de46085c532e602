import $ from 'jquery';
import type { InboxModel } from '../../pages/page-data';
import { boot } from '../boot';
import { getJson, postJson } from '../http';
import { html, type Html } from '../html';
import { notificationsChannel, subscribe } from '../push';
import { formatTime, t } from '../texts';
import { icon } from './icons';
import { showToast } from './toasts';
import { attribute } from './attribute';

let unread = boot.unread;

function drawCounter(): void {
  $('.js-notifications_counter')
    .prop('hidden', unread === 0)
    .text(unread > 99 ? '99+' : String(unread));
}

function row(message: InboxModel): Html {
  const { body } = message;
  const url = body.actions.click.url;
  return html`<li class="inbox__row ${!message.is_read && 'inbox__row--unread'}" data-id="${message.id}">
    <span class="inbox__icon ${body.icon.robot === 'error' && 'inbox__icon--error'}"
      >${icon(body.icon.call === true ? 'phone' : 'warning')}</span
    >
    <div class="inbox__content">
      ${url === '' ? html`<b>${body.title}</b>` : html`<a class="inbox__title ${url.startsWith('/') && 'js-navigate-link'}" href="${url}">${body.title}</a>`}
      ${body.rows.map(({ text }) => html`<div class="inbox__text">${text}</div>`)}
      <div class="inbox__time">${formatTime(message.created_at)}</div>
    </div>
    <button type="button" class="inbox__delete js-inbox-delete" aria-label="${t('inbox.delete')}">
      ${icon('trash')}
    </button>
  </li>`;
}

async function change(action: 'read' | 'delete', ids?: string[]): Promise<void> {
  const answer = await postJson<{ unread: number }>(`/v3/inbox/${action}`, ids === undefined ? {} : { ids });
  unread = answer.unread;
  drawCounter();
}

async function draw(): Promise<void> {
  const { items } = await getJson<{ items: InboxModel[] }>('/v3/inbox/list');
  unread = items.filter(({ is_read }) => !is_read).length;
  drawCounter();
  $('#notifications_panel').html(
    html`<section class="inbox" aria-label="${t('inbox.title')}">
      <div class="inbox__head">
        <h2>${t('inbox.title')}</h2>
        <button type="button" class="link-button js-inbox-read-all">${t('inbox.readAll')}</button>
        <button type="button" class="icon-button js-inbox-close" aria-label="${t('inbox.close')}">
          ${icon('close')}
        </button>
      </div>
      ${
        items.length === 0
          ? html`<p class="empty">${t('inbox.empty')}</p>`
          : html`<ul class="inbox__list custom-scroll">
              ${items.map(row)}
            </ul>`
      }
    </section>`.markup,
  );
}

const isOpen = (): boolean => $('#notifications_panel .inbox').length > 0;

async function toggle(open: boolean): Promise<void> {
  $('.js-notifications-toggle').attr('aria-expanded', String(open));
  if (!open) {
    $('#notifications_panel').empty();
    return;
  }
  await draw();
  $('#notifications_panel .js-inbox-close').trigger('focus');
}

/** Bell, counter and panel of the notification centre; toasts for what the server pushes. */
export function startInbox(): void {
  drawCounter();
  subscribe(notificationsChannel, (payload) => {
    unread += 1;
    drawCounter();
    showToast(payload as InboxModel);
    if (isOpen()) void draw();
  });
  // What was read in another tab is read here too, once somebody looks.
  window.addEventListener('focus', () => $(document).trigger('inbox:refresh'));
  $(document)
    .on(
      'inbox:refresh',
      () =>
        void getJson<{ items: InboxModel[] }>('/v3/inbox/list').then(({ items }) => {
          unread = items.filter(({ is_read }) => !is_read).length;
          drawCounter();
        }),
    )
    .on('inbox:opened', (_event, id: string) => {
      if (!id.startsWith('local-')) void change('read', [id]);
    })
    .on('click', '.js-notifications-toggle', () => void toggle(!isOpen()))
    .on('click', '.js-inbox-close', () => {
      void toggle(false);
      $('.js-notifications-toggle').trigger('focus');
    })
    .on('keydown', '#notifications_panel', (event) => {
      if (event.key === 'Escape') $('.js-inbox-close').trigger('click');
    })
    .on('click', '.js-inbox-read-all', () => void change('read').then(draw))
    .on('click', '.js-inbox-delete', ({ currentTarget }) => {
      const id = attribute($(currentTarget).closest('.inbox__row'), 'data-id');
      if (id !== '') void change('delete', [id]).then(draw);
    })
    .on('click', '.inbox__row .inbox__title', ({ currentTarget }) => {
      const id = attribute($(currentTarget).closest('.inbox__row'), 'data-id');
      if (id !== '') void change('read', [id]);
      void toggle(false);
    });
}
