import { toasts } from '../adapters/amocrm/selectors';
import type { Undo } from '../domain/undo';

const gap = 12;

/** Our element in the page, bottom left, and always above the host's toasts, however many there are. */
export function cardsPlace(): { readonly root: HTMLElement; readonly leave: Undo } {
  const root = document.createElement('div');
  root.className = 'amocrm-telephony';
  document.body.append(root);

  let pressed = false;
  const stand = (): void => {
    // What moves between press and release is not clicked, or something else is.
    if (pressed) return;
    const box = document.querySelector(toasts)?.getBoundingClientRect();
    const taken = box === undefined || box.height === 0 ? 0 : window.innerHeight - box.top + gap;
    // A pile of toasts higher than the window must not push a ringing call out of it.
    const room = Math.max(0, window.innerHeight - root.offsetHeight - 4 * gap);
    root.style.setProperty('--toasts', `${Math.max(0, Math.min(taken, room))}px`);
  };
  const watch = new MutationObserver(stand);
  // Not where pages are only imitated; there nothing has a size.
  const size = typeof ResizeObserver === 'function' ? new ResizeObserver(stand) : undefined;
  const pile = document.querySelector(toasts);
  size?.observe(root);
  if (pile !== null) {
    watch.observe(pile, { childList: true });
    size?.observe(pile);
  }
  root.addEventListener('pointerdown', () => (pressed = true));
  const released = (): void => {
    if (!pressed) return;
    // After the click, which comes right behind.
    setTimeout(() => {
      pressed = false;
      stand();
    });
  };
  window.addEventListener('pointerup', released);
  window.addEventListener('pointercancel', released);
  // Not now, while the page is starting: the observers' first look comes with its next picture.
  window.addEventListener('resize', stand);
  return {
    root,
    leave() {
      watch.disconnect();
      size?.disconnect();
      window.removeEventListener('resize', stand);
      window.removeEventListener('pointerup', released);
      window.removeEventListener('pointercancel', released);
      root.remove();
    },
  };
}
