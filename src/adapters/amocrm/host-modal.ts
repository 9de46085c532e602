import Modal from 'lib/components/base/modal';
import { hostWindow } from './selectors';

/** Some window of the page or of another widget stands open. */
export const isWindowOpen = (): boolean =>
  [...document.querySelectorAll(hostWindow)].some((one) => one.getClientRects().length > 0);

export interface OpenModal {
  readonly body: HTMLElement;
  /** After the content's height has changed. */
  refit(): void;
  close(): void;
}

/** A window of the host (web SDK, "modal"). `label`: id of its title; `focus`: selector of what is focused first. */
export function openHostModal(parts: {
  html: string;
  label: string;
  focus: string;
  closed: () => void;
}): OpenModal {
  const { html, label, focus, closed } = parts;
  let body: JQuery | undefined;
  const modal = new Modal({
    class_name: 'modal-list amocrm-telephony-result',
    focus_element: focus,
    // Enter and Cancel mean more here than the host knows.
    disable_enter_keydown: true,
    disable_cancel_click: true,
    init($body: JQuery) {
      body = $body;
      $body.trigger('modal:loaded').html(html).trigger('modal:centrify');
    },
    destroy: closed,
  });
  const element = body?.[0];
  if (body === undefined || !(element instanceof HTMLElement)) throw new Error('the host opened no window');
  const frame = element.closest(hostWindow);
  frame?.setAttribute('role', 'dialog');
  frame?.setAttribute('aria-modal', 'true');
  frame?.removeAttribute('aria-label');
  frame?.setAttribute('aria-labelledby', label);
  element.querySelector<HTMLElement>(focus)?.focus();
  let height = element.offsetHeight;
  const filled = body;
  return {
    body: element,
    refit() {
      if (element.offsetHeight === height) return;
      height = element.offsetHeight;
      filled.trigger('modal:centrify');
    },
    close: () => void modal.destroy(),
  };
}
