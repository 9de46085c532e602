import type { CallPicture } from '../../protocol/agent-socket';

/** A browser shows a ring within a fraction of this; after it the PBX had better ring something else, ms. */
export const heardWithin = 2_000;
const lookEvery = 250;
/** Rings known at one time, twice over at the most: beyond this the PBX has other troubles. */
const mostKnown = 10_000;

export interface UnheardRing {
  readonly call_id: string;
  /** Whose phones ring without a browser that shows it. */
  readonly extensions: readonly string[];
}

export interface RingWatchNeed {
  readonly now: () => number;
  /** Repeats `look` until the function it returns is called. */
  readonly every: (ms: number, look: () => void) => () => void;
  readonly onUnheard: (ring: UnheardRing) => void;
}

/** Tells of calls that ring for somebody and that no browser has said to show within two seconds; once per call. */
export function ringWatch({ now, every, onUnheard }: RingWatchNeed) {
  // In the order of their deadlines, since all wait equally long.
  const waiting = new Map<string, { readonly until: number; readonly extensions: readonly string[] }>();
  /** A ring that goes on to the next of a queue is no new one. Those of before are given up together. */
  let seen = new Set<string>();
  let seenBefore = new Set<string>();
  let stop: (() => void) | undefined;

  function look(): void {
    for (const [callId, { until, extensions }] of waiting) {
      if (until > now()) return;
      waiting.delete(callId);
      onUnheard({ call_id: callId, extensions });
    }
    stop?.();
    stop = undefined;
  }

  return {
    /** Takes each picture of a call as it changes. True: a ring that is watched from now on. */
    changed({ call_id: callId, state, direction, extensions }: CallPicture): boolean {
      if (state !== 'ringing') {
        waiting.delete(callId);
        seen.delete(callId);
        seenBefore.delete(callId);
        return false;
      }
      if (direction !== 'inbound' || extensions.length === 0) return false;
      if (seen.has(callId) || seenBefore.has(callId)) return false;
      if (seen.size >= mostKnown) {
        for (const oldest of seenBefore) waiting.delete(oldest);
        seenBefore = seen;
        seen = new Set();
      }
      seen.add(callId);
      waiting.set(callId, { until: now() + heardWithin, extensions });
      stop ??= every(lookEvery, look);
      return true;
    },
    /**
     * A browser of `extension` shows the call; of a call that does not ring for it, that means nothing. True: it was
     * waited for.
     */
    heard(callId: unknown, extension: string | null): callId is string {
      if (typeof callId !== 'string' || extension === null) return false;
      return waiting.get(callId)?.extensions.includes(extension) === true && waiting.delete(callId);
    },
    stop(): void {
      stop?.();
      waiting.clear();
    },
  };
}
