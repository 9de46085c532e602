/** Time that stands still while code runs and jumps to the next thing to happen. Ms since the session's start. */
export interface VirtualClock {
  readonly now: () => number;
  readonly after: (ms: number, run: () => void) => () => void;
  /** When the next thing happens; undefined: nothing ever will. */
  readonly next: () => number | undefined;
  /** Goes to that moment and lets it happen. */
  readonly runNext: () => void;
  /** Time has passed outside; never beyond the next thing to happen. */
  readonly passTo: (at: number) => void;
}

interface Due {
  readonly at: number;
  readonly order: number;
  readonly run: () => void;
}

export function virtualClock(): VirtualClock {
  let now = 0;
  let order = 0;
  let queue: Due[] = [];
  return {
    now: () => now,
    after(ms, run) {
      order += 1;
      const due = { at: now + Math.max(0, ms), order, run };
      const place = queue.findIndex(({ at }) => at > due.at);
      if (place < 0) queue.push(due);
      else queue.splice(place, 0, due);
      return () => {
        queue = queue.filter((each) => each !== due);
      };
    },
    next: () => queue[0]?.at,
    runNext() {
      const due = queue.shift();
      if (due === undefined) return;
      now = Math.max(now, due.at);
      due.run();
    },
    passTo(at) {
      now = Math.max(now, Math.min(at, queue[0]?.at ?? at));
    },
  };
}
