import type { CardData, FeedItem } from '../../pages/page-data';
import { html, type Html } from '../html';
import { formatDuration, formatTime, t } from '../texts';
import { icon } from '../ui/icons';
import { playerMarkup } from '../ui/player';
import { composer } from './composer';

const text = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : '';

function call(note: FeedItem): Html {
  const isIncoming = note.note_type === 'call_in';
  const {
    phone,
    duration,
    link,
    call_status: status,
    call_result: result,
    call_responsible: who,
  } = note.params;
  const seconds = Number(duration) || 0;
  const statusText = [1, 2, 3, 4, 5, 6, 7].includes(Number(status))
    ? t(`call.status.${Number(status) as 1}`)
    : '';
  const url = text(link);
  const person = typeof who === 'string' ? who : note.author;
  return html`<div class="feed-note feed-note--call ${seconds === 0 && 'feed-note--missed'}">
    <span class="feed-note__icon">${icon(isIncoming ? 'incoming' : 'outgoing')}</span>
    <div class="feed-note__body">
      <div class="feed-note__head">
        ${t(isIncoming ? 'feed.callIn' : 'feed.callOut')} <b>${text(phone)}</b>
        <span class="feed-note__meta">${[person, formatTime(note.at)].filter(Boolean).join(' · ')}</span>
      </div>
      <div class="feed-note__text">
        ${[seconds > 0 ? formatDuration(seconds) : t('feed.noTalk'), statusText, text(result)].filter(Boolean).join(' · ')}
      </div>
      ${/^https?:/.test(url) && html`<div class="js-note-player" data-source="${text(note.params['source'])}" data-link="${url}">${playerMarkup(url, seconds)}</div>`}
    </div>
  </div>`;
}

function task(one: FeedItem): Html {
  const isLate = !one.done && one.due !== null && one.due * 1000 < Date.now();
  return html`<div
    class="feed-note feed-note--task ${one.done && 'feed-note--done'} ${isLate && 'feed-note--late'}"
  >
    <span class="feed-note__icon">${icon('task')}</span>
    <div class="feed-note__body">
      <div class="feed-note__head">
        ${one.type || t('feed.task')} <b>${one.due !== null && formatTime(one.due)}</b>
        <span class="feed-note__meta">${one.author}</span>
      </div>
      <div class="feed-note__text">
        <span class="feed-note__lines">${one.text}</span
        >${text(one.params['result']) !== '' && html`<div class="feed-note__result">${text(one.params['result'])}</div>`}
      </div>
      ${one.done ? html`<span class="feed-note__done">${t('feed.done')}</span>` : html`<button type="button" class="link-button js-task-complete" data-id="${one.id}">${t('feed.complete')}</button>`}
    </div>
  </div>`;
}

function note(one: FeedItem): Html {
  if (one.kind === 'task') return task(one);
  if (one.note_type === 'call_in' || one.note_type === 'call_out') return call(one);
  const service = text(one.params['service']);
  const isSms = one.note_type === 'sms_out' || one.note_type === 'sms_in';
  const about = isSms ? `${t('feed.sms')} ${text(one.params['phone'])}` : '';
  return html`<div class="feed-note">
    <span class="feed-note__icon">${icon('note')}</span>
    <div class="feed-note__body">
      <div class="feed-note__head">
        ${one.author || service || t('feed.robot')} ${about !== '' && html`<b>${about}</b>`}<span
          class="feed-note__meta"
          >${formatTime(one.at)}</span
        >
      </div>
      <div class="feed-note__text">
        <span class="feed-note__lines">${one.text || text(one.params['phone'])}</span>
      </div>
    </div>
  </div>`;
}

/** Calls, notes and tasks of a card, oldest first, and the field for a new one below. */
export function feedMarkup(card: CardData): Html {
  if (card.id === 0) return html`<p class="empty feed__empty">${t('feed.afterSave')}</p>`;
  return html`<div
      class="feed js-feed-list custom-scroll"
      tabindex="0"
      role="region"
      aria-label="${t('feed.title')}"
    >
      ${
        card.feed.length === 0
          ? html`<p class="empty feed__empty">${t('feed.empty')}</p>`
          : html`<ul class="feed__list">
              ${card.feed.map((one) => html`<li class="feed-note-wrapper" data-id="${one.id}">${note(one)}</li>`)}
            </ul>`
      }
    </div>
    ${composer()}`;
}
