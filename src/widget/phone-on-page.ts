import { phoneButton } from '../adapters/amocrm/phone-button';
import { isTyping } from '../adapters/browser/typing';
import type { Desk } from '../agent/desk';
import { lifetime, type Undo } from '../domain/undo';
import { loadPart } from './load-part';
import type { PhonePanelSettings } from './phone-panel-settings';

/** The panel's part, once it is here. */
export interface PhonePanelPart {
  show(desk: Desk): void;
  toggle(): void;
  readonly stop: Undo;
}

/** The phone's button, and its panel, fetched when there is something to see: a call, or a press. */
export function phoneOnPage(given: PhonePanelSettings): {
  show(desk: Desk): void;
  stop: Undo;
} {
  const { onUnexpected } = given;
  const life = lifetime(onUnexpected);
  let panel: 'none' | 'coming' | PhonePanelPart = 'none';
  let desk: Desk | undefined;
  let button: Undo | undefined;
  /** Pressed while it was on its way. */
  let pressed = false;

  const fetchPart = (press: boolean): void => {
    pressed ||= press;
    if (panel !== 'none') return;
    panel = 'coming';
    loadPart<(from: PhonePanelSettings) => Promise<PhonePanelPart>>(
      given.folder,
      'phone-panel',
      given.version,
    )
      .then((start) => start(given))
      .then((made) => {
        panel = made;
        life.own(made.stop);
        if (desk !== undefined) made.show(desk);
        if (pressed) made.toggle();
      })
      .catch((error: unknown) => {
        // The next press or call tries again.
        panel = 'none';
        onUnexpected(error);
      });
  };
  const toggle = (): void => {
    if (typeof panel === 'object') panel.toggle();
    else fetchPart(true);
  };
  // From then on the panel has the keyboard's ways into it.
  const onKey = ({ altKey, ctrlKey, code }: KeyboardEvent): void => {
    if (code === 'KeyP' && altKey && !ctrlKey && !isTyping() && button && panel === 'none') fetchPart(true);
  };
  document.addEventListener('keydown', onKey);
  life.own(() => document.removeEventListener('keydown', onKey));
  life.own(() => button?.());
  return {
    show(next) {
      desk = next;
      const { phone } = next;
      if (phone === undefined) {
        button?.();
        button = undefined;
      } else {
        button ??= phoneButton(given.host.ns, toggle);
        if (phone.state.calls.length > 0) fetchPart(false);
      }
      if (typeof panel === 'object') panel.show(next);
    },
    stop: () => life.end(),
  };
}
