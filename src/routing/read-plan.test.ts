import { emptyPlan } from './plan';
import { readPlan } from './read-plan';

const knows = (zone: string): boolean => zone === 'Europe/Moscow';
const faults = (raw: unknown): string[] => {
  const read = readPlan(raw, knows);
  return 'faults' in read ? read.faults.map(({ path, message }) => `${path} ${message}`) : [];
};

test('nothing written: every call rings everybody', () => {
  expect(readPlan({}, knows)).toEqual({ plan: emptyPlan });
});

test('all faults at once, each with its place and its cure', () => {
  expect(
    faults({
      zone: 'Mars/Olympus',
      ring: 'long',
      total: 4,
      online_only: 1,
      blocked: 'everybody',
      hours: { mon: ['9-18'], funday: [] },
      closed: {},
      agents: { anna: { deputy: 0, days_off: ['31.12.2026'] } },
      groups: { sales: { members: [1.5], strategy: 'random' } },
      lines: { '1': { group: 'ghosts' } },
      default_group: 'nobody',
      last: { ring: '' },
      tomorrow: true,
    }),
  ).toEqual([
    'tomorrow is unknown; there are zone, ring, total, online_only, blocked, blocked_answer, hours, closed, agents, groups, lines, default_group, last',
    'zone must be a zone such as "Europe/Moscow" or "+03:00"',
    'ring must be a whole number from 5 to 120',
    'total must be a whole number from 5 to 600',
    'online_only must be true or false',
    'blocked must be a list in square brackets',
    'hours.funday is unknown; there are sun, mon, tue, wed, thu, fri, sat',
    'hours.mon.0 must be hours such as "09:00-18:00"; a night shift goes past midnight so: "20:00-32:00"',
    'closed must hold "ring" with a number, or "code" and "message" of a refusal',
    'agents.anna.days_off.0 must be a date such as "2026-12-31"',
    `agents.anna.deputy must be a whole number from 1 to ${Number.MAX_SAFE_INTEGER}`,
    'agents.anna must be the number of a user, in quotes',
    `groups.sales.strategy must be one of together, in_order, round_robin, longest_idle`,
    `groups.sales.members.0 must be a whole number from 1 to ${Number.MAX_SAFE_INTEGER}`,
    'last.ring must be a text in quotes, not empty',
    'default_group names the group "nobody", which "groups" does not have',
    'lines.1.group names the group "ghosts", which "groups" does not have',
  ]);
});

test.each([null, 'text', 7, [], true])('%j is no plan', (raw) => {
  expect(faults(raw)).toEqual([' must be an object in braces']);
});

test.each(['09:00-08:00', '25:00-26:00', '09:60-10:00', '00:00-36:01', ''])('"%s" are no hours', (hours) => {
  expect(faults({ hours: { mon: [hours] } })).toHaveLength(1);
});
