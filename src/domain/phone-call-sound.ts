/** Counters of one call's sound as the browser keeps them; all since its beginning. */
export interface SoundSample {
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly packetsIn: number;
  readonly packetsOut: number;
  readonly lostIn: number;
  /** Of ours, as the far side reports: 0..1. */
  readonly lossOut: number;
  /** Seconds. */
  readonly jitter: number;
  /** Seconds there and back. */
  readonly roundTrip: number;
  /** The way between the two is up, as far as the browser knows. */
  readonly connected: boolean;
}

export interface SoundQuality {
  /** Mean opinion score, 1 to 4.5: over 4 good, under 3.6 many are dissatisfied, under 3.1 nearly all. */
  readonly mos: number;
  /** 0..1, of what should have come in since the sample before. */
  readonly loss: number;
  /** Milliseconds. */
  readonly jitter: number;
  readonly roundTrip: number;
}

/** Between two samples, by ITU-T G.107 reduced to delay and loss, with Opus' tolerance of loss. */
export function soundQuality(before: SoundSample, now: SoundSample): SoundQuality {
  const came = now.packetsIn - before.packetsIn;
  const lost = Math.max(0, now.lostIn - before.lostIn);
  const loss = came + lost > 0 ? lost / (came + lost) : 0;
  const worst = Math.max(loss, now.lossOut);
  const jitter = now.jitter * 1000;
  const roundTrip = now.roundTrip * 1000;
  // One way, with the buffer that evens the jitter out, and 20 ms for coding.
  const delay = roundTrip / 2 + 2 * jitter + 20;
  const delayed = 0.024 * delay + (delay > 177.3 ? 0.11 * (delay - 177.3) : 0);
  const damaged = 95 * ((worst * 100) / (worst * 100 + 20));
  const rating = Math.min(100, Math.max(0, 93.2 - delayed - damaged));
  const mos = 1 + 0.035 * rating + rating * (rating - 60) * (100 - rating) * 7e-6;
  return { mos: Math.max(1, Math.round(mos * 100) / 100), loss, jitter, roundTrip };
}

/** `deaf`: nothing comes in. `unheard`: nothing goes out, or nothing of it arrives. `silent`: both. */
export type SoundFlow = 'both' | 'deaf' | 'unheard' | 'silent';

export const soundFlow = (before: SoundSample, now: SoundSample): SoundFlow => {
  const hears = now.packetsIn > before.packetsIn;
  const heard = now.packetsOut > before.packetsOut && now.lossOut < 0.95;
  return hears ? (heard ? 'both' : 'unheard') : heard ? 'deaf' : 'silent';
};
