import type { DialRules } from './dial-entry';
import { numberZones } from './number-zones';

/** Minutes that a zone is ahead of UTC at a moment (ms since 1970). */
export type OffsetOf = (zone: string, at: number) => number;

const minute = 60_000;
const day = 24 * 60;
/** Zones, days off and their changes are all met within this many steps, or never. */
const steps = 64;

export interface LocalTime {
  readonly weekday: number;
  /** Of the day. */
  readonly minutes: number;
  /** Number of the day since 1970. */
  readonly date: number;
}

export function localTime(at: number, zone: string, offsetOf: OffsetOf): LocalTime {
  const there = Math.floor(at / minute) + offsetOf(zone, at);
  const date = Math.floor(there / day);
  return { weekday: (((date + 4) % 7) + 7) % 7, minutes: there - date * day, date };
}

export const zonesOf = (number: string, rules: DialRules): readonly string[] =>
  numberZones(number) ?? [rules.zone];

/** Minutes from `at` until it is within the hours in this zone; 0: it is. */
function waitIn(zone: string, at: number, { hours, days }: DialRules, offsetOf: OffsetOf): number {
  const { weekday, minutes } = localTime(at, zone, offsetOf);
  if (days.includes(weekday) && minutes >= hours.from && minutes < hours.until) return 0;
  if (minutes < hours.from && days.includes(weekday)) return hours.from - minutes;
  for (let ahead = 1; ahead <= 7; ahead += 1)
    if (days.includes((weekday + ahead) % 7)) return ahead * day - minutes + hours.from;
  return Infinity;
}

/** The first moment from `at` on when this number may be called, in every zone that it may be in; undefined: never. */
export function callableFrom(
  number: string,
  at: number,
  rules: DialRules,
  offsetOf: OffsetOf,
): number | undefined {
  const zones = zonesOf(number, rules);
  let when = at;
  for (let step = 0; step < steps; step += 1) {
    const from = when;
    const wait = Math.max(...zones.map((zone) => waitIn(zone, from, rules, offsetOf)));
    if (wait === 0) return when;
    if (wait === Infinity) return undefined;
    when = (Math.floor(when / minute) + wait) * minute;
  }
  return undefined;
}

/** Midnight that ends the client's day. */
export function dayEnds(number: string, at: number, rules: DialRules, offsetOf: OffsetOf): number {
  const [zone = rules.zone] = zonesOf(number, rules);
  return (Math.floor(at / minute) + day - localTime(at, zone, offsetOf).minutes) * minute;
}

export const dayBegan = (number: string, at: number, rules: DialRules, offsetOf: OffsetOf): number =>
  dayEnds(number, at, rules, offsetOf) - day * minute;

/** Parts of a day begin at these minutes: who does not answer in one may in another. */
const parts = [0, 12 * 60, 17 * 60];

/** When the next part of the client's day begins. */
export function nextPart(number: string, at: number, rules: DialRules, offsetOf: OffsetOf): number {
  const [zone = rules.zone] = zonesOf(number, rules);
  const { minutes } = localTime(at, zone, offsetOf);
  const begins = parts.find((from) => from > minutes) ?? day;
  return (Math.floor(at / minute) + begins - minutes) * minute;
}
