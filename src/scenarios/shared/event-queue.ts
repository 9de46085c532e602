import type { CallEvent } from '../../domain/call';

/** `taken`: on the gateway's disk. `refused`: it will never take this. `again`: after so many ms, else as usual. */
export type PostOutcome = 'taken' | 'refused' | { readonly again: number | undefined };

export interface EventQueueNeeds {
  /** Sends events in one request. */
  readonly post: (events: readonly CallEvent[]) => Promise<PostOutcome>;
  readonly after: (ms: number, then: () => void) => void;
  readonly log: (line: string) => void;
}

const [firstPause, longestPause] = [500, 8000];

/**
 * Events on their way to the gateway: one request at a time, so that hosts with a limit of requests are never near it,
 * and whatever has come up meanwhile goes together in the next. Repeated until taken: the gateway knows an event again.
 */
export function eventQueue({ post, after, log }: EventQueueNeeds) {
  let waiting: readonly CallEvent[] = [];
  let isBusy = false;
  let failures = 0;
  /** After a refusal one by one, so that one faulty event does not take the others with it. */
  let atMost = 100;
  const listeners: (() => void)[] = [];

  const settle = (): void => {
    if (waiting.length === 0 && !isBusy) for (const listener of listeners.splice(0)) listener();
  };
  const free = (): void => {
    isBusy = false;
    next();
  };
  function take(sent: readonly CallEvent[], outcome: PostOutcome): void {
    if (typeof outcome === 'object') {
      const pause = outcome.again ?? Math.min(longestPause, firstPause * 2 ** failures);
      failures += 1;
      log(`events: not taken, again in ${pause} ms`);
      after(pause, free);
      return;
    }
    failures = 0;
    if (outcome === 'refused' && sent.length > 1) {
      atMost = 1;
    } else {
      if (outcome === 'refused') log(`events: the gateway refuses ${sent.map(({ id }) => id).join(', ')}`);
      waiting = waiting.slice(sent.length);
    }
    free();
  }
  function next(): void {
    if (isBusy) return;
    if (waiting.length === 0) {
      settle();
      return;
    }
    isBusy = true;
    const sent = waiting.slice(0, atMost);
    post(sent).then(
      (outcome) => take(sent, outcome),
      () => take(sent, { again: undefined }),
    );
  }

  return {
    add: (event: CallEvent): void => {
      waiting = [...waiting, event];
      next();
    },
    /** Calls back once nothing is left to send. */
    whenSent: (listener: () => void): void => {
      listeners.push(listener);
      settle();
    },
    /** Those that nobody has acknowledged yet, one under way among them. */
    unsent: (): readonly CallEvent[] => waiting,
  };
}
