import $ from 'jquery';
import { html, type Html } from '../html';
import { nameOf, registry, widgetText } from '../loader/registry';
import type { Entity } from '../place';
import { reloadPage, navigate } from '../navigation';
import { drawing } from '../sdk/drawing';
import { data } from '../state';
import { t } from '../texts';
import { icon } from '../ui/icons';
import { closeGuards } from '../ui/panel';
import { showColumn } from './columns';
import { attribute } from '../ui/attribute';

const entity = (): Entity => attribute($('#list_table'), 'data-entity') as Entity;
/** Rows of the company list go to `contacts.selected`. */
const callbackOf = (): 'contacts' | 'leads' | 'customers' => {
  const shown = entity();
  return shown === 'companies' ? 'contacts' : shown;
};

function entries(): Html[] {
  return Object.entries(registry.list).flatMap(([code, widget]) => {
    if (typeof widget.callbacks?.[callbackOf()]?.selected !== 'function') return [];
    const label = widgetText(widget, 'selected_text') ?? nameOf(widget, code);
    return [
      html`<li>
        <button
          type="button"
          class="dropdown__item list-multiple-actions__item js-list-multiple-actions__item"
          data-type="widget"
          data-params="${code}"
        >
          ${icon('plug')}<span>${label}</span>
        </button>
      </li>`,
    ];
  });
}

function drawBar(): void {
  const count = data.current_list?.where({ is_checked: true }).length ?? 0;
  const $bar = $('.js-list-multiple-actions').prop('hidden', count === 0);
  if (count === 0) return;
  const widgets = entries();
  $bar.html(
    html`<span class="list-multiple-actions__count"
        >${t('list.selected')}: <b id="multiple_total">${count}</b></span
      >
      <details class="dropdown list-multiple-actions__more">
        <summary
          class="list-multiple-actions__item-more js-list-multiple-actions__item-more"
          title="${t('list.more')}"
        >
          ${icon('more')}<span>${t('list.more')}</span>
        </summary>
        <ul class="dropdown__body">
          ${widgets.length > 0 ? widgets : html`<li class="dropdown__item empty">${t('list.noActions')}</li>`}
        </ul>
      </details>
      <button type="button" class="link-button js-untick">${t('list.untick')}</button>`.markup,
  );
}

function tick($row: JQuery, on: boolean): void {
  data.current_list?.get(Number(attribute($row, 'data-id')))?.set({ is_checked: on, checked: on });
  $row.toggleClass('list-row--checked', on).find('.js-tick-row').prop('checked', on);
  $row.find('.control-checkbox').toggleClass('is-checked', on);
}

function tickAll(on: boolean): void {
  $('.js-list-row').each((_index, row) => tick($(row), on));
  $('.js-tick-all').prop('checked', on).closest('.control-checkbox').toggleClass('is-checked', on);
  drawBar();
}

function runSelected(code: string): void {
  const widget = registry.list[code];
  if (widget === undefined) return;
  registry.current = code;
  if (widget.params?.selected_without_block !== true) drawing.widgetsOverlay(true);
  try {
    widget.callbacks?.[callbackOf()]?.selected?.();
  } catch (error) {
    console.error(error);
  }
}

async function closeBlock(): Promise<void> {
  const guard = closeGuards.get(registry.current ?? '');
  if (guard !== undefined && !(await guard())) return;
  $('#widgets_block .card-widgets__elements').empty();
  drawing.widgetsOverlay(false);
}

export function bindList(): void {
  $(document)
    .on('change', '.js-tick-row', ({ currentTarget }) => {
      tick($(currentTarget).closest('.js-list-row'), $(currentTarget).prop('checked') as boolean);
      drawBar();
    })
    .on('change', '.js-tick-all', ({ currentTarget }) => tickAll($(currentTarget).prop('checked') as boolean))
    .on('click', '.js-untick', () => tickAll(false))
    .on('list:checkbox', '#list_table', drawBar)
    .on('click', '.js-list-multiple-actions__item', ({ currentTarget }) => {
      $(currentTarget).closest('details').removeAttr('open');
      runSelected(attribute($(currentTarget), 'data-params'));
    })
    .on('click', '.js-list-widgets-close, #card_widgets_overlay', () => void closeBlock())
    .on('change', '.js-column', ({ currentTarget }) => {
      const $box = $(currentTarget);
      showColumn(entity(), attribute($box, 'data-code'), $box.prop('checked') as boolean);
      void reloadPage();
    })
    .on('submit', '.js-list-search', (event) => {
      event.preventDefault();
      const term = String($(event.currentTarget).find('input').val()).trim();
      navigate(location.pathname + (term === '' ? '' : `?term=${encodeURIComponent(term)}`));
    })
    .on('mousedown', ({ target }) =>
      $('details.dropdown[open]').not($(target).closest('details')).removeAttr('open'),
    )
    .on('keydown', 'details.dropdown[open]', (event) => {
      if (event.key === 'Escape')
        $(event.currentTarget).removeAttr('open').children('summary').trigger('focus');
    });
}
