import type { DialEntry } from './dial-entry';

export interface DialSummary {
  readonly waiting: number;
  readonly reached: number;
  readonly unreached: number;
  readonly wrong: number;
  readonly forbidden: number;
  readonly skipped: number;
  readonly calls: number;
  /** Of talk. */
  readonly seconds: number;
}

export function dialSummary(entries: readonly DialEntry[]): DialSummary {
  const sum = {
    waiting: 0,
    reached: 0,
    unreached: 0,
    wrong: 0,
    forbidden: 0,
    skipped: 0,
    calls: 0,
    seconds: 0,
  };
  for (const { state, end, tries } of entries) {
    sum[state === 'done' ? (end ?? 'skipped') : 'waiting'] += 1;
    sum.calls += tries.length;
    for (const { seconds, outcome } of tries) if (outcome === 'answered') sum.seconds += seconds;
  }
  return sum;
}
