import { twig } from 'twig';
import type { Undo } from '../domain/undo';
import type { Clock } from '../ports/clock';
import source from '../../templates/call-card.twig';

/** By then the page has started all its widgets, ms. */
const settled = 1000;

/** Compiling costs as much as all the rest of the start: done by the first card, or once the page is at rest. */
export function cardTemplate(clock: Clock): { render: (model: object) => string; stop: Undo } {
  let compiled: ReturnType<typeof twig> | undefined;
  const template = (): ReturnType<typeof twig> => (compiled ??= twig({ data: source }));
  return {
    render: (model) => template().render(model),
    stop: clock.after(settled, () => void template()),
  };
}
