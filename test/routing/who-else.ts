import {
  anna,
  boris,
  vera,
  greg,
  now,
  hour,
  contact,
  found,
  nobody,
  known,
  sales,
  turns,
  day,
  mailbox,
  row,
  type SituationRow,
} from './row';

export const whoElse: readonly SituationRow[] = [
  // Others who know the caller
  row(
    'the manager talks: who talked with the caller last',
    found(contact({ lastTalk: { user: vera, at: now - hour } })),
    'group: 103 > 102+104',
    { agents: { 1: { inCall: true } } },
  ),
  row(
    'who talked last is not asked while the manager can answer',
    found(contact({ lastTalk: { user: vera, at: now - hour } })),
    'responsible: 101 > 102+103+104',
  ),
  row(
    'the manager talked last, and talks now: the deputy',
    found(contact({ lastTalk: { user: anna, at: now - hour } })),
    'group: 102 > 103+104',
    { plan: { agents: { 1: { deputy: boris } } }, agents: { 1: { inCall: true } } },
  ),
  row('the deputy stands in', known, 'group: 104 > 102+103', {
    plan: { agents: { 1: { deputy: greg } } },
    agents: { 1: { inCall: true } },
  }),
  row('the deputy is at lunch as well', known, 'group: 102+103', {
    plan: { agents: { 1: { deputy: greg } } },
    agents: { 1: { inCall: true }, 4: { inCall: true } },
  }),
  row('a manager who is their own deputy', known, 'group: 102+103+104', {
    plan: { agents: { 1: { deputy: anna } } },
    agents: { 1: { inCall: true } },
  }),
  // Groups
  row('the default group after the manager', known, 'responsible: 101 > 102+103', { plan: sales }),
  row(
    'the manager is in the group and rings once',
    found(contact({ responsible: boris })),
    'responsible: 102 > 103',
    { plan: sales },
  ),
  row('the default group for strangers', nobody, 'default: 102+103', { plan: sales }),
  row('in order', nobody, 'default: 102 > 103 > 104', { plan: turns('in_order') }),
  row('by turns, first', nobody, 'default: 102 > 103 > 104', { plan: turns('round_robin'), turn: 0 }),
  row('by turns, second', nobody, 'default: 103 > 104 > 102', { plan: turns('round_robin'), turn: 1 }),
  row('by turns, round again', nobody, 'default: 102 > 103 > 104', { plan: turns('round_robin'), turn: 3 }),
  row('the longest idle first; who has not talked today before all', nobody, 'default: 104 > 103 > 102', {
    plan: turns('longest_idle'),
    agents: { 2: { idleSince: now - hour }, 3: { idleSince: now - 3 * hour } },
  }),
  row('who talks is passed over in a group', nobody, 'default: 103 > 104', {
    plan: turns('in_order'),
    agents: { 2: { inCall: true } },
  }),
  row('a group of people without numbers: refused', nobody, '480 Temporarily Unavailable', {
    plan: { groups: { ghosts: { members: [88, 99] } }, default_group: 'ghosts' },
  }),
  row('an empty group and a mailbox', nobody, 'default: *97', {
    plan: { groups: { none: { members: [] } }, default_group: 'none', last: mailbox },
  }),
  // Lines
  row('a line with a group of its own', nobody, 'default: 104', {
    plan: {
      ...sales,
      groups: { ...sales.groups, service: { members: [greg] } },
      lines: { '84951234567': { group: 'service' } },
    },
  }),
  row('a line whose group comes before the manager', known, 'group: 104', {
    plan: {
      groups: { service: { members: [greg] } },
      lines: { '+74951234567': { group: 'service', responsible_first: false } },
    },
  }),
  row('another line goes as ever', known, 'responsible: 101 > 102+103+104', {
    plan: { groups: { service: { members: [greg] } }, lines: { '+74957654321': { group: 'service' } } },
  }),
  // Hours of the company
  row('closed: the mailbox at once', known, 'default: *97', {
    at: '2026-06-10T20:00:00+03:00',
    plan: { hours: day, closed: mailbox },
  }),
  row('closed: refused', known, '480 We are closed', {
    at: '2026-06-14T12:00:00+03:00',
    plan: { hours: day, closed: { code: 480, message: 'We are closed' } },
  }),
  row('hours without a word of what then: open', known, 'responsible: 101 > 102+103+104', {
    at: '2026-06-14T12:00:00+03:00',
    plan: { hours: day },
  }),
  row('a line with hours of its own is open on Sunday', known, 'responsible: 101 > 102+103+104', {
    at: '2026-06-14T12:00:00+03:00',
    plan: { hours: day, closed: mailbox, lines: { '+74951234567': { hours: { sun: ['10:00-15:00'] } } } },
  }),
  row('a line’s own word for closed', known, 'default: +79990000000', {
    at: '2026-06-14T12:00:00+03:00',
    plan: { hours: day, closed: mailbox, lines: { '+74951234567': { closed: { ring: '+79990000000' } } } },
  }),
  // Blocked
  row('a blocked number, in any notation', known, '603 Decline', {
    plan: { blocked: ['8 (999) 111-22-33'] },
  }),
  row('a blocked beginning', known, '486 Busy Here', {
    plan: { blocked: ['+7999*'], blocked_answer: { code: 486, message: 'Busy Here' } },
  }),
  row('a blocked beginning, as people write it', known, '603 Decline', {
    plan: { blocked: ['8 (999) 111*'] },
  }),
  row('a blocked beginning without its plus', known, '603 Decline', { plan: { blocked: ['7999*'] } }),
  row('a blocked country', nobody, '603 Decline', { plan: { blocked: ['810 44*'] }, from: '+442071234567' }),
  row('a beginning of another country’s numbers', known, 'responsible: 101 > 102+103+104', {
    plan: { blocked: ['+9*', '99*', 'anonymous*'] },
  }),
  row('a star alone blocks everybody from outside', known, '603 Decline', { plan: { blocked: ['*'] } }),
  row('another number with the same end is not blocked', known, 'responsible: 101 > 102+103+104', {
    plan: { blocked: ['+19991112233'] },
  }),
  row('a hidden number is not blocked by a beginning', nobody, 'default: 101+102+103+104', {
    plan: { blocked: ['+7*'] },
    from: 'anonymous',
  }),
  // Time and ends
  row('nobody takes it: the mailbox', known, 'responsible: 101 > 102+103+104 > *97', {
    plan: { last: mailbox },
  }),
  row('everybody talks: refused in the manager’s words', known, '486 All busy', {
    plan: { last: { code: 486, message: 'All busy' } },
    agents: { 1: { inCall: true }, 2: { inCall: true }, 3: { inCall: true }, 4: { inCall: true } },
  }),
  row('a refusal is no target while somebody can ring', known, 'responsible: 101 > 102+103+104', {
    plan: { last: { code: 486, message: 'All busy' } },
  }),
  row('the time is shared out: what is left for the last', nobody, 'default: 102 /25 > 103 /25 > 104 /10', {
    plan: { ...turns('in_order'), ring: 25, total: 60 },
  }),
  row('no time is left for the fourth', nobody, 'default: 102 /30 > 103 /30', {
    plan: { ...turns('in_order'), ring: 30, last: mailbox },
  }),
];
