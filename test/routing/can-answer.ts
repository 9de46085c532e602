import { contact, found, known, day, row, type SituationRow } from './row';

export const canAnswer: readonly SituationRow[] = [
  // Can the manager answer?
  row('the manager talks: the others', known, 'group: 102+103+104', { agents: { 1: { inCall: true } } }),
  row('the manager has no internal number: the others', known, 'group: 102+103+104', { agents: { 1: null } }),
  row(
    'the manager has left the company: the others',
    found(contact({ responsible: 99 })),
    'group: 101+102+103+104',
  ),
  row(
    'the manager’s browser is away: the desk phone rings all the same',
    known,
    'responsible: 101 > 102+103+104',
    { agents: { 1: { online: false } } },
  ),
  row('only who is online rings, where set so', known, 'group: 102+103', {
    plan: { online_only: true },
    agents: { 1: { online: false }, 4: { online: false } },
  }),
  row('the manager’s day is over: the others', known, 'group: 102+103+104', {
    plan: { agents: { 1: { hours: { wed: ['08:00-11:00'] } } } },
  }),
  row('the manager’s day is on', known, 'responsible: 101 > 102+103+104', {
    plan: { agents: { 1: { hours: { wed: ['08:00-13:00'] } } } },
  }),
  row('no hours for this weekday: not at work', known, 'group: 102+103+104', {
    plan: { agents: { 1: { hours: { tue: ['00:00-24:00'] } } } },
  }),
  row('the manager’s hours count in their own zone', known, 'responsible: 101 > 102+103+104', {
    plan: { agents: { 1: { hours: { wed: ['14:00-18:00'] }, zone: '+05:00' } } },
  }),
  row('in their zone the day is over', known, 'group: 102+103+104', {
    plan: { agents: { 1: { hours: { wed: ['09:00-18:00'] }, zone: '+10:00' } } },
  }),
  row('a night shift reaches into the next morning', known, 'responsible: 101 > 102+103+104', {
    at: '2026-06-10T03:00:00+03:00',
    plan: { agents: { 1: { hours: { tue: ['20:00-32:00'] } } } },
  }),
  row('the night shift has ended', known, 'group: 102+103+104', {
    at: '2026-06-10T08:00:00+03:00',
    plan: { agents: { 1: { hours: { tue: ['20:00-32:00'] } } } },
  }),
  row('the last minute of the day still counts', known, 'responsible: 101 > 102+103+104', {
    at: '2026-06-10T17:59:59+03:00',
    plan: { agents: { 1: { hours: day } } },
  }),
  row('the first moment after the day does not', known, 'group: 102+103+104', {
    at: '2026-06-10T18:00:00+03:00',
    plan: { agents: { 1: { hours: day } } },
  }),
  row('a lunch break is no working time', known, 'group: 102+103+104', {
    at: '2026-06-10T13:30:00+03:00',
    plan: { agents: { 1: { hours: day } } },
  }),
  row('a day off', known, 'group: 102+103+104', { plan: { agents: { 1: { days_off: ['2026-06-10'] } } } }),
  row('a day off begins at midnight in the agent’s zone', known, 'group: 102+103+104', {
    at: '2026-06-09T23:30:00+03:00',
    plan: { agents: { 1: { days_off: ['2026-06-10'], zone: '+05:00' } } },
  }),
  row('the day after the day off', known, 'responsible: 101 > 102+103+104', {
    at: '2026-06-11T00:00:00+03:00',
    plan: { agents: { 1: { days_off: ['2026-06-10'] } } },
  }),
];
