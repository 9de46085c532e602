import type { Undo } from '../../domain/undo';
import type { Clock } from '../../ports/clock';

const lookEvery = 1000;

/** Calls `act` soon after the host has gone to another page without loading it anew, of which it tells nobody. */
export function otherPages(clock: Clock, act: () => void): Undo {
  let path = location.pathname;
  let stop: Undo = () => undefined;
  const look = (): void => {
    if (path !== location.pathname) {
      path = location.pathname;
      act();
    }
    stop = clock.after(lookEvery, look);
  };
  look();
  return () => stop();
}
