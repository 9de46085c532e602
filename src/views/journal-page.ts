import { journalFilters, type JournalFilter } from '../domain/journal';
import type { Undo } from '../domain/undo';
import type { Clock } from '../ports/clock';
import { journalModel, type JournalView, type JournalWords } from './journal-model';
import { pressHold } from './press-hold';

export type JournalCommand =
  | { readonly do: 'filter'; readonly filter: JournalFilter }
  | { readonly do: 'retry'; readonly callId: string }
  | { readonly do: 'retry-all' | 'export' | 'more' };

export interface JournalPageParts extends JournalWords {
  /** Ours alone; what is drawn stands in it. */
  readonly root: HTMLElement;
  readonly clock: Clock;
  /** Compiled `templates/journal.twig`. */
  readonly template: (model: object) => string;
  /** Rows that can be shown at most. */
  readonly most: number;
  readonly tell: (command: JournalCommand) => void;
}

const labels = {
  title: 'title',
  filter: 'filter_label',
  retry: 'retry',
  retryAll: 'retry_all',
  retrying: 'retrying',
  export: 'export',
  ended: 'column.ended',
  number: 'column.number',
  state: 'column.state',
  detail: 'column.detail',
  actions: 'column.actions',
  more: 'more',
} as const;

function commandOf({ dataset, ariaDisabled }: HTMLElement): JournalCommand | undefined {
  const { do: action, filter: wanted, call } = dataset;
  if (ariaDisabled === 'true') return undefined;
  const filter = journalFilters.find((name) => name === wanted);
  if (action === 'filter' && filter !== undefined) return { do: action, filter };
  if (action === 'retry' && call !== undefined) return { do: action, callId: call };
  return action === 'retry-all' || action === 'export' || action === 'more' ? { do: action } : undefined;
}

/** Draws the journal; the focus stays where it was as long as what has it is still there. */
export function journalPage(parts: JournalPageParts): { show(view: JournalView): void; stop: Undo } {
  const { root, clock, template, texts, most, tell } = parts;
  const body = document.createElement('div');
  // Apart from the rest, which is drawn anew: a live region must stay to be heard.
  const spoken = document.createElement('div');
  spoken.className = 'amocrm-telephony__spoken';
  spoken.setAttribute('role', 'alert');
  const notice = document.createElement('p');
  notice.className = 'amocrm-telephony__notice';
  notice.setAttribute('role', 'status');
  root.append(notice, body, spoken);
  const words = Object.fromEntries(
    Object.entries(labels).map(([name, key]) => [name, texts(`journal.${key}`)]),
  );
  const press = pressHold(root, clock);
  let view: JournalView;
  let drawn = '';

  const onClick = ({ target }: MouseEvent): void => {
    const pressed = target instanceof Element ? target.closest<HTMLElement>('[data-do]') : null;
    const command = pressed === null ? undefined : commandOf(pressed);
    if (command !== undefined) tell(command);
  };
  root.addEventListener('click', onClick);

  const draw = (): void => {
    const journal = journalModel(view, parts, most);
    const html = template({ journal, texts: words });
    if (html !== drawn) {
      drawn = html;
      const focus = body.contains(document.activeElement)
        ? document.activeElement?.getAttribute('data-focus')
        : undefined;
      body.innerHTML = html;
      if (focus != null) body.querySelector<HTMLElement>(`[data-focus="${CSS.escape(focus)}"]`)?.focus();
    }
    body.classList.toggle('amocrm-telephony__stale', view.reading);
    const alarm = journal.tone === 'bad' ? journal.status : '';
    if (spoken.textContent !== alarm) spoken.textContent = alarm;
    if (notice.textContent !== journal.notice) notice.textContent = journal.notice;
  };

  return {
    show(next) {
      view = next;
      press.hold(draw);
    },
    stop() {
      press.stop();
      root.removeEventListener('click', onClick);
      body.remove();
      notice.remove();
      spoken.remove();
    },
  };
}
