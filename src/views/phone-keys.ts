import type { Texts } from '../domain/texts';
import { drawn, pad, within, type PhoneSub } from './phone-sub';
import type { PhoneTemplates } from './phone-templates';

/** The keypad of a talk: each press is heard by the far side's machine at once. */
export function phoneKeys(parts: {
  readonly templates: PhoneTemplates;
  readonly texts: Texts;
  readonly words: object;
  readonly dial: (tones: string) => void;
}): PhoneSub {
  const element = drawn(parts.templates.keys({ t: parts.words, pad }));
  const said = within(element, '.amocrm-telephony__phone-said');
  let sent = '';
  const press = (digit: string): void => {
    parts.dial(digit);
    sent = (sent + digit).slice(-24);
    said.textContent = parts.texts('phone.keys.sent', { tones: sent });
  };
  return {
    element,
    update: () => undefined,
    act(action, target) {
      if (action !== 'tone') return false;
      press(target.dataset['digit'] ?? '');
      return true;
    },
    key(key) {
      if (!/^[\d*#]$/.test(key)) return false;
      press(key);
      return true;
    },
    focus: () => within(element, '[data-do="tone"]').focus(),
    stop: () => undefined,
  };
}
