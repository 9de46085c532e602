import { isUnfinished, savedTo, type ResultDraft } from '../domain/result-draft';
import type { Undo } from '../domain/undo';
import type { Clock } from '../ports/clock';
import { keyedList } from './keyed-list';
import type { PressHold } from './press-hold';
import { shownLink, titleOf, type ResultWords } from './result-words';

type Action = 'undo' | 'retry' | 'open' | 'list';

interface BarModel {
  readonly key: string;
  readonly tone: 'undo' | 'late' | 'sent' | 'todo';
  readonly callId: string;
  readonly text: string;
  readonly actions: readonly {
    readonly do: Action;
    readonly text: string;
    /** When the time for it is over, ms since 1970, as text; empty: no hurry. */
    readonly left: string;
    readonly expanded: string;
  }[];
  /** The card that took it. */
  readonly link: { readonly href: string; readonly text: string } | null;
  readonly list: readonly { readonly callId: string; readonly text: string }[];
}

export interface BarParts extends ResultWords {
  /** In the page's corner, with the cards. */
  readonly root: HTMLElement;
  readonly hold: PressHold['hold'];
  readonly clock: Clock;
  /** Compiled `templates/result-bar.twig`. */
  readonly template: (model: object) => string;
  readonly onAction: (action: Exclude<Action, 'list'>, callId: string) => void;
}

const tick = 250;

/** The discreet rows in the corner: undo, what could not be sent yet, results that wait for their agent. */
export function resultBar(parts: BarParts): { show(drafts: readonly ResultDraft[]): void; stop: Undo } {
  const { root, hold, clock, template, texts, onAction } = parts;
  const region = document.createElement('div');
  region.className = 'amocrm-telephony__bars';
  region.setAttribute('role', 'region');
  region.setAttribute('aria-label', texts('result.region'));
  // Apart from the rows, which are drawn anew: a live region must stay to be heard.
  const spoken = document.createElement('div');
  spoken.className = 'amocrm-telephony__spoken';
  spoken.setAttribute('role', 'status');
  root.prepend(region, spoken);
  const list = keyedList(region);
  let shown: readonly ResultDraft[] = [];
  let unfolded = false;
  let stopTick: Undo = () => undefined;

  const action = (name: Action, left = '', expanded = ''): BarModel['actions'][number] => ({
    do: name,
    text: texts(`result.do_${expanded === 'true' ? 'fold' : name}`),
    left,
    expanded,
  });
  const rowOf = (draft: ResultDraft): BarModel[] => {
    const { callId, stage, sendAt = 0, tries } = draft;
    const who = titleOf(draft, parts);
    const row = { key: callId, callId, list: [], link: null };
    if ((stage === 'waiting' || stage === 'cancelled') && sendAt > clock.now()) {
      const text = texts(stage === 'waiting' ? 'result.saved' : 'result.cancelled', { who });
      return [{ ...row, tone: 'undo', text, actions: [action('undo', String(sendAt))] }];
    }
    if (stage === 'sending' && tries > 0 && !draft.written) {
      const text = texts('result.not_sent', { who });
      return [{ ...row, tone: 'late', text, actions: [action('retry'), action('open')] }];
    }
    const to = savedTo(draft);
    if (stage === 'sent' && to !== undefined) {
      const { href } = shownLink({ ...to, name: '' }, texts);
      const link = { href, text: texts(`result.open_${to.kind}`) };
      return [{ ...row, tone: 'sent', text: texts('result.sent', { who }), actions: [], link }];
    }
    return [];
  };
  const todoOf = (todo: readonly ResultDraft[]): BarModel[] => {
    const [first] = todo;
    const plain = { list: [], link: null };
    if (first === undefined) return [];
    if (todo.length === 1) {
      const text = texts('result.todo_one', { who: titleOf(first, parts) });
      return [{ key: 'todo', tone: 'todo', callId: first.callId, text, actions: [action('open')], ...plain }];
    }
    return [
      {
        key: 'todo',
        tone: 'todo',
        callId: '',
        text: texts('result.todo', { count: todo.length }),
        actions: [action('list', '', String(unfolded))],
        link: null,
        list: unfolded ? todo.map((one) => ({ callId: one.callId, text: titleOf(one, parts) })) : [],
      },
    ];
  };

  const toDraw = (): void => {
    stopTick();
    const rows = [...shown.flatMap(rowOf), ...todoOf(shown.filter(isUnfinished))];
    list.show(
      rows.map((bar) => ({ key: bar.key, version: JSON.stringify(bar), html: () => template({ bar }) })),
    );
    const now = clock.now();
    for (const left of region.querySelectorAll<HTMLElement>('[data-until]')) {
      left.textContent = `(${Math.max(1, Math.ceil((Number(left.dataset['until']) - now) / 1000))})`;
    }
    const words = rows.map(({ text }) => text).join('. ');
    if (spoken.textContent !== words) spoken.textContent = words;
    if (rows.some(({ tone }) => tone === 'undo')) stopTick = clock.after(tick, draw);
  };
  const draw = (): void => hold(toDraw);

  region.addEventListener('click', ({ target }) => {
    const button = target instanceof Element ? target.closest<HTMLElement>('[data-do]') : null;
    const callId = button?.closest<HTMLElement>('[data-call]')?.dataset['call'];
    const name = button?.dataset['do'];
    if (name === 'list') {
      unfolded = !unfolded;
      draw();
    } else if (callId !== undefined && (name === 'undo' || name === 'retry' || name === 'open')) {
      unfolded = false;
      onAction(name, callId);
    }
  });

  return {
    show(drafts) {
      shown = drafts;
      draw();
    },
    stop() {
      stopTick();
      region.remove();
      spoken.remove();
    },
  };
}
