import { cardEndsAt, shownCalls, type Desk, type DeskCommand } from '../agent/desk';
import { clockTime } from '../domain/call-words';
import type { Undo } from '../domain/undo';
import type { Clock } from '../ports/clock';
import { phoneCommandOf } from './call-card-acts';
import { cardModel, type CardModel, type CardWords } from './call-card-model';
import { keyedList } from './keyed-list';
import type { PressHold } from './press-hold';

const atOnce = 4;

export interface CallCardsParts extends CardWords {
  /** Stays in the page for the widget's life; ours alone. */
  readonly root: HTMLElement;
  readonly hold: PressHold['hold'];
  readonly clock: Clock;
  /** `templates/call-card.twig` with all that it holds. */
  readonly template: (model: CardModel & { readonly close: string }) => string;
  readonly tell: (command: DeskCommand) => void;
}

const part = (tag: string, className: string, attributes: Record<string, string>): HTMLElement => {
  const element = document.createElement(tag);
  element.className = className;
  for (const [name, value] of Object.entries(attributes)) element.setAttribute(name, value);
  return element;
};

const announced = (cards: readonly CardModel[]): string =>
  cards
    .filter(({ tone }) => tone === 'ringing')
    .map(({ state, title, company, why }) =>
      [state, title, company, why].filter((word) => word !== '').join(', '),
    )
    .join('. ');

function commandOf(target: HTMLElement): DeskCommand | undefined {
  const callId = target.closest<HTMLElement>('[data-call]')?.dataset['call'];
  const { do: action, entity, id } = target.dataset;
  if (callId === undefined) return undefined;
  const command = phoneCommandOf(target.dataset);
  if (command !== undefined) return { do: 'phone', command };
  if (action === 'close') return { do: 'close', callId };
  if (entity !== 'contact' && entity !== 'company') return undefined;
  return { do: 'choose', callId, entity, id: Number(id) };
}

/** Draws the desk's cards while this tab is the one looked at, and nothing while it is not. */
export function callCards(parts: CallCardsParts): { show(desk: Desk | undefined): void; stop: Undo } {
  const { root, hold, clock, template, texts, tell } = parts;
  const region = part('div', 'amocrm-telephony__list', {
    role: 'region',
    'aria-label': texts('card.region'),
  });
  const more = part('div', 'amocrm-telephony__more', { hidden: '' });
  // Apart from the cards, which are drawn anew: a live region must stay to be heard.
  const spoken = part('div', 'amocrm-telephony__spoken', { role: 'status', 'aria-live': 'assertive' });
  const cardsHolder = part('div', 'amocrm-telephony__cards', {});
  region.append(more, cardsHolder);
  root.append(region, spoken);
  let cameFrom: Element | null = null;
  const list = keyedList(cardsHolder, () => cameFrom);
  let desk: Desk | undefined;
  let stopTick: Undo = () => undefined;

  const toDraw = (): void => {
    stopTick();
    const now = clock.now();
    const calls = desk === undefined ? [] : shownCalls(desk, now);
    const cards = calls.slice(-atOnce).map((one) => cardModel(one, now, parts, desk?.phone));
    const hidden = calls.length - cards.length;
    const kept = cameFrom;
    list.show(
      cards.map((card) => ({
        key: card.id,
        // A running clock is moved by itself below: a card drawn anew each second could not be clicked.
        version: JSON.stringify({ ...card, time: card.since === '' ? card.time : '' }),
        html: () => template({ ...card, close: texts('card.close') }),
      })),
    );
    // Where the list itself moves the keyboard it comes from nowhere.
    cameFrom = kept;
    for (const time of cardsHolder.querySelectorAll<HTMLElement>('[data-since]')) {
      time.textContent = clockTime((now - Number(time.dataset['since'])) / 1000);
    }
    more.hidden = hidden === 0;
    more.textContent = hidden > 0 ? texts('card.more', { count: hidden }) : '';
    const words = announced(cards);
    if (spoken.textContent !== words) spoken.textContent = words;
    const ends = calls.map((one) => cardEndsAt(one) - now);
    if (calls.some(({ call }) => call.state === 'active')) ends.push(1000);
    if (ends.length > 0) stopTick = clock.after(Math.min(...ends), draw);
  };
  const draw = (): void => hold(toDraw);

  const onClick = (event: MouseEvent): void => {
    const target = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-do]') : null;
    const command = target === null ? undefined : commandOf(target);
    if (command !== undefined) tell(command);
  };
  const onKey = (event: KeyboardEvent): void => {
    const card = event.target instanceof Element ? event.target.closest<HTMLElement>('[data-call]') : null;
    const callId = card?.dataset['call'];
    if (event.key !== 'Escape' || callId === undefined) return;
    event.stopPropagation();
    tell({ do: 'close', callId });
  };
  region.addEventListener('focusin', ({ relatedTarget: from }) => {
    if (!region.contains(from as Node | null)) cameFrom = from as Element | null;
  });
  region.addEventListener('click', onClick);
  region.addEventListener('keydown', onKey);

  return {
    show(next) {
      desk = next;
      draw();
    },
    stop() {
      stopTick();
      region.remove();
      spoken.remove();
    },
  };
}
