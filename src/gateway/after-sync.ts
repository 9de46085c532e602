/** Has all that was written so far put on the disk for good; `done` is called with what went wrong, or with null. */
export type Sync = (done: (error: Error | null) => void) => void;

interface Kept {
  readonly wrote: boolean;
  readonly run: () => void;
}

/**
 * Lets answers go in their order, each once all that was written before it is on the disk for good. Meanwhile the next
 * may be written: one sync at a time, for all that has been written by then.
 */
export function afterSync(sync: Sync) {
  const kept: Kept[] = [];
  let isSyncing = false;

  function next(): void {
    if (isSyncing) return;
    while (kept[0]?.wrote === false) kept.shift()?.run();
    const covered = kept.length;
    if (covered === 0) return;
    isSyncing = true;
    sync((error) => {
      // What a disk has failed to keep once it says no more of: only a new start reads what is there.
      if (error !== null) throw error;
      isSyncing = false;
      for (const { run } of kept.splice(0, covered)) run();
      next();
    });
  }

  /** `wrote`: something was written since the last call. */
  return (wrote: boolean, run: () => void): void => {
    kept.push({ wrote, run });
    next();
  };
}
