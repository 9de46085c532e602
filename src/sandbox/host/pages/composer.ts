import $ from 'jquery';
import type { CardData } from '../../pages/page-data';
import { getJson, postJson } from '../http';
import { html, type Html } from '../html';
import { nameOf, registry } from '../loader/registry';
import { reloadPage } from '../navigation';
import { cardContacts } from '../sdk/card-contacts';
import { cardSources, type Source } from '../sdk/sources';
import { notifications } from '../notifications';
import { shown } from '../state';
import { t } from '../texts';
import { attribute } from '../ui/attribute';

const typeButton = (type: string, text: string, index = ''): Html =>
  html`<button
    type="button"
    class="composer__type js-composer-type"
    data-type="${type}"
    ${index !== '' && html`data-source="${index}"`}
    aria-pressed="${type === 'note' ? 'true' : 'false'}"
  >
    ${text}
  </button>`;

/** The form below the feed: a note, a task, or what a widget sends by. */
export const composer = (): Html =>
  html`<form class="composer js-composer" data-type="note">
    <div class="composer__types">
      ${typeButton('note', t('feed.note'))}${typeButton('task', t('feed.task'))}
      <span class="composer__sources js-composer-sources"></span>
      <input
        class="text-input composer__due"
        type="datetime-local"
        name="due"
        aria-label="${t('feed.due')}"
        hidden
      />
      <select
        class="text-input composer__phone"
        name="phone"
        aria-label="${t('field.phone')}"
        hidden
      ></select>
    </div>
    <div class="composer__row">
      <textarea
        class="text-input composer__text"
        name="text"
        rows="2"
        placeholder="${t('feed.noteText')}"
        aria-label="${t('feed.note')}"
      ></textarea>
      <button type="submit" class="button-input button-input_blue">
        <span class="button-input-inner__text js-composer-submit">${t('feed.add')}</span>
      </button>
    </div>
    <div class="composer__source js-composer-source"></div>
  </form>`;

const words = {
  note: ['feed.note', 'feed.noteText', 'feed.add'],
  task: ['feed.task', 'feed.taskText', 'feed.add'],
  sms: ['feed.sms', 'feed.smsText', 'feed.send'],
} as const;

function tomorrow(): string {
  const date = new Date(Date.now() + 86_400_000);
  return new Date(date.getTime() - date.getTimezoneOffset() * 60_000).toISOString().slice(0, 16);
}

/** The source's name in the list; for SMS the widget need not give one. */
function labelOf({ text, type, code }: Source): string {
  if (text !== '') return text;
  const widget = registry.list[code];
  const name = widget === undefined ? code : nameOf(widget, code);
  return type === 'sms' ? `${t('feed.sms')}: ${name}` : name;
}

function drawSources(): void {
  $('.js-composer-sources').html(
    cardSources()
      .map((source, index) => typeButton(source.type, labelOf(source), String(index)).markup)
      .join(''),
  );
}

async function offerPhones(chosen?: string): Promise<void> {
  const people = await cardContacts();
  const company = await companyPhones();
  const options = [
    ...people.flatMap(({ id, name, phones }) => phones.map((phone) => ({ id, name, phone }))),
    ...company,
  ].map(
    ({ id, name, phone }) =>
      html`<option value="${phone}" data-id="${id}">${phone} · ${name}</option>`.markup,
  );
  const $phones = $('.js-composer [name="phone"]').html(options.join(''));
  if (chosen !== undefined) $phones.val(chosen);
}

async function companyPhones(): Promise<{ id: number; name: string; phone: string }[]> {
  const { place } = shown;
  if (place.page !== 'card' || place.entity !== 'companies') return [];
  const { name, phones } = await getJson<CardData>(`/ajax/page/card/companies/${place.id}`);
  return phones.map(({ value }) => ({ id: 0, name, phone: String(value) }));
}

function choose($button: JQuery): void {
  const [type, index] = [attribute($button, 'data-type'), attribute($button, 'data-source')];
  const $form = $('.js-composer').attr('data-type', type).attr('data-source', index);
  $form.find('.js-composer-type').attr('aria-pressed', 'false');
  $button.attr('aria-pressed', 'true');
  $form
    .find('[name="due"]')
    .prop('hidden', type !== 'task')
    .val(type === 'task' ? tomorrow() : '');
  $form.find('[name="phone"]').prop('hidden', type !== 'sms');
  const isText = type === 'note' || type === 'task' || type === 'sms';
  $form.find('.composer__row').prop('hidden', !isText);
  const $own = $form.find('.js-composer-source').empty();
  if (isText) {
    const [label, placeholder, submit] = words[type];
    $form
      .find('[name="text"]')
      .attr('placeholder', t(placeholder))
      .attr('aria-label', t(label))
      .trigger('focus');
    $form.find('.js-composer-submit').text(t(submit));
    return;
  }
  const source = cardSources()[Number(index)];
  if (source === undefined || source.type === 'sms') return;
  try {
    source.action($own);
  } catch (error) {
    console.error(error);
  }
}

async function sendSms($form: JQuery, message: string): Promise<object | undefined> {
  const source = cardSources()[Number(attribute($form, 'data-source'))];
  const $phone = $form.find('[name="phone"]');
  const phone = String($phone.val() ?? '');
  if (source?.type !== 'sms' || phone === '') return undefined;
  await source.action({ phone, message, contact_id: Number($phone.find(':selected').attr('data-id')) });
  return { sms: phone };
}

async function submit($form: JQuery): Promise<void> {
  const { place } = shown;
  const text = String($form.find('[name="text"]').val()).trim();
  const type = attribute($form, 'data-type');
  if (place.page !== 'card' || text === '') return;
  const due = String($form.find('[name="due"]').val() ?? '');
  const more =
    type === 'sms'
      ? await sendSms($form, text)
      : due === ''
        ? {}
        : { due: Math.floor(new Date(due).getTime() / 1000) };
  if (more === undefined) return;
  await postJson(`/ajax/page/card/${place.entity}/${place.id}/feed`, { text, ...more });
  await reloadPage();
}

export function bindComposer(): void {
  $(document)
    .on('widgets:sources:add', drawSources)
    .on('click', '.js-composer-type', ({ currentTarget }) => {
      const $button = $(currentTarget);
      choose($button);
      if (attribute($button, 'data-type') === 'sms') void offerPhones();
    })
    .on('composer:sms', (_event, phone: string) => {
      choose($('.js-composer-type[data-type="sms"]').first());
      void offerPhones(phone);
    })
    .on('submit', '.js-composer', (event) => {
      event.preventDefault();
      submit($(event.currentTarget)).catch((error: unknown) => {
        console.error(error);
        notifications.show_message_error({ header: t('toast.error'), text: t('feed.notSent') });
      });
    });
}
