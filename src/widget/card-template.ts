import type { Undo } from '../domain/undo';
import type { Clock } from '../ports/clock';
import type { CardModel } from '../views/call-card-model';
import acts from '../../templates/call-card-acts.twig';
import choice from '../../templates/call-card-choice.twig';
import facts from '../../templates/call-card-facts.twig';
import links from '../../templates/call-card-links.twig';
import frame from '../../templates/call-card.twig';
import { lazyTemplate } from './lazy-template';

/** Between two of its pieces, and before the first: the page is starting its other widgets then, ms. */
const apart = 50;

const nothing: Readonly<Record<string, []>> = { matches: [], acts: [], links: [] };

/**
 * A card in pieces. Compiling one is the longest that the widget ever keeps the page waiting, so each has
 * tasks of its own while the page is at rest; what a card needs sooner is compiled by that card.
 */
export function cardTemplate(clock: Clock): {
  render: (model: CardModel & { readonly close: string }) => string;
  stop: Undo;
} {
  const whole = lazyTemplate(frame);
  const pieces = {
    facts: lazyTemplate(facts),
    matches: lazyTemplate(choice),
    acts: lazyTemplate(acts),
    links: lazyTemplate(links),
  };
  // The smallest first: with it comes what Twig itself does once.
  const ahead = [pieces.acts, whole, pieces.facts, pieces.links, pieces.matches].flatMap((piece) => [
    piece.compile,
    () => piece(nothing),
  ]);
  let stop: Undo = () => undefined;
  const next = (): void => {
    ahead.shift()?.();
    if (ahead.length > 0) stop = clock.after(apart, next);
  };
  stop = clock.after(apart, next);
  return {
    render(model) {
      const inside = [
        pieces.facts(model),
        ...(['matches', 'acts', 'links'] as const).map((name) =>
          model[name].length > 0 ? pieces[name](model) : '',
        ),
      ];
      return whole(model).replace(/<\/article>\s*$/, (end) => inside.join('') + end);
    },
    stop: () => stop(),
  };
}
