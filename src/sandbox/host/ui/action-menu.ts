import $ from 'jquery';
import { html, type Html } from '../html';
import { nameOf, registry, widgetText, type ActionKind } from '../loader/registry';
import { cardSources } from '../sdk/sources';
import { data } from '../state';
import { t } from '../texts';
import { icon, type IconName } from './icons';
import { attribute } from './attribute';

function own(kind: ActionKind, value: string): Html {
  const url = kind === 'phone' ? `tel:${value.replace(/[^\d+]/g, '')}` : `mailto:${value}`;
  return html`<a
    class="tips-item js-tips-item js-cf-actions-item"
    data-type="${kind}"
    href="${url}"
    role="menuitem"
    >${icon(kind === 'phone' ? 'phone' : 'note')}<span
      >${t(kind === 'phone' ? 'actions.call' : 'actions.mail')}</span
    ></a
  >`;
}

const item = (type: string, name: IconName, label: string, code = ''): Html =>
  html`<button
    type="button"
    class="tips-item js-tips-item js-cf-actions-item"
    data-type="${type}"
    ${code !== '' && html`data-code="${code}"`}
    role="menuitem"
  >
    ${icon(name)}<span>${label}</span>
  </button>`;

function items(kind: ActionKind, value: string, editable: boolean): Html[] {
  const widgets = Object.keys(registry.cf_actions[kind]).map((code) => {
    const widget = registry.list[code];
    const label = widget === undefined ? code : (widgetText(widget, 'call_action') ?? nameOf(widget, code));
    return item('widget', 'phone', label, code);
  });
  return [
    ...(widgets.length > 0 && kind === 'phone' ? widgets : [own(kind, value), ...widgets]),
    ...(kind === 'phone' && cardSources().some(({ type }) => type === 'sms')
      ? [item('sms', 'note', t('actions.sms'))]
      : []),
    item('copy', 'copy', t('actions.copy')),
    ...(editable ? [item('edit', 'edit', t('actions.edit'))] : []),
  ];
}

const close = (): unknown => $('.js-tip-holder').empty();

function open($field: JQuery): void {
  close();
  const kind = attribute($field, 'data-pei-code') === 'email' ? 'email' : 'phone';
  const $input = $field.find('.js-linked-pei').first();
  const value = String($input.is('input') ? $input.val() : $input.text()).trim();
  if (value === '') return;
  const menu = html`<div class="tips js-tip card-cf-actions-tip" role="menu">
    <div class="tips__inner js-tip-items">${items(kind, value, $input.is('input'))}</div>
  </div>`;
  const $holder = $field.find('.js-tip-holder').html(menu.markup);
  // In the scrolling table a menu below the last rows would be cut off.
  const box = $holder.find('.tips').toArray()[0]?.getBoundingClientRect();
  $holder.find('.tips').toggleClass('tips--above', box !== undefined && box.bottom > window.innerHeight - 8);
  $holder.find('.js-tips-item').first().trigger('focus');
  $holder.on('click', '.js-cf-actions-item', (event) => {
    event.stopPropagation();
    run($(event.currentTarget), kind, value, $input);
    $holder.off('click').empty();
  });
}

function run($item: JQuery, kind: ActionKind, value: string, $input: JQuery): void {
  const type = attribute($item, 'data-type');
  if (type === 'copy') void navigator.clipboard.writeText(value);
  if (type === 'sms') $(document).trigger('composer:sms', [value]);
  if (type === 'edit') $input.prop('readonly', false).trigger('focus').trigger('select');
  if (type !== 'widget') return;
  const model = data.current_card === false ? undefined : data.current_card.model;
  const $row = $item.closest('[data-element-id]');
  const element_info = {
    id: Number(attribute($row, 'data-element-id')),
    type: attribute($row, 'data-element-type'),
  };
  try {
    registry.cf_actions[kind][attribute($item, 'data-code')]?.({ value, element_info, model });
  } catch (error) {
    console.error(error);
  }
}

/** Menu of a phone or an e-mail, in cards and lists. */
export function bindActionMenu(): void {
  const field = '.js-linked-has-actions.js-linked-has-value';
  $(document)
    .on('click', `${field} .js-linked-pei`, (event) => {
      const $target = $(event.currentTarget);
      if ($target.is('input') && $target.prop('readonly') === false) return;
      event.preventDefault();
      open($target.closest(field));
    })
    .on('keydown', `${field} .js-linked-pei`, (event) => {
      if (event.key !== 'Enter' || $(event.currentTarget).prop('readonly') === false) return;
      event.preventDefault();
      open($(event.currentTarget).closest(field));
    })
    .on('mousedown', ({ target }) => {
      if ($(target).closest('.js-tip-holder').length === 0) close();
    })
    .on('keydown', '.js-tip-holder', (event) => {
      const $all = $(event.currentTarget).find('.js-tips-item');
      const index = $all.toArray().findIndex((item) => item === document.activeElement);
      if (event.key === 'Escape') {
        const $pei = $(event.currentTarget).closest(field).find('.js-linked-pei').first();
        close();
        $pei.trigger('focus');
      } else if (event.key === 'ArrowDown') $all.eq((index + 1) % $all.length).trigger('focus');
      else if (event.key === 'ArrowUp') $all.eq(index - 1).trigger('focus');
      else return;
      event.preventDefault();
      event.stopPropagation();
    });
}
