import type { Desk } from '../agent/desk';
import { lifetime, type Undo } from '../domain/undo';
import { dialKey } from './dial-key';
import { isStored } from './is-stored';
import { lazyPart } from './lazy-part';
import type { DialPart, DialPartSettings } from './parts/dial-list';

/** Fetches the dial list's part when there is a list, or when somebody wants one. */
export function dialing(given: DialPartSettings): {
  show(desk: Desk): void;
  lead(on: boolean): void;
  use(what: (part: DialPart) => void): void;
  stop: Undo;
} {
  const life = lifetime(given.onUnexpected);
  let desk: Desk | undefined;
  let leading = false;
  const lazy = lazyPart<DialPart>('dial-list', given, life, (part) => {
    if (desk !== undefined) part.show(desk);
    part.lead(leading);
  });
  const look = (): void => {
    if (lazy.part === undefined && isStored(dialKey(given.own))) lazy.use();
  };
  life.own(() => removeEventListener('storage', look));
  return {
    show(next) {
      desk = next;
      lazy.part?.show(next);
      look();
    },
    lead(on) {
      leading = on;
      // Another tab may have begun a list: whoever leads must know.
      if (on) addEventListener('storage', look);
      else removeEventListener('storage', look);
      lazy.part?.lead(on);
    },
    use: (what) => lazy.use(what),
    stop: () => life.end(),
  };
}
