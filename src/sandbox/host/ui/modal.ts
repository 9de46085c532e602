import $ from 'jquery';
import { html } from '../html';
import { t } from '../texts';
import { keepFocusInside } from './focus-trap';

export interface ModalOptions {
  class_name?: string;
  init?: (this: Modal, $body: JQuery) => unknown;
  destroy?: (this: Modal) => unknown;
  container?: HTMLElement | JQuery | string;
  can_centrify?: boolean;
  disable_overlay?: boolean;
  disable_overlay_click?: boolean;
  disable_escape_keydown?: boolean;
  disable_enter_keydown?: boolean;
  disable_cancel_click?: boolean;
  default_overlay?: boolean;
  focus_element?: string;
  can_destroy?: boolean;
  need_page_reload?: boolean;
  preload_templates?: unknown[];
  onBeforeInit?: () => PromiseLike<unknown>;
  [option: string]: unknown;
}

const open: Modal[] = [];
let count = 0;

/** `lib/components/base/modal`: a window over the page. `init` runs inside the constructor. */
export class Modal {
  readonly options: ModalOptions;
  readonly $modal: JQuery;
  readonly $el: JQuery;
  readonly $overlay: JQuery;
  private readonly ns: string;
  private readonly opener = document.activeElement;
  private isGone = false;

  constructor(options: ModalOptions = {}) {
    this.options = { class_name: 'modal-list', focus_element: '.js-modal-accept', ...options };
    count += 1;
    this.ns = `.modal:${count}`;
    this.$modal = $(
      html`<div class="modal ${this.options.class_name}" role="dialog" aria-modal="true">
        <div class="modal-scroller custom-scroll"><div class="modal-body modal-body-loading"></div></div>
        <div
          class="default-overlay modal-overlay ${this.options.default_overlay !== true && 'modal-overlay--filled'}"
        >
          <span class="modal-overlay__spinner spinner-icon spinner-icon-abs-center"></span>
        </div>
      </div>`.markup,
    );
    this.$el = this.$modal;
    this.$overlay = this.$modal.find('.modal-overlay');
    this.$modal.appendTo((this.options.container as JQuery | undefined) ?? document.body);
    open.push(this);
    this.bind();
    if (this.options.onBeforeInit) void this.options.onBeforeInit().then(() => this.init());
    else if ((this.options.preload_templates?.length ?? 0) > 0) setTimeout(() => this.init());
    else this.init();
  }

  private get $body(): JQuery {
    return this.$modal.find('.modal-body').first();
  }

  private init(): void {
    this.options.init?.call(this, this.$body);
    const $wanted = this.$modal.find(this.options.focus_element ?? '');
    const $target = $wanted.length > 0 ? $wanted : this.$modal.find('input,button,a');
    $target.first().trigger('focus');
    const title = this.$body.find('h1,h2,.modal-body__caption').first();
    if (title.length > 0 && !this.$modal.attr('aria-label')) this.$modal.attr('aria-label', title.text());
    else if (!this.$modal.attr('aria-label')) this.$modal.attr('aria-label', t('modal.window'));
  }

  private bind(): void {
    const { $modal, options } = this;
    this.$body
      .on('modal:loaded', () => this.loaded())
      .on('modal:centrify', () => this.loaded())
      .on('modal:need-page-reload', () => (options.need_page_reload = true));
    $modal.on('click', '.modal-body__close', (event) => this.closeBy(event));
    if (options.disable_cancel_click !== true) {
      $modal.on('click', '.modal-body__actions .button-cancel', (event) => this.closeBy(event));
    }
    let pressedOutside = false;
    const isOutside = (event: JQueryEventObject): boolean =>
      $(event.target).is('.modal-scroller, .modal-overlay');
    $modal.on('mousedown', (event) => {
      pressedOutside = isOutside(event);
    });
    $modal.on('click', (event) => {
      if (pressedOutside && isOutside(event) && options.disable_overlay_click !== true) this.destroy();
    });
    $modal.on('click', '.js-modal-accept', () => {
      this.$body.addClass('modal-body--waiting');
    });
    $(document).on(`keydown${this.ns}`, (event) => this.onKey(event));
    $(document).on(`page:changed${this.ns}`, () => {
      if (options.can_destroy !== false) this.destroy();
    });
  }

  private closeBy(event: JQueryEventObject): void {
    event.preventDefault();
    this.destroy();
  }

  private onKey(event: JQueryEventObject): void {
    if (open[open.length - 1] !== this) return;
    if (event.key === 'Escape' && this.options.disable_escape_keydown !== true) this.destroy();
    if (event.key === 'Tab') keepFocusInside(event, this.$modal);
    if (event.key !== 'Enter' || this.options.disable_enter_keydown === true) return;
    const isTyping = $(event.target).is('input, textarea, select, button, a');
    if (isTyping && !this.$modal.hasClass('js-modal-confirm')) return;
    const accept = this.$modal.find('.js-modal-accept').first();
    if (accept.length === 0) return;
    event.preventDefault();
    accept.trigger('click');
  }

  private loaded(): void {
    this.$body.removeClass('modal-body-loading');
    this.$overlay.find('.modal-overlay__spinner').hide();
  }

  getScroller(): JQuery {
    return this.$modal.find('.modal-scroller');
  }
  show(): void {
    this.$modal.show();
  }
  hide(): void {
    this.$modal.hide();
  }
  requestStart(): void {
    this.$body.addClass('modal-body-loading');
    this.$overlay.find('.modal-overlay__spinner').show();
    this.options.disable_overlay_click = true;
  }
  showError(text: string, retry: boolean | (() => void) = true): void {
    this._showError(text, retry);
  }
  _showError(text: string, retry: boolean | (() => void) = true): void {
    const again = html`<button type="button" class="button-input js-modal-try-again">
      ${t('modal.retry')}
    </button>`;
    this.message(
      html`<h2 class="modal-body__caption head_2">${text || t('modal.error')}</h2>
        ${retry !== false && again}`,
    );
    this.$body.one('click', '.js-modal-try-again', () =>
      typeof retry === 'function' ? retry() : this.destroy(),
    );
  }
  showSuccess(text: string, done?: () => void, delay = 500): void {
    this._showSuccess(text, done, delay);
  }
  _showSuccess(text: string, done?: () => void, delay = 500): void {
    this.message(
      html`<h2 class="modal-body__caption head_2 modal-body__success">${text || t('modal.success')}</h2>`,
    );
    setTimeout(() => {
      this.destroy();
      done?.();
    }, delay);
  }
  shakeError(): void {
    this.$body.addClass('modal-body--shake');
    setTimeout(() => this.$body.removeClass('modal-body--shake'), 400);
  }
  private message(content: { markup: string }): void {
    this.$body.html(html`<div class="modal-body__inner">${content}</div>`.markup).trigger('modal:centrify');
  }

  /** False when `options.destroy` vetoed it. */
  destroy(): boolean {
    if (this.isGone) return true;
    if (this.options.destroy?.call(this) === false) return false;
    this.isGone = true;
    open.splice(open.indexOf(this), 1);
    $(document).off(this.ns);
    this.$modal.remove();
    if (this.opener instanceof HTMLElement && this.opener.isConnected) this.opener.focus();
    if (this.options.need_page_reload === true) location.reload();
    return true;
  }
}
