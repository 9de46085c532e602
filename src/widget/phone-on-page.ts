import { phoneButton } from '../adapters/amocrm/phone-button';
import { keptValue } from '../adapters/browser/kept-value';
import { inNextTask } from '../adapters/browser/next-task';
import { isTyping } from '../adapters/browser/typing';
import type { Desk } from '../agent/desk';
import { lifetime, type Undo } from '../domain/undo';
import { lazyPart } from './lazy-part';
import { phoneOpenKey, type PhonePanelSettings } from './phone-panel-settings';

/** The panel's part, once it is here. */
export interface PhonePanelPart {
  show(desk: Desk): void;
  toggle(): void;
  readonly stop: Undo;
}

/** The button in the CRM's menu, and the phone's panel, fetched when there is something to see: a call, or a press. */
export function phoneOnPage(given: PhonePanelSettings): {
  show(desk: Desk): void;
  stop: Undo;
} {
  const life = lifetime(given.onUnexpected);
  let desk: Desk | undefined;
  let button: Undo | undefined;
  /** Undefined: not looked yet; the first look into the storage is slow. */
  let wasOpen: boolean | undefined;
  const panel = lazyPart<PhonePanelPart>('phone-panel', given, life, (made) => {
    if (desk !== undefined) made.show(desk);
  });
  /** The host builds it, in a task of its own. */
  const addButton = (): void => {
    button ??= inNextTask(() => (button = phoneButton(given.host.ns, toggle)));
  };
  const toggle = (): void => {
    // Who has no phone here has a list nevertheless.
    if (desk?.phone === undefined) given.dialList();
    else panel.use((made) => made.toggle());
  };
  // From then on the panel has the keyboard's ways into it.
  const onKey = ({ altKey, ctrlKey, code }: KeyboardEvent): void => {
    if (code === 'KeyP' && altKey && !ctrlKey && !isTyping() && desk?.phone && !panel.part) toggle();
  };
  document.addEventListener('keydown', onKey);
  life.own(() => document.removeEventListener('keydown', onKey));
  life.own(() => button?.());
  return {
    show(next) {
      desk = next;
      const { phone } = next;
      if (next.session !== undefined || phone !== undefined) addButton();
      if (phone !== undefined) {
        // Left open on the page before, it is there on this one too.
        wasOpen ??= keptValue(phoneOpenKey(given.own)).read() === true;
        if (phone.state.calls.length > 0 || wasOpen) panel.use();
        wasOpen = false;
      }
      panel.part?.show(next);
    },
    stop: () => life.end(),
  };
}
