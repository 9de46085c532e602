import type { LinkKind, ResultLink } from '../domain/call-result';
import type { ResultDraft } from '../domain/result-draft';
import type { Texts } from '../domain/texts';
import type { Undo } from '../domain/undo';
import { resultSearch, type SearchParts } from './result-search';
import { shownLink } from './result-words';

/** What the lookup of the number has brought so far. */
export type Looking =
  | { readonly state: 'looking' }
  | { readonly state: 'failed' }
  | { readonly state: 'found'; readonly link: ResultLink | null; readonly choice: readonly ResultLink[] };

export interface LinkBoxParts extends Pick<SearchParts, 'id' | 'texts' | 'clock' | 'find' | 'hold'> {
  /** Compiled `templates/result-{link,search,found}.twig`. */
  readonly templates: Readonly<Record<'link' | 'search' | 'found', (model: object) => string>>;
  readonly words: Readonly<Record<string, string>>;
  /** Null: none after all, the caller is somebody new. */
  readonly onPick: (link: ResultLink | null) => void;
  readonly onLook: () => void;
}

function hintOf(draft: ResultDraft, looking: Looking, texts: Texts): { hint: string; again: boolean } {
  const { link } = draft.fields;
  const say = (key: string, again = false): { hint: string; again: boolean } => ({
    hint: texts(`result.${key}`),
    again,
  });
  const none = { hint: '', again: false };
  if (link !== null)
    return draft.unknown && draft.looked && link.kind !== 'lead' ? say('number_added') : none;
  if (looking.state === 'looking') return say('looking');
  if (looking.state === 'failed') return say('look_failed', true);
  return draft.unknown && looking.link === null && looking.choice.length === 0 ? say('nobody') : none;
}

/** The linked record, a choice among several, or the search for another one. */
export function resultLinkBox(
  box: HTMLElement,
  parts: LinkBoxParts,
): { show(draft: ResultDraft, looking: Looking): void; stop: Undo } {
  const { texts, templates, words, onPick, onLook } = parts;
  let shown = '';
  let search: { stop: Undo } | undefined;
  let last: { draft: ResultDraft; looking: Looking } | undefined;
  const [fixed, searchHolder] = [document.createElement('div'), document.createElement('div')];
  box.replaceChildren(fixed, searchHolder);

  const leaveSearch = (): void => {
    search?.stop();
    search = undefined;
    searchHolder.replaceChildren();
  };
  const show = (draft: ResultDraft, looking: Looking): void => {
    last = { draft, looking };
    const { link } = draft.fields;
    const { link: offered = null, choice = [] } = looking.state === 'found' ? looking : {};
    const several = link === null ? (offered === null ? choice : [offered]) : [];
    const question = offered === null ? 'whose' : 'turned_out';
    const model = {
      t: words,
      link: link === null ? null : shownLink(link, texts),
      choice: several.map((one) => shownLink(one, texts)),
      question: texts(`result.${question}`),
      back: link !== null && draft.unknown,
      searching: search !== undefined,
      ...hintOf(draft, looking, texts),
    };
    const version = JSON.stringify(model);
    if (version === shown) return;
    shown = version;
    const focused = fixed.contains(document.activeElement) ? document.activeElement : null;
    const focus = focused?.getAttribute('data-focus') ?? '';
    fixed.innerHTML = templates.link(model);
    if (focused === null) return;
    const same = fixed.querySelector<HTMLElement>(`[data-focus="${CSS.escape(focus)}"]`);
    (same ?? fixed.querySelector<HTMLElement>('button, a'))?.focus();
  };
  const redraw = (): void => {
    if (last !== undefined) show(last.draft, last.looking);
  };
  const startSearch = (): void => {
    leaveSearch();
    searchHolder.innerHTML = templates.search({ t: words, id: parts.id });
    search = resultSearch(searchHolder, {
      ...parts,
      template: templates.found,
      onPick(link) {
        leaveSearch();
        onPick(link);
        redraw();
        fixed.querySelector<HTMLElement>('[data-do="search"]')?.focus();
      },
      onLeave() {
        leaveSearch();
        redraw();
        fixed.querySelector<HTMLElement>('[data-do="search"]')?.focus();
      },
    });
    redraw();
  };
  fixed.addEventListener('click', ({ target }) => {
    const button = target instanceof Element ? target.closest<HTMLElement>('[data-do]') : null;
    if (button === null) return;
    const { do: action, kind, id, name } = button.dataset;
    if (action === 'search') startSearch();
    else if (action === 'look') onLook();
    else if (action === 'unlink') onPick(null);
    else if (action === 'choose' && kind !== undefined) {
      onPick({ kind: kind as LinkKind, id: Number(id), name: name ?? '' });
    }
  });
  return { show, stop: leaveSearch };
}
