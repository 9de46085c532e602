import type { CallStore } from './call-store';

const day = 24 * 60 * 60_000;
const hour = 60 * 60_000;
/** After the start there is other work, ms. */
const firstAfter = 60_000;
/** Calls of one transaction: events that come meanwhile wait for it. */
const together = 50;
/** Between two of them, ms. */
const breath = 15;

export interface KeepStoreSmallNeed {
  readonly store: Pick<CallStore, 'forget'>;
  /** Days that events and the log of an ended call are kept. */
  readonly keptDays: number;
  /** Days that a link to a recording opens it: as long its call stays. */
  readonly linkDays: number;
  /** Whether this is the gateway that keeps it small. */
  readonly isOurs?: () => boolean;
  readonly now: () => number;
  readonly after: (ms: number, run: () => void) => () => void;
  readonly warn: (error: unknown, message: string) => void;
}

/** Takes old calls off the store every hour, in small bites. Returns what ends it. */
export function keepStoreSmall(need: KeepStoreSmallNeed): () => void {
  const { store, keptDays, linkDays, isOurs = () => true, now, after, warn } = need;
  let stopped = false;
  let stop = after(firstAfter, () => void bite());

  async function bite(): Promise<void> {
    const details = now() - keptDays * day;
    const before = { details, calls: Math.min(details, now() - linkDays * day) };
    const forgotten = !isOurs()
      ? 0
      : await store.forget(before, together).catch((error: unknown) => {
          warn(error, 'old calls are not taken off the store now');
          return 0;
        });
    if (!stopped) stop = after(forgotten > 0 ? breath : hour, () => void bite());
  }
  return () => {
    stopped = true;
    stop();
  };
}
