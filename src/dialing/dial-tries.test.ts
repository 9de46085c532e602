import { zoneOffset } from '../gateway/route/zone-offset';
import { afterTry, afterWord, again, ended } from './after-try';
import { usualRules, type DialEntry, type DialOutcome } from './dial-entry';
import { mayCall, type NumberFacts } from './may-call';

const now = Date.parse('2026-03-03T07:00:00Z');
const minute = 60_000;
const free: NumberFacts = { forbidden: false, takenUntil: undefined, today: 0 };
const home = '+74951234567';
const mobile = '+79991112233';

const person = (more: Partial<DialEntry> = {}): DialEntry => ({
  id: '1',
  rank: 1,
  name: 'Anna',
  company: '',
  link: null,
  phones: [home],
  dead: [],
  next: home,
  state: 'waiting',
  tries: [],
  before: 0,
  notBefore: 0,
  callback: false,
  ...more,
});
const tried = (entry: DialEntry, outcome: DialOutcome, at = now): DialEntry =>
  afterTry(entry, { at, phone: entry.next, outcome, seconds: 0 }, at, usualRules, zoneOffset);
const may = (entry: DialEntry, facts: NumberFacts = free, at = now) =>
  mayCall(entry, facts, at, usualRules, zoneOffset);

test('busy is tried again in ten minutes, no answer in another part of the day', () => {
  expect(tried(person(), 'busy').notBefore).toBe(now + 10 * minute);
  expect(new Date(tried(person(), 'no-answer').notBefore).toISOString()).toBe('2026-03-03T09:00:00.000Z');
  expect(new Date(tried(person(), 'machine').notBefore).toISOString()).toBe('2026-03-03T09:00:00.000Z');
});

test('a retry that would fall into the night waits for the morning', () => {
  const evening = Date.parse('2026-03-03T16:55:00Z');
  expect(new Date(tried(person(), 'busy', evening).notBefore).toISOString()).toBe('2026-03-04T06:00:00.000Z');
});

test('the next number of a person is tried at once, and a number that does not exist never again', () => {
  const two = person({ phones: [home, mobile] });
  const second = tried(two, 'no-such-number');
  expect([second.next, second.notBefore, second.dead]).toEqual([mobile, now, [home]]);
  const later = tried(second, 'busy');
  expect([later.next, later.notBefore]).toEqual([mobile, now + 10 * minute]);
  expect(tried(second, 'no-such-number')).toMatchObject({ state: 'done', end: 'wrong' });
});

test('tries end: of one round in all, of a number in a day', () => {
  let entry = person();
  for (let count = 0; count < usualRules.mostTries; count += 1) entry = tried(entry, 'busy');
  expect(entry).toMatchObject({ state: 'done', end: 'unreached' });
  expect(again(entry, now)).toMatchObject({ state: 'waiting', before: usualRules.mostTries, next: home });
  expect(may(again(entry, now))).toEqual({ call: home });
  expect(may(person(), { ...free, today: usualRules.mostADay })).toEqual({
    later: Date.parse('2026-03-04T06:00:00Z'),
    why: 'day-full',
  });
});

test('the last word before a call: forbidden, taken by a colleague, asleep', () => {
  expect(may(person())).toEqual({ call: home });
  expect(may(person(), { ...free, forbidden: true })).toEqual({ never: 'forbidden' });
  expect(may(person(), { ...free, takenUntil: now + 1 })).toEqual({ later: now + 1, why: 'taken' });
  expect(may(person(), { ...free, takenUntil: now })).toEqual({ call: home });
  const vladivostok = person({ phones: ['+74232123456'], next: '+74232123456' });
  expect(may(vladivostok, free, Date.parse('2026-03-03T12:00:00Z'))).toMatchObject({ why: 'hours' });
});

test('an answered call ends the entry; what the agent says of it stands above that', () => {
  const reached = tried(person(), 'answered');
  expect(reached).toMatchObject({ state: 'done', end: 'reached' });
  expect(afterWord(reached, { is: 'wrong' })).toMatchObject({ state: 'done', end: 'wrong' });
  const back = afterWord(reached, { is: 'callback', at: now + 90 * minute });
  expect(back).toMatchObject({ state: 'waiting', callback: true, notBefore: now + 90 * minute });
  expect(back).not.toHaveProperty('end');
  expect(may(back)).toMatchObject({ later: now + 90 * minute });
  expect(ended(back, 'skipped')).toMatchObject({ callback: false, end: 'skipped' });
});
