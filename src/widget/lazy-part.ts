import type { Lifetime, Undo } from '../domain/undo';
import { loadPart } from './load-part';

/** What of that which such a part is given this needs to know. */
interface LazyGiven {
  readonly folder: string;
  readonly version: string;
  readonly onUnexpected: (error: unknown) => void;
}

export interface LazyPart<Part> {
  /** Undefined until it is here. */
  readonly part: Part | undefined;
  /** Fetches it unless it is here; `what` is done once it is. Of several wishes meanwhile the last one holds. */
  use(what?: (part: Part) => void): void;
}

/**
 * A part of the widget that is fetched when it is first wanted, and stopped with `life`; after a failure the next wish
 * tries again.
 */
export function lazyPart<Part extends { readonly stop: Undo }>(
  name: string,
  given: LazyGiven,
  life: Lifetime,
  onMade: (part: Part) => void,
  onFailure?: () => void,
): LazyPart<Part> {
  let part: Part | undefined;
  let coming = false;
  let wish: ((part: Part) => void) | undefined;
  return {
    get part() {
      return part;
    },
    use(what) {
      if (part !== undefined) {
        what?.(part);
        return;
      }
      wish = what ?? wish;
      if (coming) return;
      coming = true;
      loadPart<(from: LazyGiven) => Promise<Part>>(given.folder, name, given.version)
        .then((start) => start(given))
        .then((made) => {
          life.own(made.stop);
          if (life.ended) return;
          part = made;
          onMade(made);
          wish?.(made);
        })
        .catch((error: unknown) => {
          coming = false;
          given.onUnexpected(error);
          onFailure?.();
        });
    },
  };
}
