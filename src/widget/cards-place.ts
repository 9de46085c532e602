import { selectors } from '../adapters/amocrm/selectors';
import type { Undo } from '../domain/undo';

const gap = 12;

/** Our element in the page, bottom left, and always above the host's toasts, however many there are. */
export function cardsPlace(): { readonly root: HTMLElement; readonly leave: Undo } {
  const root = document.createElement('div');
  root.className = 'amocrm-telephony';
  document.body.append(root);

  const stand = (): void => {
    const toasts = document.querySelector(selectors.toasts);
    const box = toasts?.getBoundingClientRect();
    const taken = box === undefined || box.height === 0 ? 0 : Math.max(0, window.innerHeight - box.top);
    root.style.setProperty(
      '--toasts',
      taken === 0 ? '0px' : `${Math.min(taken, window.innerHeight / 2) + gap}px`,
    );
  };
  const watch = new MutationObserver(stand);
  const size = new ResizeObserver(stand);
  const toasts = document.querySelector(selectors.toasts);
  if (toasts !== null) {
    watch.observe(toasts, { childList: true });
    size.observe(toasts);
  }
  window.addEventListener('resize', stand);
  stand();
  return {
    root,
    leave() {
      watch.disconnect();
      size.disconnect();
      window.removeEventListener('resize', stand);
      root.remove();
    },
  };
}
