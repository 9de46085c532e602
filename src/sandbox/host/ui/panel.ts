import $ from 'jquery';
import Twig from 'twigjs';
import { html, raw } from '../html';
import type { Params } from '../sdk/widget';
import { t } from '../texts';

export interface BlockOptions {
  caption?: { class_name?: string; html?: string };
  body?: string;
  render?: string;
  block_class_name?: string;
  onBeforeCloseWidgetBlock?: () => PromiseLike<boolean>;
}

/** Guards of open blocks in lists, by widget code. */
export const closeGuards = new Map<string, () => PromiseLike<boolean>>();

/** A widget's block in the right panel, in order of codes. Throws where the page has no panel. */
export function panelBlock(params: Params, name: string, options: BlockOptions, data: object): void {
  const code = params.widget_code;
  const $elements = $('#widgets_block .card-widgets__elements');
  if ($elements.length === 0) throw new Error('render_template: this page has no right panel');
  const content = options.render === undefined ? '' : Twig.twig({ data: options.render }).render(data);
  const hide = 'this.parentNode && this.remove()';
  const $block = $(
    html`<div
      class="card-widgets__widget card-widgets__widget-${code} ${options.block_class_name}"
      data-code="${code}"
    >
      <div
        class="js-widget-caption-block card-widgets__widget__caption ${options.caption?.class_name}"
        data-code="${code}"
        data-name="${name}"
        role="button"
        tabindex="0"
        aria-label="${name}"
      >
        <span
          id="multi-widget_close"
          class="modal-body__close"
          role="button"
          aria-label="${t('panel.close')}"
        ></span>
        <img
          class="card-widgets__widget__caption__logo"
          src="${params.images_path}/logo_medium.png"
          alt=""
          onerror="${hide}"
        />
        <img
          class="card-widgets__widget__caption__logo_min"
          src="${params.images_path}/logo_min.png"
          alt=""
          onerror="${hide}"
        />
        <div class="card-widgets__widget__caption__arrow"></div>
      </div>
      <div class="card-widgets__widget__body">${raw(content + (options.body ?? ''))}</div>
    </div>`.markup,
  );
  $elements.children(`.card-widgets__widget-${code}`).remove();
  const next = $elements.children().filter((_index, one) => String($(one).data('code')) > code);
  if (next.length > 0) $block.insertBefore(next.first());
  else $elements.append($block);
  if (options.onBeforeCloseWidgetBlock) closeGuards.set(code, options.onBeforeCloseWidgetBlock);
  else closeGuards.delete(code);
  if ($('#widgets_block').hasClass('js-widgets-active'))
    $block.find('.card-widgets__widget__body').addClass('js-body-hide');
}

/** Opens and closes the panel and the bodies in it. A body with `js-body-hide` is an open one. */
export function bindPanel(): void {
  $(document).on('click', '#widgets_block .js-widget-caption-block', ({ currentTarget }) => {
    const $panel = $('#widgets_block');
    const $body = $(currentTarget).siblings('.card-widgets__widget__body');
    if (!$panel.hasClass('js-widgets-active')) {
      $panel.addClass('js-widgets-active');
      $('#card_holder').addClass('js-widgets-active');
      $body.addClass('js-body-hide');
    } else {
      $body.toggleClass('js-body-hide');
    }
  });
  $(document).on('keydown', '#widgets_block .js-widget-caption-block', (event) => {
    if (event.key === 'Enter') $(event.currentTarget).trigger('click');
  });
  $(document).on('click', '#widgets_block .js-widgets-close', () => {
    $('#widgets_block, #card_holder').removeClass('js-widgets-active');
    $('#widgets_block .card-widgets__widget__body').removeClass('js-body-hide');
  });
}
