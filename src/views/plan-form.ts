import type { Texts } from '../domain/texts';
import { buildElement as el } from './build-element';
import { planControl, type PlanPerson } from './plan-controls';
import { isPlanJson, valueAt, withValue, type PlanJson } from './plan-draft';
import { planFields, type PlanField, type PlanFields } from './plan-fields';

/** One fault in words, and where. */
export interface ShownFault {
  readonly path: string;
  readonly text: string;
}

export interface PlanFormParts {
  readonly root: HTMLElement;
  readonly texts: Texts;
  readonly onChange: (plan: PlanJson) => void;
}

type Path = readonly string[];
const prefix = 'amocrm-telephony-plan';
const helped: ReadonlySet<string> = new Set([
  ...['hours', 'zone', 'strategy', 'blocked', 'days_off', 'online_only', 'total'],
]);

/** The plan as a form. Drawn anew only where its entries come and go, so that nobody's typing is disturbed. */
export function planForm({ root, texts, onChange }: PlanFormParts) {
  let plan: PlanJson = {};
  let people: readonly PlanPerson[] = [];
  let faults: readonly ShownFault[] = [];

  const idOf = (path: Path): string => `${prefix}-${path.join('-').replace(/[^\w-]/g, '_')}`;
  const nameOf = (user: string): string => people.find(({ id }) => String(id) === user)?.name ?? user;
  const put = (path: Path, value: unknown): void => {
    plan = withValue(plan, path, value);
    const place = path.join('.');
    if (faults.some((fault) => fault.path.startsWith(place))) {
      faults = faults.filter((fault) => !fault.path.startsWith(place));
      showFaults();
    }
    onChange(plan);
  };
  const redraw = (focus: string): void => {
    draw();
    root.querySelector<HTMLElement>(`[id="${CSS.escape(focus)}"]`)?.focus();
  };

  function simple(
    name: string,
    field: Exclude<PlanField, { kind: 'map' | 'record' }>,
    path: Path,
  ): HTMLElement {
    const label = texts(`plan.field.${name}`);
    const id = idOf(path);
    const groups = Object.keys((valueAt(plan, ['groups']) as PlanJson | undefined) ?? {});
    const control = planControl(field, valueAt(plan, path), {
      ...{ texts, people, groups, id, label, path: path.join('.') },
      change: (value) => put(path, value),
    });
    const isLabelled = field.kind === 'truth';
    const isGroup = ['users', 'week', 'resort'].includes(field.kind);
    const head = el(
      isGroup ? 'span' : 'label',
      { class: 'amocrm-telephony__plan-label', for: isGroup ? undefined : id },
      label,
    );
    const help = helped.has(name) ? texts(`plan.help.${name}`) : '';
    return el(
      'div',
      { class: 'amocrm-telephony__plan-field', 'data-path': path.join('.') },
      ...(isLabelled ? [] : [head]),
      control,
      ...(help === '' ? [] : [el('small', {}, help)]),
    );
  }

  function entries(name: string, field: Extract<PlanField, { kind: 'map' }>, path: Path): HTMLElement {
    const given = valueAt(plan, path);
    const keys = isPlanJson(given) ? Object.keys(given) : [];
    const addId = `${idOf(path)}-add`;
    const each = keys.map((key) => {
      const title = field.by === 'user' ? nameOf(key) : key;
      const remove = el(
        'button',
        { type: 'button', class: 'amocrm-telephony__button' },
        texts('plan.remove'),
      );
      remove.setAttribute('aria-label', `${texts('plan.remove')}: ${title}`);
      remove.addEventListener('click', () => {
        put([...path, key], undefined);
        redraw(addId);
      });
      return el(
        'fieldset',
        { 'data-path': [...path, key].join('.') },
        el('legend', {}, title),
        ...fields(field.of, [...path, key]),
        remove,
      );
    });
    const free = people.filter(({ id }) => !keys.includes(String(id)));
    const hint = texts(`plan.add.${name}`);
    const which =
      field.by === 'user'
        ? el(
            'select',
            { id: addId, 'aria-label': hint },
            ...free.map(({ id, name: person }) => el('option', { value: String(id) }, person)),
          )
        : el('input', { id: addId, class: 'text-input', placeholder: hint, 'aria-label': hint });
    const add = el('button', { type: 'button', class: 'amocrm-telephony__button' }, texts('plan.add_button'));
    const adding = (): void => {
      const key = which.value.trim();
      if (key === '' || keys.includes(key)) return which.focus();
      put([...path, key], name === 'groups' ? { members: [] } : {});
      redraw(addId);
    };
    add.addEventListener('click', adding);
    which.addEventListener('keydown', (event) => {
      if ((event as KeyboardEvent).key !== 'Enter') return;
      event.preventDefault();
      adding();
    });
    return el(
      'section',
      { class: 'amocrm-telephony__plan-map', 'data-path': path.join('.') },
      el('h3', {}, texts(`plan.field.${name}`)),
      ...each,
      el('div', { class: 'amocrm-telephony__plan-row' }, which, add),
    );
  }

  function fields(of: PlanFields, path: Path): HTMLElement[] {
    return Object.entries(of).map(([name, field]) => {
      const place = [...path, name];
      if (field.kind === 'map') return entries(name, field, place);
      if (field.kind !== 'record') return simple(name, field, place);
      const legend = el('legend', {}, texts(`plan.field.${name}`));
      return el('fieldset', { 'data-path': place.join('.') }, legend, ...fields(field.of, place));
    });
  }

  function showFaults(): void {
    for (const old of root.querySelectorAll('.amocrm-telephony__plan-fault')) old.remove();
    for (const { path, text } of faults) {
      const steps = path.split('.');
      let place: Element | null = null;
      // The nearest place that the form shows: of an item of a list, the list.
      for (; place === null && steps.length > 0; steps.pop())
        place = root.querySelector(`[data-path="${CSS.escape(steps.join('.'))}"]`);
      (place ?? root).append(el('p', { class: 'amocrm-telephony__plan-fault' }, text));
    }
  }

  function draw(): void {
    root.replaceChildren(...fields(planFields, []));
    showFaults();
  }

  return {
    show(next: PlanJson, who: readonly PlanPerson[]): void {
      [plan, people, faults] = [next, who, []];
      draw();
    },
    /** Each at its place; the first one gets the focus. */
    fault(found: readonly ShownFault[]): void {
      faults = found;
      showFaults();
      const first = root.querySelector('.amocrm-telephony__plan-fault')?.parentElement;
      first?.querySelector<HTMLElement>('input, select, textarea')?.focus();
    },
  };
}
