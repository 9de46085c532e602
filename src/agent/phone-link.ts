import type { Undo } from '../domain/undo';
import type { Clock } from '../ports/clock';
import type { PhoneAccount, Wire } from '../ports/phone';

/** `ready` alone means that calls can come in and go out. */
export type LinkState = 'connecting' | 'registering' | 'ready' | 'lost' | 'refused' | 'storm';

export interface PhoneLink {
  readonly state: LinkState;
  /** The browser is back online, or looked at again: try at once, or prove that what looks well is well. */
  hurry(): void;
  /** Other credentials for the same line: what the server has refused is asked again at once. */
  renew(account: PhoneAccount): void;
  /** The wire has lost its socket. */
  lost(): void;
  stop: Undo;
}

/** The longest before the first new try, the shortest before the second, ms. */
const firstSpread = 100;
const firstPause = 300;
const longestPause = 30_000;
/** The same in the middle of a call. */
const urgentPause = 2000;
const refusedPause = 60_000;
const stormPause = 120_000;
/** Milliseconds of quiet service, after which a loss is news and not one more of a row. */
const trusted = 10_000;
/** Milliseconds between two looks at a socket on which all is quiet. */
const probing = 20_000;
/** Of the time granted, so that a hidden tab's slow timers leave room for another try. */
const renewAt = 0.6;

/**
 * The one owner of the way to the server: connects, registers, proves, and begins again, without end. Pauses grow and
 * have chance in them, or a thousand phones would come back to a restarted server in the same instant.
 */
export function phoneLink(parts: {
  wire: Pick<Wire, 'connect' | 'disconnect' | 'register' | 'renew' | 'probe'>;
  clock: Clock;
  chance: () => number;
  /** Somebody is in a call. */
  isUrgent: () => boolean;
  onState: (state: LinkState) => void;
}): PhoneLink {
  const { wire, clock, chance } = parts;
  let state: LinkState = 'connecting';
  let stopped = false;
  /** Grows with every new try, so that what belongs to an older one is known by it. */
  let round = 0;
  let failures = 0;
  let readyAt = 0;
  let stopPause: Undo = () => undefined;
  let stopRefresh: Undo = () => undefined;
  let busy = false;
  let renewals = 0;

  const become = (next: LinkState): void => {
    if (state === next || stopped) return;
    state = next;
    parts.onState(next);
  };
  const pause = (ms: number, run: () => void): void => {
    stopPause();
    stopPause = clock.after(ms, run);
  };
  /** The first comes almost at once, but not in step with everybody else's. */
  const again = (atLeast: number): void => {
    const longest = parts.isUrgent() ? urgentPause : longestPause;
    const growing =
      failures === 0
        ? chance() * firstSpread
        : Math.min(longest, firstPause * 2 ** Math.min(failures, 10)) * (0.5 + chance() / 2);
    failures += 1;
    pause(Math.max(growing, atLeast * (1 + chance() / 4)), () => void begin());
  };
  const failed = (next: LinkState, atLeast: number): void => {
    wire.disconnect();
    become(next);
    again(atLeast);
  };
  const isCurrent = (mine: number): boolean => mine === round && !stopped;

  const prove = async (): Promise<void> => {
    if (busy || state !== 'ready') return;
    const mine = round;
    busy = true;
    const alive = await wire.probe();
    busy = false;
    if (!isCurrent(mine)) return;
    if (alive) pause(probing, () => void prove());
    else {
      failures = 0;
      void begin();
    }
  };
  const register = async (mine: number): Promise<void> => {
    const asked = renewals;
    const outcome = await wire.register();
    if (!isCurrent(mine)) return;
    if (!outcome.ok) {
      // A refusal of credentials that have been replaced meanwhile says nothing of the new ones.
      const why = outcome.why === 'refused' && asked !== renewals ? 'unreachable' : outcome.why;
      const least = { refused: refusedPause, storm: stormPause, unreachable: 0 }[why];
      failed(why === 'unreachable' ? 'lost' : why, Math.max(least, (outcome.retryAfter ?? 0) * 1000));
      return;
    }
    if (state !== 'ready') readyAt = clock.now();
    become('ready');
    stopRefresh();
    stopRefresh = clock.after(outcome.lasts * 1000 * renewAt, () => void register(mine));
    pause(probing, () => void prove());
  };
  const begin = async (): Promise<void> => {
    round += 1;
    const mine = round;
    busy = false;
    stopPause();
    stopRefresh();
    if (state === 'ready') become('lost');
    if (state !== 'lost') become('connecting');
    const connected = await wire.connect();
    if (!isCurrent(mine)) return;
    if (!connected) {
      failed('lost', 0);
      return;
    }
    if (state !== 'lost') become('registering');
    await register(mine);
  };

  void begin();
  return {
    get state() {
      return state;
    },
    hurry() {
      if (stopped) return;
      if (state === 'ready') void prove();
      // A refusal is no matter of the network.
      else if (state === 'lost') {
        failures = 0;
        void begin();
      }
    },
    renew(account) {
      wire.renew(account);
      renewals += 1;
      if (stopped || state !== 'refused') return;
      failures = 0;
      void begin();
    },
    lost() {
      if (stopped) return;
      round += 1;
      stopRefresh();
      if (state === 'ready' && clock.now() - readyAt > trusted) failures = 0;
      become('lost');
      again(0);
    },
    stop() {
      stopped = true;
      stopPause();
      stopRefresh();
    },
  };
}
