import type { Undo } from '../domain/undo';
import type { Clock } from '../ports/clock';
import type { Leg, Renewal } from '../ports/phone';

export interface Renewals {
  readonly held: boolean;
  /** Settles when the far side has agreed or not. */
  hold(on: boolean): Promise<Renewal>;
  /** Says where we are now; `restart`: by a new way for the sound. */
  refresh(restart: boolean): Promise<Renewal>;
  /** When nothing is under way: a transfer that meets an unfinished hold fails. */
  idle(): Promise<void>;
  stop: Undo;
}

/**
 * One re-INVITE after the other. When both sides ask at the same moment, each waits a time of its own and asks once
 * more; `outgoing`: we have called, so ours is the longer wait (RFC 3261, 14.1).
 */
export function phoneRenewals(parts: {
  leg: Pick<Leg, 'renew'>;
  clock: Clock;
  chance: () => number;
  outgoing: boolean;
  onGone: () => void;
}): Renewals {
  const { leg, clock, chance, outgoing } = parts;
  let held = false;
  let stopped = false;
  let stopWait: Undo = () => undefined;
  let last: Promise<unknown> = Promise.resolve();

  const wait = (ms: number): Promise<void> =>
    new Promise((resolve) => {
      stopWait = clock.after(ms, resolve);
    });
  const once = async (hold: boolean | undefined, restart: boolean): Promise<Renewal> => {
    for (let tries = 0; ; tries += 1) {
      if (stopped) return 'gone';
      const wanted = hold ?? held;
      const outcome = await leg.renew({ hold: wanted, restart });
      if (outcome === 'done') held = wanted;
      if (outcome === 'gone') parts.onGone();
      if (outcome !== 'glare' || tries > 0) return outcome;
      await wait(outgoing ? 2100 + chance() * 1900 : chance() * 2000);
    }
  };
  const queued = (hold: boolean | undefined, restart: boolean): Promise<Renewal> => {
    const mine = last.then(() => once(hold, restart));
    last = mine;
    return mine;
  };
  return {
    get held() {
      return held;
    },
    hold: (on) => queued(on, false),
    refresh: (restart) => queued(undefined, restart),
    async idle() {
      await last;
    },
    stop() {
      stopped = true;
      stopWait();
    },
  };
}
