import type { Undo } from '../domain/undo';
import { freePlace, inWindow, type PanelPlace } from './phone-place';

/** Where the user has put the panel; undefined: nowhere yet. */
export interface PlaceMemory {
  read(): PanelPlace | undefined;
  keep(place: PanelPlace): void;
}

const controls = 'a[href], button, input, select, textarea, [role="button"]';
const keyStep = 16;
const moves: Readonly<Record<string, readonly [right: number, bottom: number]>> = {
  ArrowLeft: [keyStep, 0],
  ArrowRight: [-keyStep, 0],
  ArrowUp: [0, keyStep],
  ArrowDown: [0, -keyStep],
};

/** Whether the user can scroll it out from under the panel. */
function scrollsAway(control: Element): boolean {
  for (let one: Element | null = control; one !== null && one !== document.body; one = one.parentElement) {
    const { position, overflowY } = getComputedStyle(one);
    if (position === 'fixed' || position === 'sticky') return false;
    if (one !== control && /auto|scroll/.test(overflowY) && one.scrollHeight > one.clientHeight) return true;
  }
  return document.documentElement.scrollHeight > innerHeight;
}

/** Puts the panel where it hides none of the page's controls, lets it be dragged, and remembers where to. */
export function phoneStanding(
  root: HTMLElement,
  memory: PlaceMemory,
): {
  /** The panel was shown, folded or grew, or the page is another. */
  readonly settle: Undo;
  readonly stop: Undo;
} {
  let place: PanelPlace = { right: 0, bottom: 0 };
  let free: PanelPlace | undefined;
  const panel = (): { width: number; height: number } => ({
    width: root.offsetWidth,
    height: root.offsetHeight,
  });
  const view = (): { width: number; height: number } => ({ width: innerWidth, height: innerHeight });
  const stand = (next: PanelPlace): void => {
    place = next;
    root.style.right = `${next.right}px`;
    root.style.bottom = `${next.bottom}px`;
  };
  const covered = (boxes: readonly DOMRect[]): ((at: PanelPlace) => number) => {
    const { width, height } = panel();
    return ({ right, bottom }) => {
      const [left, top] = [innerWidth - right - width, innerHeight - bottom - height];
      return boxes.filter(
        (box) => box.right > left && box.left < left + width && box.bottom > top && box.top < top + height,
      ).length;
    };
  };
  const pinned = (): DOMRect[] =>
    [...document.querySelectorAll(controls)].flatMap((control) => {
      const box = control.getBoundingClientRect();
      const inSight = box.width > 0 && box.bottom > 0 && box.top < innerHeight && box.right > innerWidth / 2;
      return inSight && control.closest('.amocrm-telephony') === null && !scrollsAway(control) ? [box] : [];
    });
  const settle = (): void => {
    if (root.hidden) return;
    const kept = memory.read();
    free ??= freePlace(panel(), view(), covered(pinned()));
    // Where it was put for the controls below, it scrolls within itself rather than grow over them.
    if (kept === undefined) root.style.setProperty('--under', `${free.bottom}px`);
    else root.style.removeProperty('--under');
    stand(inWindow(kept ?? free, panel(), view()));
  };
  const anew = (): void => {
    free = undefined;
    settle();
  };

  let drag: { x: number; y: number; from: PanelPlace } | undefined;
  const onDown = (event: PointerEvent): void => {
    const { target } = event;
    if (event.button !== 0 || !(target instanceof Element)) return;
    const handle = target.closest('[data-drag]');
    const pressed = target.closest<HTMLElement>('button, a');
    if (handle === null || (pressed !== null && pressed.dataset['do'] !== 'move')) return;
    drag = { x: event.clientX, y: event.clientY, from: place };
    root.setPointerCapture(event.pointerId);
  };
  const onMove = (event: PointerEvent): void => {
    if (drag === undefined) return;
    const to = {
      right: drag.from.right + drag.x - event.clientX,
      bottom: drag.from.bottom + drag.y - event.clientY,
    };
    stand(inWindow(to, panel(), view()));
  };
  const onUp = (): void => {
    if (drag !== undefined && (drag.from.right !== place.right || drag.from.bottom !== place.bottom))
      memory.keep(place);
    drag = undefined;
  };
  const onKey = (event: KeyboardEvent): void => {
    const by = moves[event.key];
    if (by === undefined || !(event.target instanceof HTMLElement) || event.target.dataset['do'] !== 'move')
      return;
    event.preventDefault();
    stand(inWindow({ right: place.right + by[0], bottom: place.bottom + by[1] }, panel(), view()));
    memory.keep(place);
  };
  root.addEventListener('pointerdown', onDown);
  root.addEventListener('pointermove', onMove);
  root.addEventListener('pointerup', onUp);
  root.addEventListener('pointercancel', onUp);
  root.addEventListener('keydown', onKey);
  window.addEventListener('resize', anew);
  // Grown by a call or a longer list: up, and never out of the window.
  const size = new ResizeObserver(settle);
  size.observe(root);
  return {
    settle: anew,
    stop() {
      window.removeEventListener('resize', anew);
      size.disconnect();
    },
  };
}
