import type { Desk } from '../agent/desk';
import type { Undo } from '../domain/undo';
import { dialKey } from './dial-key';
import { loadPart } from './load-part';
import type { DialPart, DialPartSettings } from './parts/dial-list';

/** Fetches the dial list's part when there is a list, or when somebody wants one. */
export function dialing(given: DialPartSettings): {
  show(desk: Desk): void;
  lead(on: boolean): void;
  use(what?: (part: DialPart) => void): void;
  stop: Undo;
} {
  const { folder, own, version, onUnexpected } = given;
  let coming: Promise<void> | undefined;
  let part: DialPart | undefined;
  let desk: Desk | undefined;
  let leading = false;
  let stopped = false;
  const tell = (): void => {
    if (desk !== undefined) part?.show(desk);
    part?.lead(leading && !stopped);
    if (stopped) part?.stop();
  };
  const use = (what?: (part: DialPart) => void): void => {
    coming ??= loadPart<(from: DialPartSettings) => Promise<DialPart>>(folder, 'dial-list', version)
      .then((start) => start(given))
      .then((made) => {
        part = made;
        tell();
      });
    coming
      .then(() => part && what?.(part))
      .catch((error: unknown) => {
        // Not here: the next press tries again.
        if (part === undefined) coming = undefined;
        onUnexpected(error);
      });
  };
  // Another tab may have begun a list: whoever leads must know.
  const look = (): void => {
    if (coming === undefined && dialKey.has(own)) use();
  };
  addEventListener('storage', look);
  return {
    show(next) {
      desk = next;
      part?.show(next);
      look();
    },
    lead(on) {
      leading = on;
      part?.lead(on);
    },
    use,
    stop() {
      removeEventListener('storage', look);
      stopped = true;
      tell();
    },
  };
}
