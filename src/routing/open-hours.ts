import { weekdays, type Week } from './plan';

/** Minutes that a zone is ahead of UTC at a moment (ms since 1970). */
export type OffsetOf = (zone: string, at: number) => number;

const minute = 60_000;
const day = 24 * 60;

/** The clock on the wall there. `date`: "2026-01-31". */
function local(at: number, zone: string, offsetOf: OffsetOf) {
  const there = new Date(at + offsetOf(zone, at) * minute);
  return {
    weekday: there.getUTCDay(),
    minutes: there.getUTCHours() * 60 + there.getUTCMinutes(),
    date: there.toISOString().slice(0, 10),
  };
}

export function isOpen(hours: Week | null, at: number, zone: string, offsetOf: OffsetOf): boolean {
  if (hours === null) return true;
  const { weekday, minutes } = local(at, zone, offsetOf);
  const within = (on: number, now: number): boolean =>
    (hours[weekdays[(on + 7) % 7] ?? 'sun'] ?? []).some(({ from, until }) => from <= now && now < until);
  // Last night's shift may reach into this morning.
  return within(weekday, minutes) || within(weekday - 1, minutes + day);
}

export const isDayOff = (daysOff: readonly string[], at: number, zone: string, offsetOf: OffsetOf): boolean =>
  daysOff.includes(local(at, zone, offsetOf).date);
