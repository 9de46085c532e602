import type { Undo } from '../../domain/undo';
import type { Clock } from '../../ports/clock';

const every = 1000;
const silentAtMost = 2;
/**
 * A talk's sound goes on while its page hangs, and would not outlive the page's loss of the lead. No other tab can
 * ring or answer in its place, either: half an answer would be the end of the call, or a talk with nobody.
 */
const silentAtMostBusy = 20;

/**
 * Notices a leader that hangs or is frozen. Only a tab that the user sees judges: timers of hidden tabs run late,
 * and their judgement with them. The leader answers from its message handler, which the browser does not delay.
 */
export function heartbeat(parts: {
  clock: Clock;
  ping: () => void;
  leading: () => boolean;
  /** The leader does what must not be taken from it lightly. */
  busy: () => boolean;
  dead: () => void;
}): { heard(): void; stop: Undo } {
  const { clock, ping, leading, busy, dead } = parts;
  let silent = 0;
  let stopTimer: Undo = () => undefined;
  const beat = (): void => {
    if (leading() || document.visibilityState !== 'visible') {
      silent = 0;
    } else if (silent >= (busy() ? silentAtMostBusy : silentAtMost)) {
      silent = 0;
      dead();
    } else {
      silent += 1;
      ping();
    }
    stopTimer = clock.after(every, beat);
  };
  beat();
  return {
    heard() {
      silent = 0;
    },
    stop: () => stopTimer(),
  };
}
