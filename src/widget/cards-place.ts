import { toasts } from '../adapters/amocrm/selectors';
import type { Undo } from '../domain/undo';
import type { Clock } from '../ports/clock';
import { pressHold, type PressHold } from '../views/press-hold';

const gap = 12;

/** Our element in the page, bottom left, and always above the host's toasts, however many there are. */
export function cardsPlace(clock: Clock): {
  readonly root: HTMLElement;
  readonly hold: PressHold['hold'];
  readonly leave: Undo;
} {
  const root = document.createElement('div');
  root.className = 'amocrm-telephony';
  document.body.append(root);

  const press = pressHold(root, clock);
  const toStand = (): void => {
    const box = document.querySelector(toasts)?.getBoundingClientRect();
    const taken = box === undefined || box.height === 0 ? 0 : window.innerHeight - box.top + gap;
    // A pile of toasts higher than the window must not push a ringing call out of it.
    const room = Math.max(0, window.innerHeight - root.offsetHeight - 4 * gap);
    root.style.setProperty('--toasts', `${Math.max(0, Math.min(taken, room))}px`);
  };
  const stand = (): void => press.hold(toStand);
  const watch = new MutationObserver(stand);
  // Not where pages are only imitated; there nothing has a size.
  const size = typeof ResizeObserver === 'function' ? new ResizeObserver(stand) : undefined;
  const pile = document.querySelector(toasts);
  size?.observe(root);
  if (pile !== null) {
    watch.observe(pile, { childList: true });
    size?.observe(pile);
  }
  // Not now, while the page is starting: the observers' first look comes with its next picture.
  window.addEventListener('resize', stand);
  return {
    root,
    hold: press.hold,
    leave() {
      watch.disconnect();
      size?.disconnect();
      window.removeEventListener('resize', stand);
      press.stop();
      root.remove();
    },
  };
}
