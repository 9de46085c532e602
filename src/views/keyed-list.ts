export interface KeyedItem {
  readonly key: string;
  /** Equal versions look equal: the element on the page stays, with its focus and a press under way. */
  readonly version: string;
  readonly html: () => string;
}

/**
 * Keeps `holder`'s children in step with a list; each item's html has one root element. `cameFrom`: what had the
 * keyboard before any of them.
 */
export function keyedList(
  holder: HTMLElement,
  cameFrom: () => Element | null = () => null,
): { show(items: readonly KeyedItem[]): void } {
  const shown = new Map<string, { version: string; element: HTMLElement }>();

  const drawn = (html: string): HTMLElement => {
    const template = document.createElement('template');
    template.innerHTML = html.trim();
    const element = template.content.firstElementChild;
    if (element === null) throw new Error('an item without an element');
    return element as HTMLElement;
  };

  const replace = (before: HTMLElement, after: HTMLElement): void => {
    const focused = before.contains(document.activeElement) ? document.activeElement : null;
    const focus = focused?.getAttribute('data-focus') ?? '';
    before.replaceWith(after);
    // Its button may be gone; the keyboard stays with the item, where that takes it.
    if (focused !== null)
      (after.querySelector<HTMLElement>(`[data-focus="${CSS.escape(focus)}"]`) ?? after).focus();
  };

  return {
    show(items) {
      const keys = new Set(items.map(({ key }) => key));
      let left = -1;
      for (const [key, { element }] of shown) {
        if (keys.has(key)) continue;
        if (element.contains(document.activeElement)) left = [...holder.children].indexOf(element);
        element.remove();
        shown.delete(key);
      }
      items.forEach(({ key, version, html }, index) => {
        const before = shown.get(key);
        if (before?.version === version) return;
        const element = drawn(html());
        if (before === undefined) holder.insertBefore(element, holder.children[index] ?? null);
        else replace(before.element, element);
        shown.set(key, { version, element });
      });
      // What the keyboard was on is gone: it goes on at what stands there now.
      if (left < 0) return;
      const next = holder.children[left] ?? holder.children[left - 1] ?? cameFrom();
      (next as HTMLElement | null)?.focus();
    },
  };
}
