import $ from 'jquery';

const focusable =
  'a[href], button:not([disabled]), input:not([disabled]):not([type=hidden]), select, textarea, [tabindex="0"]';

/** On Tab: from the last element of a window to its first, and back with Shift. */
export function keepFocusInside(event: JQueryEventObject, $window: JQuery): void {
  const all = $window.find(focusable).filter(':visible').toArray();
  const [first, last] = [all[0], all[all.length - 1]];
  if (first === undefined || last === undefined) return;
  const active = document.activeElement;
  const isOutside = active === null || $(active).closest($window).length === 0;
  if (!isOutside && active !== (event.shiftKey ? first : last)) return;
  event.preventDefault();
  $(event.shiftKey ? last : first).trigger('focus');
}
