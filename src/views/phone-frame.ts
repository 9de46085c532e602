import type { Undo } from '../domain/undo';

/** The panel's standing parts; what changes is drawn into them. */
export function panelFrame(
  root: HTMLElement,
  title: string,
): {
  readonly region: HTMLElement;
  readonly head: HTMLElement;
  readonly notices: HTMLElement;
  readonly calls: HTMLElement;
  readonly sub: HTMLElement;
  /** To screen readers. */
  say(words: string): void;
  readonly leave: Undo;
} {
  const part = (className: string, into: HTMLElement): HTMLElement => {
    const made = document.createElement('div');
    made.className = className;
    into.append(made);
    return made;
  };
  // Beside the panel: a live region inside one that is hidden is not heard.
  const spoken = document.createElement('div');
  spoken.className = 'amocrm-telephony amocrm-telephony_spoken';
  spoken.setAttribute('role', 'status');
  spoken.setAttribute('aria-live', 'assertive');
  const region = part('amocrm-telephony__phone', root);
  region.setAttribute('role', 'region');
  region.setAttribute('aria-label', title);
  region.tabIndex = -1;
  const head = part('amocrm-telephony__phone-top', region);
  const body = part('amocrm-telephony__phone-body', region);
  const notices = part('amocrm-telephony__phone-notices', body);
  const calls = part('amocrm-telephony__phone-calls', body);
  const sub = part('amocrm-telephony__phone-below', body);
  root.before(spoken);
  return {
    region,
    head,
    notices,
    calls,
    sub,
    say(words) {
      spoken.textContent = words;
    },
    leave() {
      spoken.remove();
      root.remove();
    },
  };
}
