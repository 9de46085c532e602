import type { DialEntry } from '../dialing/dial-entry';
import { usualHead, type DialHead } from '../dialing/dial-head';
import type { DialGateway } from '../ports/dial-gateway';

export interface DialMirror {
  readonly head: DialHead;
  /** In the list's order. */
  readonly entries: readonly DialEntry[];
  /** The list has been read at least once. */
  readonly known: boolean;
  /** Fetches what has changed; false: the gateway could not be asked. One at a time; a call meanwhile asks once more. */
  sync(): Promise<boolean>;
}

/** This page's copy of the list. `onChange` after each change. */
export function dialMirror(gateway: DialGateway, onChange: () => void): DialMirror {
  const byId = new Map<string, DialEntry>();
  let sorted: readonly DialEntry[] | undefined = [];
  let head = usualHead;
  let rev = 0;
  let known = false;
  let running: Promise<boolean> | undefined;
  let again = false;

  async function read(): Promise<boolean> {
    for (;;) {
      const changes = await gateway.changes(rev);
      if (changes === undefined) return false;
      // A gateway that starts anew counts from the beginning.
      if (changes.rev < rev) byId.clear();
      for (const entry of changes.entries) byId.set(entry.id, entry);
      for (const id of changes.removed) byId.delete(id);
      sorted = undefined;
      rev = changes.rev;
      head = changes.head;
      if (!changes.more) break;
    }
    known = true;
    onChange();
    return true;
  }

  return {
    get head() {
      return head;
    },
    get entries() {
      return (sorted ??= [...byId.values()].sort((a, b) => a.rank - b.rank));
    },
    get known() {
      return known;
    },
    sync() {
      if (running) {
        again = true;
        return running;
      }
      running = read()
        .then((done) => {
          if (!again) return done;
          again = false;
          return read();
        })
        .finally(() => {
          running = undefined;
          again = false;
        });
      return running;
    },
  };
}
