import type { Undo } from '../domain/undo';

/** Near an edge the list scrolls by itself: pixels from the edge, and pixels a frame at most. */
const edge = 40;
const fastest = 900;
/** … but however long the list is, it is crossed in so many frames. */
const crossing = 150;

/** Rows of one height are dragged by their grip, with a mouse, a pen or a finger; Escape leaves them where they were. */
export function dragRows(parts: {
  scroll: HTMLElement;
  list: HTMLElement;
  rowHeight: number;
  ids: () => readonly string[];
  /** Before that one; null: to the end. */
  drop: (id: string, before: string | null) => void;
}): Undo {
  const { scroll, list, rowHeight } = parts;
  const marker = document.createElement('li');
  marker.className = 'amocrm-telephony__dial-marker';
  marker.setAttribute('role', 'presentation');
  let dragged: { id: string; pointer: number } | undefined;
  let y = 0;
  let frame = 0;

  const target = (): number => {
    const box = scroll.getBoundingClientRect();
    const row = Math.round(
      (Math.max(box.top, Math.min(y, box.bottom)) - box.top + scroll.scrollTop) / rowHeight,
    );
    return Math.max(0, Math.min(parts.ids().length, row));
  };
  const tick = (): void => {
    const box = scroll.getBoundingClientRect();
    const beyond =
      y < box.top + edge ? y - box.top - edge : y > box.bottom - edge ? y - box.bottom + edge : 0;
    // Further beyond the edge is faster: ten thousand rows are crossed in seconds.
    const most = Math.max(fastest, (parts.ids().length * rowHeight) / crossing);
    if (beyond !== 0) scroll.scrollTop += Math.sign(beyond) * Math.min(most, (beyond / 4) ** 2 + 2);
    marker.style.transform = `translateY(${target() * rowHeight - 1}px)`;
    frame = requestAnimationFrame(tick);
  };
  const end = (): void => {
    cancelAnimationFrame(frame);
    marker.remove();
    list.querySelector(`[data-id="${CSS.escape(dragged?.id ?? '')}"]`)?.removeAttribute('data-dragged');
    if (dragged !== undefined && scroll.hasPointerCapture(dragged.pointer))
      scroll.releasePointerCapture(dragged.pointer);
    dragged = undefined;
  };

  const down = (event: PointerEvent): void => {
    const grip = (event.target as HTMLElement).closest('[data-grip]');
    const row = grip?.closest<HTMLElement>('[data-id]');
    const id = row?.dataset['id'];
    if (row === null || row === undefined || id === undefined || event.button !== 0) return;
    event.preventDefault();
    row.focus({ preventScroll: true });
    row.setAttribute('data-dragged', '');
    dragged = { id, pointer: event.pointerId };
    y = event.clientY;
    list.append(marker);
    scroll.setPointerCapture(event.pointerId);
    frame = requestAnimationFrame(tick);
  };
  const move = (event: PointerEvent): void => {
    if (event.pointerId === dragged?.pointer) y = event.clientY;
  };
  const up = (event: PointerEvent): void => {
    if (event.pointerId !== dragged?.pointer) return;
    y = event.clientY;
    const [{ id }, ids, to] = [dragged, parts.ids(), target()];
    end();
    const from = ids.indexOf(id);
    if (to !== from && to !== from + 1) parts.drop(id, ids[to] ?? null);
  };
  const escape = (event: KeyboardEvent): void => {
    if (event.key !== 'Escape' || dragged === undefined) return;
    event.stopPropagation();
    end();
  };

  list.addEventListener('pointerdown', down);
  scroll.addEventListener('pointermove', move);
  scroll.addEventListener('pointerup', up);
  scroll.addEventListener('pointercancel', end);
  scroll.addEventListener('keydown', escape, true);
  return end;
}
