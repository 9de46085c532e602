import $ from 'jquery';
import { data } from './state';
import { t } from './texts';
import { Confirm } from './ui/confirm';

/** Draws the page of the present address anew; resolves when it stands and widgets have been told. */
export function reloadPage(): Promise<void> {
  return new Promise((resolve) => $(document).trigger('host:show', [resolve]));
}

function go(url: string): void {
  history.pushState({}, '', url);
  window.scrollTo(0, 0);
  void reloadPage().then(() => document.getElementById('page_holder')?.focus({ preventScroll: true }));
}

/** Client-side navigation; asks first when the card has unsaved changes. */
export function navigate(url: string, options: { trigger?: boolean } = { trigger: true }): void {
  const card = data.current_card;
  if (options.trigger === false) {
    history.pushState({}, '', url);
    return;
  }
  if (card === false || !card.checkChanges()) {
    go(url);
    return;
  }
  new Confirm({
    text: t('unsaved.title'),
    message: t('unsaved.text'),
    accept_text: t('unsaved.leave'),
    decline_text: t('unsaved.stay'),
    accept() {
      this.modal.destroy();
      go(url);
    },
  });
}
