import type { Texts } from '../domain/texts';
import type { PlanPage, PlanVersion, ToldPlanFault, TriedRoute } from '../domain/plan-page';
import { buildElement as el } from './build-element';
import type { PlanPerson } from './plan-controls';
import type { PlanJson } from './plan-draft';
import { planForm } from './plan-form';

export interface TriedQuestion {
  readonly from: string;
  readonly to: string;
  /** ISO 8601; undefined: now. */
  readonly at: string | undefined;
}

export interface PlanPageParts {
  readonly root: HTMLElement;
  readonly texts: Texts;
  /** Of a user id, as the CRM knows it. */
  readonly nameOf: (user: number) => string;
  readonly moment: (iso: string) => string;
  readonly onSave: (plan: PlanJson) => void;
  readonly onTry: (plan: PlanJson, question: TriedQuestion) => void;
}

/** Faults are told in the page's language where it knows them. */
function faultText({ path, code, message, values }: ToldPlanFault, texts: Texts): string {
  const known = [
    'object',
    'list',
    'text',
    'whole',
    'truth',
    'user',
    'zone',
    'date',
    'hours',
    'resort',
    'choice',
    'group',
    'unknown',
  ];
  return known.includes(code) ? texts(`plan.fault.${code}`, { path, ...values }) : `${path} ${message}`;
}

/** Whom calls ring: the plan as a form, what would happen to a call by it, and who changed it when. */
export function planPage({ root, texts, nameOf, moment, onSave, onTry }: PlanPageParts) {
  let plan: PlanJson = {};
  let people: readonly PlanPerson[] = [];
  const status = el('p', { class: 'amocrm-telephony__plan-status', role: 'status' });
  const formRoot = el('form', { class: 'amocrm-telephony__plan-form', novalidate: '' });
  formRoot.addEventListener('submit', (event) => event.preventDefault());
  const button = (key: string, press: () => void, main = false): HTMLButtonElement => {
    const kind = `amocrm-telephony__button${main ? ' amocrm-telephony__plan-main' : ''}`;
    const made = el('button', { type: 'button', class: kind }, texts(key));
    made.addEventListener('click', press);
    return made;
  };
  const form = planForm({
    root: formRoot,
    texts,
    onChange(next) {
      plan = next;
      say(texts('plan.unsaved'));
    },
  });
  const field = (name: string, type: string): HTMLInputElement =>
    el('input', { class: 'text-input', type, id: `amocrm-telephony-try-${name}`, autocomplete: 'off' });
  const [from, to, at] = [field('from', 'tel'), field('to', 'tel'), field('at', 'datetime-local')];
  const answer = el('div', { class: 'amocrm-telephony__plan-answer', role: 'status' });
  const trial = el('form', { class: 'amocrm-telephony__plan-try', 'aria-label': texts('plan.try.title') });
  const tryNow = (): void => {
    onTry(plan, {
      ...{ from: from.value.trim(), to: to.value.trim() },
      at: at.value === '' ? undefined : new Date(at.value).toISOString(),
    });
  };
  trial.addEventListener('submit', (event) => {
    event.preventDefault();
    tryNow();
  });
  const labelled = (control: HTMLElement, key: string): HTMLElement =>
    el('label', { for: control.id }, texts(`plan.try.${key}`), control);
  trial.append(
    el('h3', {}, texts('plan.try.title')),
    labelled(from, 'from'),
    labelled(to, 'to'),
    labelled(at, 'at'),
    el('button', { class: 'amocrm-telephony__button' }, texts('plan.try.button')),
    answer,
  );
  const past = el('section', { class: 'amocrm-telephony__plan-past' });
  const save = button('plan.save', () => onSave(plan), true);
  root.replaceChildren(
    el('h2', {}, texts('plan.title')),
    el('p', {}, texts('plan.about')),
    trial,
    formRoot,
    el('div', { class: 'amocrm-telephony__plan-bar' }, save, status),
    past,
  );

  const say = (text: string): void => void (status.textContent = text);
  const who = (user: number | null): string => (user === null ? texts('plan.file') : nameOf(user));

  function showPast(history: readonly PlanVersion[]): void {
    const lines = history.map((each, index) => {
      const words = `${moment(each.at)} · ${who(each.by)}`;
      const back = button('plan.restore', () => {
        plan = each.plan;
        form.show(plan, people);
        say(texts('plan.restored', { when: moment(each.at) }));
      });
      back.setAttribute('aria-label', `${texts('plan.restore')}: ${words}`);
      return el('li', {}, words, ...(index === 0 ? [` (${texts('plan.in_force')})`] : [' ', back]));
    });
    past.replaceChildren(
      ...(lines.length === 0 ? [] : [el('h3', {}, texts('plan.history')), el('ol', {}, ...lines)]),
    );
  }

  return {
    say,
    show({ plan: given, history, extensions }: PlanPage): void {
      plan = given;
      people = Object.entries(extensions)
        .map(([id, extension]) => ({ id: Number(id), name: `${nameOf(Number(id))} · ${extension}` }))
        .sort((one, other) => one.name.localeCompare(other.name));
      form.show(plan, people);
      showPast(history);
    },
    /** `isSaving`: else it was only tried, and nothing is said of saving. */
    faults(faults: readonly ToldPlanFault[], isSaving: boolean): void {
      form.fault(faults.map((fault) => ({ path: fault.path, text: faultText(fault, texts) })));
      if (isSaving) say(texts('plan.faulty', { count: faults.length }));
    },
    tried({ targets, refusal, trail }: TriedRoute): void {
      const rings = targets.map(({ extension, user, timeout, step }) => {
        const name = user === null ? '' : nameOf(user);
        return el(
          'li',
          {},
          texts('plan.try.rings', { step: step + 1, who: `${name} ${extension}`.trim(), timeout }),
        );
      });
      const thought = trail.map(({ rule, user, verdict }) => {
        const whom = user === null ? '' : `${nameOf(user)} — `;
        return el('li', {}, `${texts(`plan.rule.${rule}`)}: ${whom}${texts(`plan.verdict.${verdict}`)}`);
      });
      answer.replaceChildren(
        refusal === '' ? el('ul', {}, ...rings) : el('p', {}, texts('plan.try.refused', { refusal })),
        el('details', {}, el('summary', {}, texts('plan.try.trail')), el('ul', {}, ...thought)),
      );
    },
    /** In place of everything: there is no plan to be seen. */
    refused: (text: string): void =>
      root.replaceChildren(el('p', { role: 'alert', class: 'amocrm-telephony__plan-fault' }, text)),
    notTried: (text: string): void => answer.replaceChildren(el('p', {}, text)),
  };
}
