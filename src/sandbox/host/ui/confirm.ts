import $ from 'jquery';
import { html } from '../html';
import { t } from '../texts';
import { Modal } from './modal';

interface ConfirmOptions {
  text?: string;
  message?: string;
  accept_text?: string;
  decline_text?: string;
  class_name?: string;
  button_class?: string;
  no_cancel?: boolean;
  close_on_accept?: boolean;
  accept?: (this: Confirm) => unknown;
  destroy?: (this: Confirm) => unknown;
}

/** `lib/components/base/confirm`: a question with yes and no. In `accept`, `this.modal.destroy()` closes it. */
export class Confirm {
  readonly modal: Modal;

  constructor(options: ConfirmOptions) {
    const buttonClass = options.button_class ?? 'button-input_blue';
    this.modal = new Modal({
      class_name: `modal-list js-modal-confirm ${options.class_name ?? ''}`,
      destroy: () => options.destroy?.call(this),
      init: ($body) => {
        $body
          .html(
            html`<div class="modal-body__inner">
              <h2 class="modal-body__caption head_2">${options.text}</h2>
              ${options.message !== undefined && html`<p class="modal-body__message">${options.message}</p>`}
              <div class="modal-body__actions">
                <button type="button" class="button-input ${buttonClass} js-modal-accept">
                  <span class="button-input-inner__text">${options.accept_text ?? t('confirm.accept')}</span>
                </button>
                ${
                  options.no_cancel !== true &&
                  html`<button type="button" class="button-cancel">
                    ${options.decline_text ?? t('confirm.decline')}
                  </button>`
                }
              </div>
            </div>`.markup,
          )
          .trigger('modal:centrify');
      },
    });
    this.modal.$modal.on('click', '.js-modal-accept', () => {
      options.accept?.call(this);
      if (options.close_on_accept === true) this.modal.destroy();
      $(this.modal.$modal).find('.modal-body--waiting').removeClass('modal-body--waiting');
    });
  }
}
