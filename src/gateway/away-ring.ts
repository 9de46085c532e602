import type { CallState } from '../domain/call';
import { dialPlanOf } from '../domain/dial-plan';
import { parsePhone } from '../domain/phone-number';
import type { Undo } from '../domain/undo';
import type { Clock } from '../ports/clock';

/** A card comes faster than amoCRM's notification: browsers get the first moments for themselves, ms. */
const firstMoments = 1_500;
/** Whoever had a browser up to now is reloading a page, not away, ms. */
const reload = 5_000;
/** A PBX that never says how a call ended must not keep us looking, ms. */
const longestRing = 5 * 60_000;
const busyPause = 1_000;

export interface AwayRingNeed {
  readonly clock: Clock;
  /** When a browser of this extension was connected last: now, while one is; ms since 1970. */
  readonly seen: (extension: string) => number | undefined;
  /** Who has these extensions, as ids of users. */
  readonly usersOf: (extensions: readonly string[]) => Promise<readonly number[]>;
  /** Has amoCRM show its own notification. `busy`: it certainly did not, and may be asked again. */
  readonly notify: (phone: string, users: readonly number[], callId: string) => Promise<'shown' | 'busy'>;
  readonly warn: (error: unknown, message: string) => void;
}

/** A ring in its first moments, when nothing need be known of it but that. */
interface FreshRing {
  readonly since: number;
  readonly phone: string;
  readonly extensions: readonly string[];
}

interface Ringing {
  readonly since: number;
  readonly phone: string;
  /** Extension -> the earliest moment at which its agent may be found away. */
  readonly waiting: Map<string, number>;
  readonly done: Set<string>;
  readonly users: Set<number>;
  stopTimer: Undo;
}

/** Rings through amoCRM for agents who have no browser open: once per call and user, and never beside the card. */
export function awayRing({ clock, seen, usersOf, notify, warn }: AwayRingNeed) {
  // Right after our own start all browsers are still on their way back to us.
  const started = clock.now();
  const ringing = new Map<string, Ringing>();
  // In their order, with one timer for all: most rings are over before anything is to be done.
  const fresh = new Map<string, FreshRing>();
  let stopFresh: Undo | undefined;

  function forget(callId: string): void {
    fresh.delete(callId);
    ringing.get(callId)?.stopTimer();
    ringing.delete(callId);
  }

  async function tell(callId: string, call: Ringing, extensions: readonly string[]): Promise<void> {
    for (const extension of extensions) {
      call.waiting.delete(extension);
      call.done.add(extension);
    }
    try {
      const users = (await usersOf(extensions)).filter((user) => !call.users.has(user));
      // The answer may have come while the numbers were looked up.
      if (users.length === 0 || ringing.get(callId) !== call) return;
      for (const user of users) call.users.add(user);
      if ((await notify(call.phone, users, callId)) === 'shown') return;
      for (const user of users) call.users.delete(user);
      for (const extension of extensions) call.waiting.set(extension, clock.now() + busyPause);
      look(callId);
    } catch (error) {
      warn(error, 'agents without a browser were not told of a call');
    }
  }

  function look(callId: string): void {
    const call = ringing.get(callId);
    if (call === undefined) return;
    call.stopTimer();
    const now = clock.now();
    if (now - call.since >= longestRing) return forget(callId);
    const away: string[] = [];
    let next = Infinity;
    for (const [extension, earliest] of call.waiting) {
      const at = Math.max(earliest, (seen(extension) ?? started) + reload);
      if (at <= now) away.push(extension);
      else next = Math.min(next, at);
    }
    if (away.length > 0) void tell(callId, call, away);
    if (next < Infinity) call.stopTimer = clock.after(next - now, () => look(callId));
  }

  function wait(callId: string, extensions: readonly string[], { since, phone }: FreshRing): void {
    // amoCRM's notification is about a client's number; colleagues and hidden callers have none.
    if (parsePhone(phone, dialPlanOf('')).kind !== 'outside') return;
    const call = ringing.get(callId) ?? {
      ...{ since, phone, waiting: new Map<string, number>(), done: new Set<string>() },
      ...{ users: new Set<number>(), stopTimer: () => undefined },
    };
    ringing.set(callId, call);
    for (const extension of extensions) {
      if (!call.done.has(extension) && !call.waiting.has(extension))
        call.waiting.set(extension, since + firstMoments);
    }
    look(callId);
  }

  function firstMomentsOver(): void {
    stopFresh = undefined;
    const now = clock.now();
    for (const [callId, ring] of fresh) {
      const left = ring.since + firstMoments - now;
      if (left > 0) {
        stopFresh = clock.after(left, firstMomentsOver);
        return;
      }
      fresh.delete(callId);
      wait(callId, ring.extensions, ring);
    }
  }

  return {
    /** Takes each picture of a call as it changes. */
    heard({ call_id, state, direction, phone, extensions }: CallState): void {
      if (direction !== 'inbound' || state !== 'ringing') return forget(call_id);
      const ring = { since: clock.now(), phone, extensions };
      const before = fresh.get(call_id);
      if (before === undefined && !ringing.has(call_id)) {
        fresh.set(call_id, ring);
        stopFresh ??= clock.after(firstMoments, firstMomentsOver);
        return;
      }
      fresh.delete(call_id);
      // Whoever is rung later has first moments of his own.
      if (before !== undefined) wait(call_id, before.extensions, before);
      wait(call_id, extensions, ring);
    },
    stop(): void {
      stopFresh?.();
      fresh.clear();
      for (const callId of [...ringing.keys()]) forget(callId);
    },
  };
}
