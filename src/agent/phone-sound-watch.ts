import {
  soundFlow,
  soundQuality,
  type SoundFlow,
  type SoundQuality,
  type SoundSample,
} from '../domain/phone-call-sound';
import type { Undo } from '../domain/undo';
import type { Clock } from '../ports/clock';

/** `starting`: none yet, and none to be expected yet. `repairing`: it stopped, and we are at it. */
export type SoundState = 'starting' | 'repairing' | SoundFlow;

export interface SoundReport {
  readonly state: SoundState;
  readonly quality?: SoundQuality;
}

const tick = 500;
/** Milliseconds without a packet that nobody takes for a pause. */
const noticed = 2400;
/** After which a repair that has brought nothing is called a failure. */
const repairing = 5000;
/** After which the call is over: the server can be reached, has been for as long, and no sound comes of it. */
const lost = 15_000;
/** The same while the server cannot be reached either. */
const lostOffline = 60_000;
/** Sound that has held for so long may be repaired once more. */
const trusted = 20_000;

/** Watches one talk's packets; half a second apart. */
export function phoneSoundWatch(parts: {
  clock: Clock;
  sample: () => Promise<SoundSample | undefined>;
  /** On hold, by either side: silence is right. */
  isQuiet: () => boolean;
  isOnline: () => boolean;
  repair: () => void;
  /** Sound has stopped, or is back: the way to the server may be, too. */
  onDoubt: () => void;
  onLost: () => void;
  onReport: (report: SoundReport) => void;
}): Undo {
  const { clock } = parts;
  let stopped = false;
  const isStopped = (): boolean => stopped;
  let stopTick: Undo = () => undefined;
  let state: SoundState = 'starting';
  let samples: SoundSample[] = [];
  let flowed = clock.now();
  let heard = clock.now();
  let soundSince = clock.now();
  /** When the server was last seen to be out of reach. */
  let awayAt = clock.now();
  let repairedAt: number | undefined;

  const say = (next: SoundState, quality?: SoundQuality): void => {
    state = next;
    parts.onReport({ state, ...(quality !== undefined && { quality }) });
  };
  const judge = (sample: SoundSample): void => {
    const now = clock.now();
    const [before] = samples;
    const previous = samples[samples.length - 1];
    samples = [...samples, sample].filter(({ at }) => at > now - 2000);
    if (before === undefined || previous === undefined) return;
    const flow = soundFlow(previous, sample);
    if (parts.isQuiet()) {
      flowed = heard = soundSince = now;
      if (state !== 'both') say('both');
      return;
    }
    if (flow === 'both') flowed = now;
    else soundSince = now;
    if (flow === 'both' || flow === 'unheard') heard = now;
    if (repairedAt !== undefined && flow === 'both' && now - soundSince > trusted) repairedAt = undefined;
    if (flow === 'both') {
      if (state !== 'both' && !parts.isOnline()) parts.onDoubt();
      say('both', soundQuality(before, sample));
      return;
    }
    const online = parts.isOnline();
    if (!online) awayAt = now;
    // Who comes back after longer than that has yet to hear whether the talk still stands.
    if (online ? now - Math.max(heard, awayAt) > lost : now - heard > lostOffline) {
      parts.onLost();
      return;
    }
    if (now - flowed < noticed) return;
    if (repairedAt === undefined && online) {
      repairedAt = now;
      say('repairing');
      parts.onDoubt();
      parts.repair();
    } else if (repairedAt === undefined || now - repairedAt > repairing) {
      if (state !== flow) say(flow);
    }
  };
  const look = (): void => {
    stopTick = clock.after(tick, () => {
      void parts.sample().then((sample) => {
        if (stopped) return;
        if (sample !== undefined) judge(sample);
        if (!isStopped()) look();
      });
    });
  };
  look();
  return () => {
    stopped = true;
    stopTick();
  };
}
