import type { PageData } from './page-data';
import type { PhoneState } from './phone-state';
import type { textsOf } from './texts';

export interface PageEvents {
  /** A number, as written; null: the answering machine. */
  onLine(number: string | null): void;
  onCall(number: string): void;
  onAnswer(): void;
  onHangUp(): void;
  onKey(key: string): void;
}

export interface Page {
  show(state: PhoneState, own: string): void;
  wrongNumber(): void;
}

const keys = ['1', '2', '3', '4', '5', '6', '7', '8', '9', '*', '0', '#'];

function element<K extends keyof HTMLElementTagNameMap>(
  tag: K,
  properties: Partial<Record<string, string>>,
  ...children: (Node | string)[]
): HTMLElementTagNameMap[K] {
  const made = document.createElement(tag);
  for (const [name, value] of Object.entries(properties))
    if (value !== undefined) made.setAttribute(name, value);
  made.append(...children);
  return made;
}

/** The telephone as it is drawn: one form for the line, one for the number, what happens in words. */
export function page(data: PageData, t: ReturnType<typeof textsOf>, on: PageEvents): Page {
  const button = (text: string, kind: string, press: () => void): HTMLButtonElement => {
    const made = element('button', { type: 'button', class: kind }, text);
    made.addEventListener('click', press);
    return made;
  };
  const status = element('p', { id: 'status', role: 'status' });
  const clock = element('p', { id: 'clock', 'aria-hidden': 'true' });
  const people = element('select', { id: 'line' });
  for (const { name, number } of data.people)
    people.append(element('option', { value: number }, `${name}, ${number}`));
  people.append(element('option', { value: '' }, t('other')));
  const own = element('input', { id: 'own', type: 'tel', autocomplete: 'off' });
  const ownForm = element('form', { class: 'row' }, own, element('button', {}, t('use')));
  const ownPart = element('div', { hidden: '' }, element('label', { for: 'own' }, t('own_number')), ownForm);
  const machine = element('input', { id: 'machine', type: 'checkbox' });
  const number = element('input', {
    id: 'number',
    type: 'tel',
    autocomplete: 'off',
    value: data.desk === null ? data.company : '',
  });
  const call = element('button', { class: 'go' }, t('call'));
  const dial = element('form', { class: 'row' }, number, call);
  const answer = button(t('answer'), 'go', () => on.onAnswer());
  const hangUp = button(t('hang_up'), 'stop', () => on.onHangUp());
  const wrong = element('p', { id: 'wrong', role: 'alert' });
  let [stage, since]: [string | undefined, number] = [undefined, 0];

  const chosen = (): void => {
    wrong.textContent = '';
    ownPart.hidden = people.value !== '' || machine.checked;
    people.disabled = machine.checked;
    if (machine.checked) on.onLine(null);
    else if (people.value !== '') on.onLine(people.value);
    else own.focus();
  };
  people.addEventListener('change', chosen);
  machine.addEventListener('change', chosen);
  ownForm.addEventListener('submit', (event) => {
    event.preventDefault();
    wrong.textContent = '';
    on.onLine(own.value);
  });
  dial.addEventListener('submit', (event) => {
    event.preventDefault();
    on.onCall(number.value);
  });
  const quick = [{ name: t('company'), extension: data.company }, ...data.agents].map(({ name, extension }) =>
    button(`${name} · ${extension}`, 'quick', () => {
      number.value = extension;
      on.onCall(extension);
    }),
  );
  const pad = keys.map((key) =>
    button(key, 'key', () => {
      if (stage === 'talking') on.onKey(key);
      else number.value += key;
    }),
  );
  setInterval(() => {
    const seconds = since === 0 ? 0 : Math.floor((Date.now() - since) / 1000);
    const two = (value: number): string => String(value).padStart(2, '0');
    clock.textContent = since === 0 ? '' : `${two(Math.floor(seconds / 60))}:${two(seconds % 60)}`;
  }, 250);

  const { desk } = data;
  const title = desk === null ? t('title') : t('desk', `${desk.name} · ${desk.extension}`);
  document.title = title;
  document.body.append(
    element(
      'main',
      {},
      element('h1', {}, title),
      element('p', { class: 'about' }, t(desk === null ? 'about' : 'about_desk')),
      element('div', { class: 'display' }, status, clock),
      element('div', { class: 'row' }, answer, hangUp),
      element('label', { for: 'number' }, t('number')),
      dial,
      element('div', { class: 'quicks' }, ...quick),
      element('div', { class: 'keys', role: 'group', 'aria-label': t('keypad') }, ...pad),
      ...(desk === null
        ? [
            element('label', { for: 'line' }, t('line')),
            people,
            ownPart,
            wrong,
            element('label', { class: 'check' }, machine, t('machine')),
          ]
        : [wrong]),
    ),
  );

  return {
    wrongNumber: () => void (wrong.textContent = t('wrong_number')),
    show({ line, call: now, ending }, ownNumber) {
      stage = now?.stage;
      since = now?.since ?? 0;
      answer.hidden = stage !== 'incoming';
      hangUp.hidden = stage === undefined;
      hangUp.textContent = stage === 'incoming' ? t('decline') : t('hang_up');
      const canCall = line === 'ready' && now === undefined;
      for (const each of [call, ...quick]) each.disabled = !canCall;
      // A call goes on while the line is away; that it is away matters to whoever wants to call.
      const words =
        now !== undefined
          ? t(now.stage === 'incoming' && now.ordered === true ? 'ordered' : now.stage, now.number)
          : line === 'ready' && ending !== undefined
            ? `${t(ending)}. ${t('ready', ownNumber)}`
            : t(line, ownNumber);
      if (status.textContent !== words) status.textContent = words;
      document.title = now?.stage === 'incoming' ? words : title;
    },
  };
}
