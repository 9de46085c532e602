import type { DialPlan } from '../domain/dial-plan';
import { showPhone } from '../domain/phone-number';
import type { Texts } from '../domain/texts';
import { phoneEntry } from './phone-entry';
import { redialNumber, type RecentNumber } from './phone-recent';
import { arrowRows, drawn, fieldOf, pad, within, type PhoneSub } from './phone-sub';
import type { PhoneTemplates } from './phone-templates';

export interface PhoneDialParts {
  readonly templates: PhoneTemplates;
  readonly texts: Texts;
  readonly words: object;
  readonly dialPlan: DialPlan;
  readonly recents: () => readonly RecentNumber[];
  readonly now: () => number;
  readonly call: (number: string) => void;
}

export interface PhoneDial extends PhoneSub {
  /** Puts a number into the field. */
  fill(number: string): void;
  /** Something stands in the field, or is about to. */
  isInUse(): boolean;
}

const shownAt = (at: number, now: number): string => {
  const [then, today] = [new Date(at), new Date(now)];
  return then.toDateString() === today.toDateString()
    ? then.toLocaleTimeString([], { hour: '2-digit', minute: '2-digit' })
    : then.toLocaleDateString([], { day: '2-digit', month: '2-digit' });
};

/** The dial pad: typing, pasting in any notation, the numbers of late. */
export function phoneDial(parts: PhoneDialParts): PhoneDial {
  const { templates, texts, words, dialPlan } = parts;
  const element = drawn(templates.dial({ t: words, id: 'amocrm-telephony-dial', pad }));
  const form = within(element, 'form');
  const input = fieldOf(element);
  const said = within(element, '.amocrm-telephony__phone-said');
  const label = within(element, '[type="submit"] span');
  const recents = within(element, '.amocrm-telephony__phone-recents');
  let drawnRecents = '';
  /** A fault is told once the user has tried, and until the number changes. */
  let tried = false;

  const say = (text: string, fault: boolean): void => {
    if (said.textContent !== text) said.textContent = text;
    said.classList.toggle('amocrm-telephony__phone-said_bad', fault);
    input.setAttribute('aria-invalid', String(fault));
  };
  const look = (): void => {
    const entry = phoneEntry(input.value, dialPlan);
    const last = redialNumber(parts.recents());
    label.textContent =
      input.value.trim() === '' && last !== ''
        ? texts('phone.dial.redial', { number: showPhone(last, dialPlan) })
        : texts('phone.dial.call');
    if ('dial' in entry) {
      const known = parts.recents().find(({ number }) => number === entry.dial)?.name ?? '';
      const will = texts('phone.dial.will', { number: entry.shown });
      const extension =
        entry.extension === '' ? '' : texts('phone.dial.extension', { extension: entry.extension });
      say([known === '' ? will : `${will} · ${known}`, extension].filter(Boolean).join('. '), false);
    } else say(tried ? texts(`phone.fault.${entry.fault}`) : '', tried);
  };
  const drawRecents = (): void => {
    const list = parts.recents().slice(0, 8);
    const model = list.map((one) => {
      const shown = showPhone(one.number, dialPlan);
      const kind = one.missed ? 'missed' : one.direction;
      return {
        ...one,
        shown,
        kind,
        word: texts(`phone.dial.${kind}`),
        at: shownAt(one.at, parts.now()),
        call: texts('phone.dial.call_to', { who: one.name === '' ? shown : one.name }),
      };
    });
    const version = JSON.stringify(model);
    if (version === drawnRecents) return;
    drawnRecents = version;
    const focus = recents.contains(document.activeElement)
      ? document.activeElement?.getAttribute('data-focus')
      : null;
    recents.replaceChildren(drawn(templates.recents({ t: words, recents: model })));
    if (focus != null) recents.querySelector<HTMLElement>(`[data-focus="${CSS.escape(focus)}"]`)?.focus();
  };
  const changed = (): void => {
    tried = false;
    look();
  };
  const fill = (number: string): void => {
    input.value = number;
    changed();
  };
  const submit = (): void => {
    const typed = input.value.trim();
    const entry = phoneEntry(typed === '' ? redialNumber(parts.recents()) : typed, dialPlan);
    if (!('dial' in entry)) {
      tried = true;
      look();
      return;
    }
    parts.call(entry.dial);
    fill('');
  };
  form.addEventListener('submit', (event) => {
    event.preventDefault();
    submit();
  });
  input.addEventListener('input', changed);
  input.addEventListener('paste', () => {
    // What was pasted and is no number is said at once: nobody will press "call" on it in the hope of the best.
    queueMicrotask(() =>
      setTimeout(() => {
        tried = input.value.trim() !== '';
        look();
      }),
    );
  });
  element.addEventListener('keydown', (event) => {
    const rows = [...recents.querySelectorAll<HTMLElement>('[data-do="pick"]')];
    if (document.activeElement === input || recents.contains(document.activeElement)) arrowRows(rows, event);
  });
  const type = (digit: string): void => fill(input.value + digit);

  const update = (): void => {
    look();
    drawRecents();
  };
  update();
  return {
    element,
    update,
    fill,
    isInUse: () => input.value !== '' || document.activeElement === input,
    act(action, target) {
      if (action === 'digit') type(target.dataset['digit'] ?? '');
      else if (action === 'erase') fill(input.value.slice(0, -1));
      else if (action === 'pick') {
        fill(showPhone(target.dataset['number'] ?? '', dialPlan));
        input.focus();
      } else if (action === 'call') parts.call(target.dataset['number'] ?? '');
      else return false;
      return true;
    },
    key(key) {
      if (!/^[\d*#+]$/.test(key)) return false;
      type(key);
      return true;
    },
    focus: () => input.focus(),
    stop: () => undefined,
  };
}
