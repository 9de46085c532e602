import type { DialEntry } from '../dialing/dial-entry';
import { dialSummary } from '../dialing/dial-summary';
import { clockTime } from '../domain/call-words';
import type { Undo } from '../domain/undo';
import type { Clock } from '../ports/clock';
import type { DialPanelCommand, DialView } from './dial-view';
import { dialFoot } from './dial-panel-model';
import { dialRowModel, type DialWords } from './dial-row-model';
import { dialRows } from './dial-rows';
import { pressHold } from './press-hold';
import { changeOf, showSettings } from './dial-settings';

export interface DialPanelParts extends DialWords {
  /** Ours alone. */
  readonly root: HTMLElement;
  readonly clock: Clock;
  /** Compiled `templates/dial-list.twig` and `dial-row.twig`. */
  readonly frame: (model: object) => string;
  readonly row: (model: object) => string;
  /** i18n's `dial.label`. */
  readonly labels: Readonly<Record<string, string>>;
  readonly tell: (command: DialPanelCommand) => void;
}

const plain = [
  'start',
  'pause',
  'stop',
  'skip',
  'hang-up',
  'mute',
  'clear',
  'card',
  'again',
  'csv',
  'close',
] as const;
const second = 1000;

/** The dial list as its agent sees it. */
export function dialPanel(parts: DialPanelParts): {
  show(view: DialView): void;
  /** One message of what was done; `undo`: with a button that takes it back. */
  say(words: string, undo?: boolean): void;
  focus(): void;
  stop: Undo;
} {
  const { root, clock, texts, labels, tell } = parts;
  root.innerHTML = parts.frame({ texts: labels });
  const part = (name: string): HTMLElement =>
    root.querySelector<HTMLElement>(`[data-part="${name}"]`) ?? document.createElement('div');
  const keys = [...root.querySelectorAll<HTMLElement>('[data-do]')];
  const region = root.firstElementChild as HTMLElement;
  const [filter, typing, typed, chosenBar] = [
    part('filter') as HTMLInputElement,
    part('typing'),
    part('typed') as HTMLTextAreaElement,
    part('chosen'),
  ];
  const haystacks = new WeakMap<DialEntry, string>();
  const held = pressHold(root, clock);
  let view: DialView | undefined;
  let chosen: string | undefined;
  let stopTick: Undo = () => undefined;

  const chosenEntry = (): DialEntry | undefined => view?.entries.find(({ id }) => id === chosen);
  const drawChosen = (): void => {
    const entry = chosenEntry();
    chosenBar.hidden = entry === undefined || entry.state === 'calling';
    part('chosen-name').textContent =
      entry === undefined ? '' : ([entry.name, entry.next].find((text) => text !== '') ?? '');
  };
  const rows = dialRows({
    scroll: part('scroll'),
    list: part('rows'),
    draw: (entry, place, size) =>
      parts.row({ row: dialRowModel(entry, place, size, clock.now(), parts), texts: labels }),
    move: (id, before) => tell({ do: 'move', id, before }),
    press: (what, id) => tell({ do: what, id }),
    choose(id) {
      chosen = id;
      drawChosen();
    },
  });

  const found = (): readonly DialEntry[] => {
    const needle = filter.value.trim().toLowerCase();
    const digits = needle.replace(/\D/g, '');
    if (view === undefined || needle === '') return view?.entries ?? [];
    return view.entries.filter((entry) => {
      let text = haystacks.get(entry);
      if (text === undefined) {
        text = [entry.name, entry.company, ...entry.phones].join('\n').toLowerCase();
        haystacks.set(entry, text);
      }
      return text.includes(needle) || (digits.length > 2 && text.includes(digits));
    });
  };
  const hint = ({ entries, known, unreachable }: DialView, shown: number): string =>
    unreachable
      ? texts('dial.hint.unreachable')
      : !known
        ? texts('dial.hint.loading')
        : entries.length === 0
          ? texts('dial.hint.empty')
          : shown === 0
            ? texts('dial.hint.nothing')
            : '';

  const drawList = (): void => {
    if (view === undefined) return;
    const shown = found();
    const words = hint(view, shown.length);
    part('hint').textContent = words;
    part('hint').hidden = words === '';
    part('scroll').hidden = shown.length === 0;
    rows.show(shown);
    drawChosen();
  };
  const drawSummary = (now: DialView): void => {
    const sum = dialSummary(now.entries);
    const any = sum.calls > 0;
    part('summary').hidden = part('after').hidden = !any;
    if (!any) return;
    const pairs = [
      ...(['reached', 'unreached', 'wrong', 'calls'] as const).map(
        (name) => [name, String(sum[name])] as const,
      ),
      ['seconds', clockTime(sum.seconds)] as const,
    ];
    part('summary').replaceChildren(
      ...pairs.map(([name, value]) => {
        const pair = document.createElement('div');
        const [term, figure] = [document.createElement('dt'), document.createElement('dd')];
        term.textContent = texts(`dial.sum.${name}`);
        figure.textContent = value;
        pair.append(term, figure);
        return pair;
      }),
    );
  };
  const drawFoot = (): void => {
    stopTick();
    if (view === undefined) return;
    const waiting = view.entries.filter(({ state }) => state === 'waiting').length;
    const foot = dialFoot(view.show, view.head, waiting, clock.now(), parts);
    part('who').textContent = foot.who;
    part('time').textContent = foot.time;
    part('rec').hidden = !foot.recording;
    part('start').textContent = labels[foot.start] ?? '';
    for (const key of keys) {
      const name = key.dataset['do'] ?? '';
      if (key.closest('footer') !== null) key.setAttribute('aria-disabled', String(!foot.live.has(name)));
      if (name === 'mute') key.setAttribute('aria-pressed', String(foot.muted));
      if (name === 'after-call') (key as HTMLInputElement).checked = view.show.afterCall;
      if (name === 'card') key.hidden = !view.card;
    }
    if (['calling', 'talking', 'countdown'].includes(view.show.phase.is))
      stopTick = clock.after(second / 2, drawFoot);
  };

  const press = (event: Event): void => {
    const target = event.target as HTMLElement;
    const key = target.closest<HTMLElement>('[data-do]');
    const name = key?.dataset['do'];
    const word = target.closest<HTMLElement>('[data-word]')?.dataset['word'];
    if (chosen !== undefined && (word === 'skipped' || word === 'forbidden'))
      tell({ do: 'word', id: chosen, word: { is: word } });
    if (key === null || name === undefined || key.ariaDisabled === 'true') return;
    if (name === 'collapse') {
      const folded = region.classList.toggle('amocrm-telephony__dial_folded');
      key.setAttribute('aria-expanded', String(!folded));
    } else if (name === 'typing') {
      typing.hidden = !typing.hidden;
      key.setAttribute('aria-expanded', String(!typing.hidden));
      if (!typing.hidden) typed.focus();
    } else if (name === 'start' && view?.show.phase.is === 'countdown') tell({ do: 'next' });
    else if (name === 'after-call') tell({ do: name });
    else if (name === 'restore') {
      // The button goes; the keyboard stays in the panel.
      region.focus();
      tell({ do: name });
    } else {
      const known = plain.find((one) => one === name);
      if (known !== undefined) tell({ do: known });
    }
  };
  const set = (event: Event): void => {
    const field = event.target as HTMLInputElement;
    const head = changeOf(field);
    if (head !== undefined) tell({ do: 'set', head });
    if (field.dataset['part'] === 'later' && chosen !== undefined && field.value !== '') {
      tell({ do: 'word', id: chosen, word: { is: 'callback', at: new Date(field.value).getTime() } });
      field.value = '';
    }
  };
  const submit = (event: Event): void => {
    event.preventDefault();
    if (typed.value.trim() === '') return;
    tell({ do: 'typed', text: typed.value });
    typed.value = '';
    typing.hidden = true;
    root.querySelector('[data-do="typing"]')?.setAttribute('aria-expanded', 'false');
    filter.focus();
  };
  const escape = (event: KeyboardEvent): void => {
    // The page's own shortcuts must not hear what is typed here.
    event.stopPropagation();
    if (event.key === 'Escape') tell({ do: 'close' });
  };
  root.addEventListener('click', press);
  root.addEventListener('change', set);
  root.addEventListener('keydown', escape);
  filter.addEventListener('input', drawList);
  typing.addEventListener('submit', submit);

  const draw = (): void => {
    if (view === undefined) return;
    part('count').textContent = String(view.entries.length);
    showSettings(root.querySelectorAll<HTMLInputElement>('[data-set]'), view.head);
    drawList();
    drawSummary(view);
    drawFoot();
  };
  return {
    show(next) {
      view = next;
      held.hold(draw);
    },
    say(words, undo = false) {
      const said = part('said');
      said.textContent = words;
      if (!undo) return;
      const back = document.createElement('button');
      back.type = 'button';
      back.className = 'amocrm-telephony__dial-button';
      back.dataset['do'] = 'restore';
      back.textContent = labels['undo'] ?? '';
      said.append(' ', back);
    },
    focus: () => region.focus(),
    stop() {
      stopTick();
      held.stop();
      rows.stop();
      root.remove();
    },
  };
}
