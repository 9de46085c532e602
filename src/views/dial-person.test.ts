import type { DialEntry } from '../dialing/dial-entry';
import { usualHead } from '../dialing/dial-head';
import { dialPlanOf } from '../domain/dial-plan';
import { dialFoot } from './dial-panel-model';
import { dialRowModel } from './dial-row-model';

const words = {
  texts: (path: string) => path,
  dialPlan: dialPlanOf('RU'),
  moment: String,
  pathOf: () => '/contacts/detail/7',
};
const typed: DialEntry = {
  ...{ id: 'e1', rank: 1, name: '', company: '', link: null, state: 'calling', callback: false },
  ...{ phones: ['+79235550002'], dead: [], next: '+79235550002', tries: [], before: 0, notBefore: 0 },
};
const row = (entry: DialEntry) => dialRowModel(entry, 0, 1, 0, words);
const foot = (entry: DialEntry) =>
  dialFoot(
    { phase: { is: 'calling', entry, since: 0, muted: false }, afterCall: false },
    { ...usualHead },
    0,
    0,
    words,
  ).who;

test('a number without a name is said once, as people write it, also while it is called', () => {
  expect(row(typed)).toMatchObject({ name: '+7 923 555-00-02', line: '' });
  expect(foot(typed)).toBe('dial.phase.calling: +7 923 555-00-02');
});

test('a person is called by name; number and company stand below', () => {
  const anna = { ...typed, name: 'Анна', company: 'Вектор' };
  expect(row(anna)).toMatchObject({ name: 'Анна', line: '+7 923 555-00-02 · Вектор' });
  expect(row({ ...anna, company: '' })).toMatchObject({ line: '+7 923 555-00-02' });
  expect(foot(anna)).toBe('dial.phase.calling: Анна');
});

test('the number that is rung is told, not the one that is next', () => {
  const attempt = { id: 'a1', at: 0, phone: '+79235550007' };
  expect(foot({ ...typed, attempt })).toBe('dial.phase.calling: +7 923 555-00-07');
});
