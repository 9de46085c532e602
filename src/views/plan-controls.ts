import type { Texts } from '../domain/texts';
import { buildElement as el } from './build-element';
import { isPlanJson } from './plan-draft';
import { weekdays, type PlanField } from './plan-fields';

/** A user who can be chosen: id, name with their internal number. */
export interface PlanPerson {
  readonly id: number;
  readonly name: string;
}

export interface ControlNeeds {
  readonly texts: Texts;
  readonly people: readonly PlanPerson[];
  readonly groups: readonly string[];
  /** For the label's `for`, and `aria-describedby`. */
  readonly id: string;
  /** Where faults of it point. */
  readonly path: string;
  readonly label: string;
  /** Undefined: nothing is said here. */
  readonly change: (value: unknown) => void;
}

type SimpleField = Exclude<PlanField, { kind: 'map' | 'record' }>;

const textOf = (value: unknown): string =>
  typeof value === 'string' || typeof value === 'number' ? String(value) : '';
const listOf = (value: unknown): readonly unknown[] => (Array.isArray(value) ? value : []);
const orNothing = <T>(list: readonly T[]): readonly T[] | undefined => (list.length === 0 ? undefined : list);
const parts = (text: string, by: RegExp): string[] =>
  text
    .split(by)
    .map((part) => part.trim())
    .filter((part) => part !== '');

function input(
  value: string,
  attributes: Record<string, string>,
  change: (text: string) => void,
): HTMLInputElement {
  const made = el('input', { class: 'text-input', autocomplete: 'off', ...attributes });
  made.value = value;
  made.addEventListener('change', () => change(made.value.trim()));
  return made;
}

function select(
  value: string,
  options: readonly (readonly [value: string, text: string])[],
  attributes: Record<string, string>,
  change: (value: string) => void,
): HTMLSelectElement {
  const known = options.some(([each]) => each === value) ? options : [...options, [value, value] as const];
  const made = el('select', attributes, ...known.map(([each, text]) => el('option', { value: each }, text)));
  made.value = value;
  made.addEventListener('change', () => change(made.value));
  return made;
}

function check(text: string, isOn: boolean, id: string, change: (on: boolean) => void): HTMLLabelElement {
  const box = el('input', { type: 'checkbox', id });
  box.checked = isOn;
  box.addEventListener('change', () => change(box.checked));
  return el('label', { class: 'amocrm-telephony__plan-check', for: id }, box, text);
}

/** Seven days, each with its hours; nothing anywhere: day and night. */
function week(value: unknown, { texts, id, path, label, change }: ControlNeeds): HTMLElement {
  let days: Record<string, unknown> = isPlanJson(value) ? { ...value } : {};
  const fields = weekdays.map((day) => {
    const name = texts(`plan.day.${day}`);
    const hours = listOf(days[day]).map(textOf).join(', ');
    const field = input(hours, { id: `${id}-${day}`, placeholder: texts('plan.closed_day') }, (text) => {
      const spans = parts(text, /[,;]/);
      days = Object.fromEntries(
        Object.entries({ ...days, [day]: spans }).filter(([, each]) => listOf(each).length > 0),
      );
      change(Object.keys(days).length === 0 ? undefined : days);
    });
    const place = { class: 'amocrm-telephony__plan-day', for: `${id}-${day}`, 'data-path': `${path}.${day}` };
    return el('label', place, name, field);
  });
  return el('div', { class: 'amocrm-telephony__plan-week', role: 'group', 'aria-label': label }, ...fields);
}

/** What happens to a call that nobody takes: nothing said, a number rings, or a refusal. */
function resort(value: unknown, needs: ControlNeeds): HTMLElement {
  const { texts, id, label, change } = needs;
  let now: Record<string, unknown> = isPlanJson(value) ? { ...value } : {};
  const holder = el('div', { class: 'amocrm-telephony__plan-row', role: 'group', 'aria-label': label });
  const kindOf = (): string => ('ring' in now ? 'ring' : 'code' in now || 'message' in now ? 'reject' : '');
  const put = (next: Record<string, unknown>): void => change((now = next));
  const draw = (): void => {
    const kinds = ['', 'ring', 'reject'].map(
      (kind) => [kind, texts(`plan.resort.${kind || 'none'}`)] as const,
    );
    const kind = select(kindOf(), kinds, { id, 'aria-label': label }, (chosen) => {
      now = chosen === 'ring' ? { ring: '' } : chosen === 'reject' ? { code: 480, message: '' } : {};
      change(chosen === '' ? undefined : now);
      draw();
      holder.querySelector<HTMLElement>(chosen === '' ? 'select' : 'input')?.focus();
    });
    const field = (name: string, type: string, about = texts(`plan.field.${name}`)): HTMLInputElement =>
      input(textOf(now[name]), { type, placeholder: about, 'aria-label': about }, (text) =>
        put({ ...now, [name]: type === 'number' && text !== '' ? Number(text) : text }),
      );
    const fields =
      kindOf() === 'ring'
        ? [field('ring', 'text', texts('plan.resort.to'))]
        : kindOf() === 'reject'
          ? [field('code', 'number'), field('message', 'text')]
          : [];
    holder.replaceChildren(kind, ...fields);
  };
  draw();
  return holder;
}

/** The control of one place of the plan. */
export function planControl(field: SimpleField, value: unknown, needs: ControlNeeds): HTMLElement {
  const { texts, people, groups, id, label, change } = needs;
  switch (field.kind) {
    case 'text':
      return input(textOf(value), { id }, (text) => change(text === '' ? undefined : text));
    case 'whole': {
      const { least, most, usual } = field;
      const limits = { type: 'number', min: String(least), max: String(most), placeholder: textOf(usual) };
      return input(textOf(value), { id, ...limits }, (text) =>
        change(text === '' ? undefined : Number(text)),
      );
    }
    case 'truth':
      return check(label, value === undefined ? field.usual : value === true, id, (on) =>
        change(on === field.usual ? undefined : on),
      );
    case 'choice':
      return select(
        textOf(value) || (field.of[0] ?? ''),
        field.of.map((each) => [each, texts(`plan.choice.${each}`)]),
        { id },
        change,
      );
    case 'lines': {
      const area = el('textarea', { id, class: 'text-input', rows: '3' });
      area.value = listOf(value).map(textOf).join('\n');
      area.addEventListener('change', () => change(orNothing(parts(area.value, /\n/))));
      return area;
    }
    case 'user':
      return select(
        textOf(value),
        [['', texts('plan.nobody')], ...people.map(({ id: each, name }) => [String(each), name] as const)],
        { id },
        (chosen) => change(chosen === '' ? undefined : Number(chosen)),
      );
    case 'users': {
      let chosen = listOf(value);
      const boxes = people.map(({ id: each, name }) =>
        check(name, chosen.includes(each), `${id}-${each}`, (on) => {
          chosen = on ? [...chosen, each] : chosen.filter((one) => one !== each);
          change(chosen);
        }),
      );
      return el('div', { class: 'amocrm-telephony__plan-row', role: 'group', 'aria-label': label }, ...boxes);
    }
    case 'group':
      return select(
        textOf(value),
        [['', texts('plan.no_group')], ...groups.map((name) => [name, name] as const)],
        { id },
        (chosen) => change(chosen === '' ? undefined : chosen),
      );
    case 'week':
      return week(value, needs);
    case 'resort':
      return resort(value, needs);
  }
}
