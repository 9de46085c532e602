import type { Undo } from '../domain/undo';

/** What is open below the calls: dial pad, keypad, transfer, settings or check. */
export interface PhoneSub {
  readonly element: HTMLElement;
  /** Something outside has changed. */
  readonly update: Undo;
  /** A press on one of its buttons. False: none of its own. */
  act(action: string, target: HTMLElement): boolean;
  /** A key within the panel, outside text fields. False: means nothing here. */
  key(key: string): boolean;
  /** Where the keyboard goes when the user has opened it. */
  readonly focus: Undo;
  readonly stop: Undo;
}

/** The one element of a template. */
export function drawn(html: string): HTMLElement {
  const template = document.createElement('template');
  template.innerHTML = html.trim();
  const element = template.content.firstElementChild;
  if (!(element instanceof HTMLElement)) throw new Error('a part of the phone was drawn without an element');
  return element;
}

/** An element that the template is known to have. */
export function within(holder: HTMLElement, selector: string): HTMLElement {
  const found = holder.querySelector<HTMLElement>(selector);
  if (found === null) throw new Error(`no ${selector} in the phone's panel`);
  return found;
}

/** The text field of a template. */
export const fieldOf = (holder: HTMLElement): HTMLInputElement => within(holder, 'input') as HTMLInputElement;

export const pad = [
  ['1', ''],
  ['2', 'ABC'],
  ['3', 'DEF'],
  ['4', 'GHI'],
  ['5', 'JKL'],
  ['6', 'MNO'],
  ['7', 'PQRS'],
  ['8', 'TUV'],
  ['9', 'WXYZ'],
  ['*', ''],
  ['0', '+'],
  ['#', ''],
].map(([digit, letters]) => ({ digit, letters }));

/** Moves the keyboard up or down a list of rows by its arrows, between buttons of the same kind. */
export function arrowRows(rows: readonly HTMLElement[], event: KeyboardEvent): boolean {
  const step = event.key === 'ArrowDown' ? 1 : event.key === 'ArrowUp' ? -1 : 0;
  const at = rows.indexOf(document.activeElement as HTMLElement);
  if (step === 0 || (at === -1 && step === -1)) return false;
  const next = rows[at + step];
  if (next === undefined) return false;
  event.preventDefault();
  next.focus();
  return true;
}
