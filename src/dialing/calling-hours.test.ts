import { zoneOffset } from '../gateway/route/zone-offset';
import { callableFrom, dayEnds, nextPart } from './calling-hours';
import { usualRules } from './dial-entry';
import { numberZones } from './number-zones';

const utc = (text: string): number => Date.parse(`${text}Z`);
const from = (number: string, at: string, rules = usualRules): string | undefined => {
  const found = callableFrom(number, utc(at), rules, zoneOffset);
  return found === undefined ? undefined : new Date(found).toISOString().slice(0, 16);
};

test.each([
  ['+74951234567', ['+03:00']],
  ['+74012123456', ['+02:00']],
  ['+73832123456', ['+07:00']],
  ['+74232123456', ['+10:00']],
  ['+77272123456', ['+05:00']],
  ['+79141234567', ['+08:00', '+12:00']],
  ['+79991234567', undefined],
  ['+4930123456', ['Europe/Berlin']],
  ['+375291234567', ['Europe/Minsk']],
  ['12345', undefined],
])('%s is where its code says', (number, zones) => {
  expect(numberZones(number)).toEqual(zones);
});

test('a town seven hours ahead is called in its own morning, not in ours', () => {
  expect(from('+73832123456', '2026-03-03T01:30')).toBe('2026-03-03T02:00');
  expect(from('+73832123456', '2026-03-03T12:59')).toBe('2026-03-03T12:59');
  expect(from('+73832123456', '2026-03-03T13:00')).toBe('2026-03-04T02:00');
});

test('a number whose region spans zones is called when all of them are awake', () => {
  // 9:00 in the westernmost, before 20:00 in the easternmost.
  expect(from('+79141234567', '2026-03-03T00:00')).toBe('2026-03-03T01:00');
  expect(from('+79141234567', '2026-03-03T08:00')).toBe('2026-03-04T01:00');
});

test("an unknown region keeps the account's hours, summer time included", () => {
  const rules = { ...usualRules, zone: 'Europe/Berlin' };
  expect(from('+79991234567', '2026-01-15T07:00', rules)).toBe('2026-01-15T08:00');
  expect(from('+79991234567', '2026-07-15T06:00', rules)).toBe('2026-07-15T07:00');
});

test('days off are left out, and without a day there is no call at all', () => {
  const workdays = { ...usualRules, days: [1, 2, 3, 4, 5] };
  expect(from('+74951234567', '2026-03-06T18:00', workdays)).toBe('2026-03-09T06:00');
  expect(from('+74951234567', '2026-03-06T18:00', { ...usualRules, days: [] })).toBeUndefined();
});

test("the next part of a day and the day's end are the client's", () => {
  const iso = (at: number): string => new Date(at).toISOString().slice(0, 16);
  expect(iso(nextPart('+74951234567', utc('2026-03-03T07:10'), usualRules, zoneOffset))).toBe(
    '2026-03-03T09:00',
  );
  expect(iso(nextPart('+74951234567', utc('2026-03-03T15:00'), usualRules, zoneOffset))).toBe(
    '2026-03-03T21:00',
  );
  expect(iso(dayEnds('+73832123456', utc('2026-03-03T10:00'), usualRules, zoneOffset))).toBe(
    '2026-03-03T17:00',
  );
});
