import { deadlineOf, deadlineText, quickDeadline } from './task-deadline';

const now = new Date(2026, 0, 30, 14, 20, 30).getTime();

test('an hour is counted from the full minute, days end at 23:59 of the user’s own time', () => {
  expect(deadlineText(quickDeadline('hour', now))).toBe('2026-01-30T15:21');
  expect(deadlineText(quickDeadline('tomorrow', now))).toBe('2026-01-31T23:59');
  expect(deadlineText(quickDeadline('days3', now))).toBe('2026-02-02T23:59');
  expect(deadlineText(quickDeadline('week', now))).toBe('2026-02-06T23:59');
});

test('what the field shows is read back as the same deadline; half a date is none', () => {
  const due = quickDeadline('week', now);
  expect(deadlineOf(deadlineText(due))).toBe(due);
  expect(Number.isInteger(due)).toBe(true);
  expect([deadlineOf(''), deadlineOf('2026-13-'), deadlineText(0)]).toEqual([0, 0, '']);
});
