import type { ResultLink } from '../domain/call-result';
import type { Texts } from '../domain/texts';
import type { Undo } from '../domain/undo';
import type { Clock } from '../ports/clock';
import type { PressHold } from './press-hold';
import { shownLink } from './result-words';

const pause = 250;
const shortest = 2;

export interface SearchParts {
  readonly id: string;
  readonly texts: Texts;
  readonly clock: Clock;
  readonly hold: PressHold['hold'];
  readonly find: (text: string) => Promise<readonly ResultLink[]>;
  /** Compiled `templates/result-found.twig`. */
  readonly template: (model: object) => string;
  readonly onPick: (link: ResultLink) => void;
  readonly onLeave: () => void;
}

/** The search for a record to link: typed, chosen with the arrows and Enter, left with Escape. */
export function resultSearch(root: HTMLElement, parts: SearchParts): { stop: Undo } {
  const { id, texts, clock, find, hold, template, onPick, onLeave } = parts;
  const input = root.querySelector('input');
  const list = root.querySelector('ul');
  const status = root.querySelector('[role="status"]');
  if (input === null || list === null || status === null) throw new Error('the search has no fields');
  let found: readonly ResultLink[] = [];
  let active = 0;
  let asked = '';
  let stopPause: Undo = () => undefined;

  const draw = (): void => {
    list.innerHTML = template({
      found: found.map((link, at) => ({
        ...shownLink(link, texts),
        at: String(at),
        element: `${id}-found-${at}`,
        selected: String(at === active),
      })),
    });
    list.hidden = found.length === 0;
    input.setAttribute('aria-expanded', String(found.length > 0));
    if (found.length > 0) input.setAttribute('aria-activedescendant', `${id}-found-${active}`);
    else input.removeAttribute('aria-activedescendant');
    list.children[active]?.scrollIntoView({ block: 'nearest' });
  };
  const show = (links: readonly ResultLink[], words: string): void => {
    found = links;
    active = 0;
    status.textContent = words;
    draw();
  };
  const search = (): void => {
    const text = input.value.trim();
    asked = text;
    if (text.length < shortest) {
      show([], '');
      return;
    }
    status.textContent = texts('result.searching');
    const answer = (links: readonly ResultLink[], words: string): void =>
      hold(() => {
        if (asked === text) show(links, words);
      });
    find(text).then(
      (links) => answer(links, links.length === 0 ? texts('result.nothing_found') : ''),
      () => answer([], texts('result.search_failed')),
    );
  };
  const pick = (at: number): void => {
    const link = found[at];
    if (link !== undefined) onPick(link);
  };

  input.addEventListener('input', () => {
    stopPause();
    stopPause = clock.after(pause, search);
  });
  input.addEventListener('keydown', (event) => {
    const { key } = event;
    if (key === 'Escape') onLeave();
    else if (key === 'ArrowDown' || key === 'ArrowUp') {
      const step = key === 'ArrowDown' ? 1 : -1;
      if (found.length > 0) active = (active + step + found.length) % found.length;
      draw();
    } else if (key === 'Enter' && !event.ctrlKey && !event.metaKey) {
      if (found.length > 0) pick(active);
    } else return;
    // Neither the window's Enter nor its Escape.
    event.preventDefault();
    event.stopPropagation();
  });
  list.addEventListener('mousedown', (event) => event.preventDefault());
  list.addEventListener('click', (event) => {
    const one = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-at]') : null;
    if (one !== null) pick(Number(one.dataset['at']));
  });
  input.focus();
  return {
    stop() {
      stopPause();
      asked = '';
    },
  };
}
