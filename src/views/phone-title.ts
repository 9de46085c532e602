import type { Undo } from '../domain/undo';
import type { Clock } from '../ports/clock';

const turn = 1000;

/** Lets the tab's title tell of a ring, in turn with its own, which the page may change meanwhile. */
export function phoneTitle(clock: Clock): { show(words: string): void; readonly stop: Undo } {
  let words = '';
  let own: string | undefined;
  let stopTurn: Undo = () => undefined;

  const restore = (): void => {
    // Whatever else stands there now is the page's new title.
    if (own !== undefined && document.title === words) document.title = own;
    own = undefined;
  };
  const flash = (): void => {
    if (own !== undefined && document.title === words) restore();
    else {
      own = document.title;
      document.title = words;
    }
    stopTurn = clock.after(turn, flash);
  };
  const show = (next: string): void => {
    if (next === words) return;
    stopTurn();
    restore();
    words = next;
    if (words !== '') flash();
  };
  return { show, stop: () => show('') };
}
