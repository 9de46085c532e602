import type { Undo } from '../domain/undo';
import type { Clock } from '../ports/clock';

/** A press that lasts longer is no click: what is true is drawn then, ms. */
const longest = 2000;
/** The click comes right behind the release, ms. */
const behind = 50;

export interface PressHold {
  /** Does it now, or as soon as nothing within is pressed any more. */
  readonly hold: (draw: Undo) => void;
  readonly stop: Undo;
}

/**
 * What moves or is drawn anew between press and release, of a pointer or of the space bar, is not clicked, or something
 * else is: whatever changes `root` meanwhile waits for the release.
 */
export function pressHold(root: HTMLElement, clock: Clock): PressHold {
  const waiting = new Set<Undo>();
  let held = false;
  let stopWait: Undo = () => undefined;

  const release = (): void => {
    held = false;
    for (const draw of waiting) {
      waiting.delete(draw);
      draw();
    }
  };
  const releaseIn = (ms: number): void => {
    stopWait();
    stopWait = clock.after(ms, release);
  };
  const press = (): void => {
    held = true;
    releaseIn(longest);
  };
  const over = (): void => {
    if (held) releaseIn(behind);
  };
  const onKey = ({ type, key, repeat }: KeyboardEvent): void => {
    if (key !== ' ') return;
    if (type === 'keyup') over();
    else if (!repeat) press();
  };
  root.addEventListener('pointerdown', press);
  root.addEventListener('keydown', onKey);
  // What the click itself changes is shown at once.
  root.addEventListener('click', () => (held = false), true);
  const listening = new AbortController();
  for (const type of ['pointerup', 'pointercancel']) window.addEventListener(type, over, listening);
  window.addEventListener('keyup', onKey, listening);
  return {
    hold(draw) {
      if (held) waiting.add(draw);
      else draw();
    },
    stop() {
      stopWait();
      listening.abort();
    },
  };
}
