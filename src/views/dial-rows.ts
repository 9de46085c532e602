import type { DialEntry } from '../dialing/dial-entry';
import type { Undo } from '../domain/undo';
import { dragRows } from './drag-rows';

export const rowHeight = 54;
/** Rows beyond the visible ones, so that a quick scroll meets none that is missing. */
const spare = 8;

export interface DialRowsParts {
  /** Scrolls. */
  readonly scroll: HTMLElement;
  /** Stands in it; ours alone. */
  readonly list: HTMLElement;
  readonly draw: (entry: DialEntry, place: number, size: number) => string;
  /** Before that one; null: to the end. */
  readonly move: (id: string, before: string | null) => void;
  readonly press: (what: 'call' | 'remove', id: string) => void;
  readonly choose: (id: string | undefined) => void;
}

/** A list of any length, of which only the rows in sight are in the page. One row at a time takes part in Tab. */
export function dialRows(parts: DialRowsParts): { show(entries: readonly DialEntry[]): void; stop: Undo } {
  const { scroll, list } = parts;
  const drawn = new Map<string, { html: string; element: HTMLElement }>();
  let entries: readonly DialEntry[] = [];
  let chosen: string | undefined;
  let frame = 0;

  const place = (id: string | undefined): number => entries.findIndex((entry) => entry.id === id);

  const element = (html: string): HTMLElement => {
    const holder = document.createElement('ul');
    holder.innerHTML = html;
    return holder.firstElementChild as HTMLElement;
  };

  const draw = (): void => {
    frame = 0;
    const first = Math.max(0, Math.floor(scroll.scrollTop / rowHeight) - spare);
    const last = Math.min(
      entries.length,
      Math.ceil((scroll.scrollTop + scroll.clientHeight) / rowHeight) + spare,
    );
    const wanted = new Set(entries.slice(first, last).map(({ id }) => id));
    const tabbable = chosen !== undefined && wanted.has(chosen) ? chosen : entries[first]?.id;
    for (const [id, row] of drawn)
      if (!wanted.has(id)) {
        row.element.remove();
        drawn.delete(id);
      }
    for (let index = first; index < last; index += 1) {
      const entry = entries[index];
      if (entry === undefined) continue;
      const html = parts.draw(entry, index, entries.length);
      const known = drawn.get(entry.id);
      const row = known?.html === html ? known.element : element(html);
      if (known?.element !== row) {
        const focused = known?.element.contains(document.activeElement) ? document.activeElement : null;
        const inner = focused?.getAttribute('data-row') ?? '';
        if (known === undefined) list.append(row);
        else known.element.replaceWith(row);
        if (focused !== null)
          (row.querySelector<HTMLElement>(`[data-row="${inner}"]`) ?? row).focus({ preventScroll: true });
        drawn.set(entry.id, { html, element: row });
      }
      row.style.transform = `translateY(${index * rowHeight}px)`;
      row.tabIndex = entry.id === tabbable ? 0 : -1;
      row.classList.toggle('amocrm-telephony__dial-row_chosen', entry.id === chosen);
      for (const inner of row.querySelectorAll<HTMLElement>('button, a')) inner.tabIndex = row.tabIndex;
    }
  };
  const soon = (): void => {
    if (frame === 0) frame = requestAnimationFrame(draw);
  };

  const reveal = (index: number): void => {
    const [top, bottom] = [index * rowHeight, (index + 1) * rowHeight];
    if (top < scroll.scrollTop) scroll.scrollTop = top;
    else if (bottom > scroll.scrollTop + scroll.clientHeight) scroll.scrollTop = bottom - scroll.clientHeight;
  };
  const choose = (id: string | undefined, focus = false): void => {
    chosen = id;
    parts.choose(id);
    if (focus) reveal(place(id));
    draw();
    if (focus && id !== undefined) drawn.get(id)?.element.focus({ preventScroll: true });
  };

  const keys = (event: KeyboardEvent): void => {
    const row = (event.target as HTMLElement).closest<HTMLElement>('[data-id]');
    const id = row?.dataset['id'];
    if (id === undefined) return;
    const index = place(id);
    const page = Math.max(1, Math.floor(scroll.clientHeight / rowHeight) - 1);
    const steps: Readonly<Record<string, number>> = {
      ArrowUp: -1,
      ArrowDown: 1,
      PageUp: -page,
      PageDown: page,
      Home: -entries.length,
      End: entries.length,
    };
    const by = steps[event.key];
    if (by !== undefined) {
      const to = Math.max(0, Math.min(entries.length - 1, index + by));
      if (event.altKey) {
        if (to !== index) parts.move(id, entries[to > index ? to + 1 : to]?.id ?? null);
      } else choose(entries[to]?.id, true);
    } else if (event.target !== row) return;
    else if (event.key === 'Enter') parts.press('call', id);
    else if (event.key === 'Delete') {
      parts.press('remove', id);
      choose(entries[index + 1]?.id ?? entries[index - 1]?.id, true);
    } else return;
    event.preventDefault();
    event.stopPropagation();
  };
  const clicks = (event: MouseEvent): void => {
    const target = event.target as HTMLElement;
    const id = target.closest<HTMLElement>('[data-id]')?.dataset['id'];
    const what = target.closest<HTMLElement>('[data-row]')?.dataset['row'];
    if (id === undefined) return;
    if (what === 'call' || what === 'remove') parts.press(what, id);
    else choose(id);
  };
  const focused = (event: FocusEvent): void => {
    const id = (event.target as HTMLElement).closest<HTMLElement>('[data-id]')?.dataset['id'];
    if (id !== undefined && id !== chosen) choose(id);
  };

  list.addEventListener('keydown', keys);
  list.addEventListener('click', clicks);
  list.addEventListener('focusin', focused);
  scroll.addEventListener('scroll', soon, { passive: true });
  const size = new ResizeObserver(soon);
  size.observe(scroll);
  const stopDrag = dragRows({
    scroll,
    list,
    rowHeight,
    ids: () => entries.map(({ id }) => id),
    drop: parts.move,
  });

  return {
    show(next) {
      entries = next;
      list.style.height = `${entries.length * rowHeight}px`;
      if (chosen !== undefined && place(chosen) < 0) {
        chosen = undefined;
        parts.choose(undefined);
      }
      draw();
    },
    stop() {
      cancelAnimationFrame(frame);
      size.disconnect();
      stopDrag();
    },
  };
}
