import type { DialPlan } from '../domain/dial-plan';
import type { Texts } from '../domain/texts';
import { matchingColleagues, typedTarget, type Colleague } from './phone-colleagues';
import { arrowRows, drawn, fieldOf, within, type PhoneSub } from './phone-sub';
import type { PhoneTemplates } from './phone-templates';

export interface TransferParts {
  readonly templates: PhoneTemplates;
  readonly texts: Texts;
  readonly words: object;
  readonly dialPlan: DialPlan;
  readonly colleagues: () => readonly Colleague[];
  /** At once, without a word to the third one. */
  readonly now: (number: string) => void;
  /** Talks to the third one first. */
  readonly ask: (number: string) => void;
}

/** Whom the caller is to be given to: colleagues, free ones first, or any number that is typed. */
export function phoneTransferList(parts: TransferParts): PhoneSub {
  const { templates, texts, words } = parts;
  const element = drawn(templates.transfer({ t: words }));
  const input = fieldOf(element);
  const said = within(element, '[role="status"]');
  const box = within(element, '.amocrm-telephony__phone-targets');
  let shown = '';

  const target = (name: string, dial: string, state: string, about: string): object => ({
    name,
    dial,
    state,
    about,
    askTo: texts('phone.transfer.ask_to', { who: name }),
    nowTo: texts('phone.transfer.now_to', { who: name }),
  });
  const update = (): void => {
    const all = parts.colleagues();
    const found = matchingColleagues(all, input.value);
    const typed = typedTarget(all, input.value, parts.dialPlan);
    const targets = [
      ...(typed === undefined
        ? []
        : [target(typed.shown, typed.dial, 'unknown', texts('phone.transfer.outside'))]),
      ...found.map(({ name, extension, state }) =>
        target(
          name,
          extension,
          state,
          state === 'unknown' ? extension : `${extension} · ${texts(`phone.transfer.${state}`)}`,
        ),
      ),
    ];
    const empty = texts(all.length === 0 ? 'phone.transfer.nobody_yet' : 'phone.transfer.nobody');
    const version = JSON.stringify([targets, empty]);
    if (version === shown) return;
    shown = version;
    const focus = box.contains(document.activeElement)
      ? document.activeElement?.getAttribute('data-focus')
      : null;
    box.replaceChildren(drawn(templates.targets({ t: words, targets, empty })));
    if (focus != null) box.querySelector<HTMLElement>(`[data-focus="${CSS.escape(focus)}"]`)?.focus();
    said.textContent =
      input.value === ''
        ? ''
        : targets.length === 0
          ? empty
          : texts('phone.transfer.found', { count: targets.length });
  };
  input.addEventListener('input', update);
  element.addEventListener('keydown', (event) => {
    const kind = document.activeElement?.getAttribute('data-do') === 'now' ? 'now' : 'ask';
    const rows = [...box.querySelectorAll<HTMLElement>(`[data-do="${kind}"]`)];
    if (document.activeElement === input && event.key === 'Enter') {
      event.preventDefault();
      rows[0]?.focus();
    } else if (document.activeElement !== input || event.key === 'ArrowDown') arrowRows(rows, event);
  });
  update();
  return {
    element,
    update,
    act(action, { dataset }) {
      const number = dataset['number'] ?? '';
      if (action === 'now') parts.now(number);
      else if (action === 'ask') parts.ask(number);
      else return false;
      return true;
    },
    key: () => false,
    focus: () => input.focus(),
    stop: () => undefined,
  };
}
