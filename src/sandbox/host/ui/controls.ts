import $ from 'jquery';
import { attribute } from './attribute';

function toggle($select: JQuery, open: boolean): void {
  $select.toggleClass('control--select--open', open);
  if (open) $select.find('.control--select--list--item-selected').first().trigger('focus');
}

function choose($item: JQuery): void {
  const $select = $item.closest('.control--select');
  const value = attribute($item, 'data-value');
  $select
    .find('.control--select--list--item')
    .removeClass('control--select--list--item-selected')
    .attr('aria-selected', 'false');
  $item.addClass('control--select--list--item-selected').attr('aria-selected', 'true');
  $select
    .find('.control--select--button')
    .attr('data-value', value)
    .find('.control--select--button-inner')
    .text($item.text());
  toggle($select, false);
  $select.find('.control--select--button').trigger('focus');
  $select.find('.control--select--input').val(value).trigger('change');
}

function bindSelect(): void {
  $(document).on('click', '.control--select--button', ({ currentTarget }) => {
    const $select = $(currentTarget).closest('.control--select');
    toggle($select, !$select.hasClass('control--select--open'));
  });
  $(document).on('click', '.control--select--list--item', ({ currentTarget }) => choose($(currentTarget)));
  $(document).on('keydown', '.control--select--list--item', (event) => {
    const $item = $(event.currentTarget);
    if (event.key === 'ArrowDown') $item.next().trigger('focus');
    else if (event.key === 'ArrowUp') $item.prev().trigger('focus');
    else if (event.key === 'Enter' || event.key === ' ') choose($item);
    else if (event.key === 'Escape') toggle($item.closest('.control--select'), false);
    else return;
    event.preventDefault();
    event.stopPropagation();
  });
  $(document).on('mousedown', ({ target }) => {
    toggle($('.control--select--open').not($(target).closest('.control--select')), false);
  });
}

/** `button:save:*` and `button:load:*`, by which widgets steer the page's buttons. */
function bindButtons(): void {
  const set = (event: JQueryEventObject, disabled: boolean): void => {
    $(event.target).toggleClass('button-input-disabled', disabled).prop('disabled', disabled);
  };
  $(document)
    .on('button:save:enable', '.button-input', (event) => set(event, false))
    .on('button:save:disable', '.button-input', (event) => set(event, true))
    .on('button:save:start button:load:start', '.button-input', (event) => {
      $(event.target).addClass('button-input-loading').attr('aria-busy', 'true');
    })
    .on('button:load:stop button:load:error button:save:error', '.button-input', (event) => {
      $(event.target).removeClass('button-input-loading').removeAttr('aria-busy');
    });
}

function bindSuggest(): void {
  $(document).on('input', '.js-control--suggest--input', ({ currentTarget }) => {
    const $control = $(currentTarget).closest('.control-suggest');
    const url = attribute($control, 'data-url');
    if (url === '') return;
    const query = attribute($control, 'data-params').replace(
      '#q#',
      encodeURIComponent(String($(currentTarget).val())),
    );
    void $.getJSON(`${url}?${query.replace(/^\?/, '')}`).then(
      (items: { id: string; text?: string; option?: string }[]) => {
        const $list = $control.find('.js-control--suggest--list').empty();
        for (const { id, text, option } of Object.values(items)) {
          $('<li class="control--suggest--list--item">')
            .attr('data-value-id', id)
            .text(text ?? option ?? '')
            .appendTo($list);
        }
        $control.addClass('control-suggest--open').trigger('suggest:loaded', [items]);
      },
    );
  });
  $(document).on('mousedown', '.control--suggest--list--item', ({ currentTarget }) => {
    const $control = $(currentTarget).closest('.control-suggest');
    const id = attribute($(currentTarget), 'data-value-id');
    $control.removeClass('control-suggest--open').find('.js-control--suggest--input-id').val(id);
    $control
      .find('.js-control--suggest--input')
      .val($(currentTarget).text())
      .attr('data-value-id', id)
      .trigger('suggest:changed')
      .trigger('change');
  });
  $(document).on('focusin focusout', '.js-control--suggest--input', ({ type, currentTarget }) => {
    const $control = $(currentTarget).closest('.control-suggest');
    $control.toggleClass('control-suggest--open', type === 'focusin' && $control.find('li').length > 0);
  });
}

/** Behaviour of the controls of system templates, wherever a widget draws them. */
export function bindControls(): void {
  bindSelect();
  bindButtons();
  bindSuggest();
  $(document).on('change', '.control-checkbox input', ({ currentTarget }) => {
    $(currentTarget)
      .closest('.control-checkbox')
      .toggleClass('is-checked', $(currentTarget).prop('checked') as boolean);
  });
  $(document).on('change', '.control-radio input', ({ currentTarget }) => {
    const $all = $(currentTarget)
      .closest('.control-radios')
      .find('.control-radio')
      .removeClass('icon-radio-checked');
    $(currentTarget).closest($all).addClass('icon-radio-checked');
  });
}
