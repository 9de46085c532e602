import type { AgentState, CrmAnswer, KnownCaller } from '../../src/routing/situation';

/** One situation of the policy, and what everybody who runs it must answer. */
export interface SituationRow {
  readonly title: string;
  /** As a manager writes it. */
  readonly plan?: object;
  readonly from?: string;
  readonly to?: string;
  /** In Moscow; a Wednesday at noon unless told. */
  readonly at?: string;
  readonly crm: CrmAnswer;
  /** Agents changed by user id; null: without an internal number. */
  readonly agents?: Readonly<Record<number, Partial<AgentState> | null>>;
  readonly turn?: number;
  /** "reason: 101 > 102+103 > +7495… /seconds", steps in order; or "603 Decline". */
  readonly route: string;
}

export const [anna, boris, vera, greg] = [1, 2, 3, 4] as const;
const [now, hour] = [Date.parse('2026-06-10T12:00:00+03:00'), 3_600_000];

const contact = (more: Partial<KnownCaller> = {}): KnownCaller => ({
  entity: 'contact',
  id: 10,
  name: 'Olga',
  responsible: anna,
  openLeads: [],
  ...more,
});
const lead = (responsible: number, hoursAgo = 1, id = 20) => ({
  id,
  responsible,
  updatedAt: now - hoursAgo * hour,
});
const found = (...callers: KnownCaller[]): CrmAnswer => ({ state: 'found', callers });
const nobody: CrmAnswer = { state: 'nobody' };
const known = found(contact());

const sales = { groups: { sales: { members: [boris, vera] } }, default_group: 'sales' };
const turns = (strategy: string) => ({
  groups: { sales: { members: [boris, vera, greg], strategy } },
  default_group: 'sales',
});
const day = { mon: ['09:00-18:00'], wed: ['09:00-13:00', '14:00-18:00'] };
const mailbox = { ring: '*97' };

/** Agents: Anna 101, Boris 102, Vera 103, Greg 104; all online and free. */
export const situations: readonly SituationRow[] = [
  // Whose caller it is
  {
    title: 'the manager of a contact rings first, then all others',
    crm: known,
    route: 'responsible: 101 > 102+103+104',
  },
  {
    title: 'the manager of the open lead comes before the contact’s',
    crm: found(contact({ openLeads: [lead(boris)] })),
    route: 'responsible: 102 > 101+103+104',
  },
  {
    title: 'of two open leads the one touched last decides',
    crm: found(contact({ openLeads: [lead(boris, 5), lead(vera, 1, 21)] })),
    route: 'responsible: 103 > 101+102+104',
  },
  {
    title: 'leads touched at the same moment: the younger decides',
    crm: found(contact({ openLeads: [lead(boris, 1, 22), lead(vera, 1, 21)] })),
    route: 'responsible: 102 > 101+103+104',
  },
  {
    title: 'a company’s own number rings its manager',
    crm: found(contact({ entity: 'company', responsible: vera })),
    route: 'responsible: 103 > 101+102+104',
  },
  {
    title: 'several contacts: the one with an open lead',
    crm: found(contact(), contact({ id: 11, responsible: vera, openLeads: [lead(vera)] })),
    route: 'responsible: 103 > 101+102+104',
  },
  {
    title: 'several without a lead: the one talked with last',
    crm: found(
      contact({ lastTalk: { user: anna, at: now - 9 * hour } }),
      contact({ id: 11, responsible: boris, lastTalk: { user: boris, at: now - hour } }),
    ),
    route: 'responsible: 102 > 101+103+104',
  },
  {
    title: 'several, nothing known of them: the oldest record',
    crm: found(contact({ id: 12, responsible: boris }), contact({ id: 11, responsible: vera })),
    route: 'responsible: 103 > 101+102+104',
  },
  {
    title: 'a contact comes before a company with the same number',
    crm: found(contact({ entity: 'company', id: 5, responsible: boris }), contact({ responsible: anna })),
    route: 'responsible: 101 > 102+103+104',
  },
  {
    title: 'a company with an open lead comes before a contact without',
    crm: found(
      contact(),
      contact({ entity: 'company', id: 5, responsible: boris, openLeads: [lead(boris)] }),
    ),
    route: 'responsible: 102 > 101+103+104',
  },
  { title: 'nobody known: all together', crm: nobody, route: 'default: 101+102+103+104' },
  {
    title: 'found, but with no caller in the answer: as unknown',
    crm: found(),
    route: 'default: 101+102+103+104',
  },
  // The CRM fails
  {
    title: 'the CRM is late: all together, and it is said',
    crm: { state: 'timeout' },
    route: 'timeout: 101+102+103+104',
  },
  {
    title: 'the CRM fails: all together, and it is said',
    crm: { state: 'error' },
    route: 'error: 101+102+103+104',
  },
  {
    title: 'the CRM is late: the default group',
    plan: sales,
    crm: { state: 'timeout' },
    route: 'timeout: 102+103',
  },
  {
    title: 'the CRM fails and everybody talks: the last resort',
    plan: { last: mailbox },
    crm: { state: 'error' },
    agents: { 1: { inCall: true }, 2: { inCall: true }, 3: { inCall: true }, 4: { inCall: true } },
    route: 'error: *97',
  },
  {
    title: 'the CRM fails and nobody has a number: refused',
    crm: { state: 'error' },
    agents: { 1: null, 2: null, 3: null, 4: null },
    route: '480 Temporarily Unavailable',
  },
  // Can the manager answer?
  {
    title: 'the manager talks: the others',
    crm: known,
    agents: { 1: { inCall: true } },
    route: 'group: 102+103+104',
  },
  {
    title: 'the manager has no internal number: the others',
    crm: known,
    agents: { 1: null },
    route: 'group: 102+103+104',
  },
  {
    title: 'the manager has left the company: the others',
    crm: found(contact({ responsible: 99 })),
    route: 'group: 101+102+103+104',
  },
  {
    title: 'the manager’s browser is away: the desk phone rings all the same',
    crm: known,
    agents: { 1: { online: false } },
    route: 'responsible: 101 > 102+103+104',
  },
  {
    title: 'only who is online rings, where set so',
    plan: { online_only: true },
    crm: known,
    agents: { 1: { online: false }, 4: { online: false } },
    route: 'group: 102+103',
  },
  {
    title: 'the manager’s day is over: the others',
    plan: { agents: { 1: { hours: { wed: ['08:00-11:00'] } } } },
    crm: known,
    route: 'group: 102+103+104',
  },
  {
    title: 'the manager’s day is on',
    plan: { agents: { 1: { hours: { wed: ['08:00-13:00'] } } } },
    crm: known,
    route: 'responsible: 101 > 102+103+104',
  },
  {
    title: 'no hours for this weekday: not at work',
    plan: { agents: { 1: { hours: { tue: ['00:00-24:00'] } } } },
    crm: known,
    route: 'group: 102+103+104',
  },
  {
    title: 'the manager’s hours count in their own zone',
    plan: { agents: { 1: { hours: { wed: ['14:00-18:00'] }, zone: '+05:00' } } },
    crm: known,
    route: 'responsible: 101 > 102+103+104',
  },
  {
    title: 'in their zone the day is over',
    plan: { agents: { 1: { hours: { wed: ['09:00-18:00'] }, zone: '+10:00' } } },
    crm: known,
    route: 'group: 102+103+104',
  },
  {
    title: 'a night shift reaches into the next morning',
    at: '2026-06-10T03:00:00+03:00',
    plan: { agents: { 1: { hours: { tue: ['20:00-32:00'] } } } },
    crm: known,
    route: 'responsible: 101 > 102+103+104',
  },
  {
    title: 'the night shift has ended',
    at: '2026-06-10T08:00:00+03:00',
    plan: { agents: { 1: { hours: { tue: ['20:00-32:00'] } } } },
    crm: known,
    route: 'group: 102+103+104',
  },
  {
    title: 'the last minute of the day still counts',
    at: '2026-06-10T17:59:59+03:00',
    plan: { agents: { 1: { hours: day } } },
    crm: known,
    route: 'responsible: 101 > 102+103+104',
  },
  {
    title: 'the first moment after the day does not',
    at: '2026-06-10T18:00:00+03:00',
    plan: { agents: { 1: { hours: day } } },
    crm: known,
    route: 'group: 102+103+104',
  },
  {
    title: 'a lunch break is no working time',
    at: '2026-06-10T13:30:00+03:00',
    plan: { agents: { 1: { hours: day } } },
    crm: known,
    route: 'group: 102+103+104',
  },
  {
    title: 'a day off',
    plan: { agents: { 1: { days_off: ['2026-06-10'] } } },
    crm: known,
    route: 'group: 102+103+104',
  },
  {
    title: 'a day off begins at midnight in the agent’s zone',
    at: '2026-06-09T23:30:00+03:00',
    plan: { agents: { 1: { days_off: ['2026-06-10'], zone: '+05:00' } } },
    crm: known,
    route: 'group: 102+103+104',
  },
  {
    title: 'the day after the day off',
    at: '2026-06-11T00:00:00+03:00',
    plan: { agents: { 1: { days_off: ['2026-06-10'] } } },
    crm: known,
    route: 'responsible: 101 > 102+103+104',
  },
  // Others who know the caller
  {
    title: 'the manager talks: who talked with the caller last',
    crm: found(contact({ lastTalk: { user: vera, at: now - hour } })),
    agents: { 1: { inCall: true } },
    route: 'group: 103 > 102+104',
  },
  {
    title: 'who talked last is not asked while the manager can answer',
    crm: found(contact({ lastTalk: { user: vera, at: now - hour } })),
    route: 'responsible: 101 > 102+103+104',
  },
  {
    title: 'the manager talked last, and talks now: the deputy',
    plan: { agents: { 1: { deputy: boris } } },
    crm: found(contact({ lastTalk: { user: anna, at: now - hour } })),
    agents: { 1: { inCall: true } },
    route: 'group: 102 > 103+104',
  },
  {
    title: 'the deputy stands in',
    plan: { agents: { 1: { deputy: greg } } },
    crm: known,
    agents: { 1: { inCall: true } },
    route: 'group: 104 > 102+103',
  },
  {
    title: 'the deputy is at lunch as well',
    plan: { agents: { 1: { deputy: greg } } },
    crm: known,
    agents: { 1: { inCall: true }, 4: { inCall: true } },
    route: 'group: 102+103',
  },
  {
    title: 'a manager who is their own deputy',
    plan: { agents: { 1: { deputy: anna } } },
    crm: known,
    agents: { 1: { inCall: true } },
    route: 'group: 102+103+104',
  },
  // Groups
  {
    title: 'the default group after the manager',
    plan: sales,
    crm: known,
    route: 'responsible: 101 > 102+103',
  },
  {
    title: 'the manager is in the group and rings once',
    plan: sales,
    crm: found(contact({ responsible: boris })),
    route: 'responsible: 102 > 103',
  },
  { title: 'the default group for strangers', plan: sales, crm: nobody, route: 'default: 102+103' },
  { title: 'in order', plan: turns('in_order'), crm: nobody, route: 'default: 102 > 103 > 104' },
  {
    title: 'by turns, first',
    plan: turns('round_robin'),
    crm: nobody,
    turn: 0,
    route: 'default: 102 > 103 > 104',
  },
  {
    title: 'by turns, second',
    plan: turns('round_robin'),
    crm: nobody,
    turn: 1,
    route: 'default: 103 > 104 > 102',
  },
  {
    title: 'by turns, round again',
    plan: turns('round_robin'),
    crm: nobody,
    turn: 3,
    route: 'default: 102 > 103 > 104',
  },
  {
    title: 'the longest idle first; who has not talked today before all',
    plan: turns('longest_idle'),
    crm: nobody,
    agents: { 2: { idleSince: now - hour }, 3: { idleSince: now - 3 * hour } },
    route: 'default: 104 > 103 > 102',
  },
  {
    title: 'who talks is passed over in a group',
    plan: turns('in_order'),
    crm: nobody,
    agents: { 2: { inCall: true } },
    route: 'default: 103 > 104',
  },
  {
    title: 'a group of people without numbers: refused',
    plan: { groups: { ghosts: { members: [88, 99] } }, default_group: 'ghosts' },
    crm: nobody,
    route: '480 Temporarily Unavailable',
  },
  {
    title: 'an empty group and a mailbox',
    plan: { groups: { none: { members: [] } }, default_group: 'none', last: mailbox },
    crm: nobody,
    route: 'default: *97',
  },
  // Lines
  {
    title: 'a line with a group of its own',
    plan: {
      ...sales,
      groups: { ...sales.groups, service: { members: [greg] } },
      lines: { '84951234567': { group: 'service' } },
    },
    crm: nobody,
    route: 'default: 104',
  },
  {
    title: 'a line whose group comes before the manager',
    plan: {
      groups: { service: { members: [greg] } },
      lines: { '+74951234567': { group: 'service', responsible_first: false } },
    },
    crm: known,
    route: 'group: 104',
  },
  {
    title: 'another line goes as ever',
    plan: { groups: { service: { members: [greg] } }, lines: { '+74957654321': { group: 'service' } } },
    crm: known,
    route: 'responsible: 101 > 102+103+104',
  },
  // Hours of the company
  {
    title: 'closed: the mailbox at once',
    at: '2026-06-10T20:00:00+03:00',
    plan: { hours: day, closed: mailbox },
    crm: known,
    route: 'default: *97',
  },
  {
    title: 'closed: refused',
    at: '2026-06-14T12:00:00+03:00',
    plan: { hours: day, closed: { code: 480, message: 'We are closed' } },
    crm: known,
    route: '480 We are closed',
  },
  {
    title: 'hours without a word of what then: open',
    at: '2026-06-14T12:00:00+03:00',
    plan: { hours: day },
    crm: known,
    route: 'responsible: 101 > 102+103+104',
  },
  {
    title: 'a line with hours of its own is open on Sunday',
    at: '2026-06-14T12:00:00+03:00',
    plan: { hours: day, closed: mailbox, lines: { '+74951234567': { hours: { sun: ['10:00-15:00'] } } } },
    crm: known,
    route: 'responsible: 101 > 102+103+104',
  },
  {
    title: 'a line’s own word for closed',
    at: '2026-06-14T12:00:00+03:00',
    plan: { hours: day, closed: mailbox, lines: { '+74951234567': { closed: { ring: '+79990000000' } } } },
    crm: known,
    route: 'default: +79990000000',
  },
  // Blocked
  {
    title: 'a blocked number, in any notation',
    plan: { blocked: ['8 (999) 111-22-33'] },
    crm: known,
    route: '603 Decline',
  },
  {
    title: 'a blocked beginning',
    plan: { blocked: ['+7999*'], blocked_answer: { code: 486, message: 'Busy Here' } },
    crm: known,
    route: '486 Busy Here',
  },
  {
    title: 'another number with the same end is not blocked',
    plan: { blocked: ['+19991112233'] },
    crm: known,
    route: 'responsible: 101 > 102+103+104',
  },
  {
    title: 'a hidden number is not blocked by a beginning',
    plan: { blocked: ['+7*'] },
    from: 'anonymous',
    crm: nobody,
    route: 'default: 101+102+103+104',
  },
  // Time and ends
  {
    title: 'nobody takes it: the mailbox',
    plan: { last: mailbox },
    crm: known,
    route: 'responsible: 101 > 102+103+104 > *97',
  },
  {
    title: 'everybody talks: refused in the manager’s words',
    plan: { last: { code: 486, message: 'All busy' } },
    crm: known,
    agents: { 1: { inCall: true }, 2: { inCall: true }, 3: { inCall: true }, 4: { inCall: true } },
    route: '486 All busy',
  },
  {
    title: 'a refusal is no target while somebody can ring',
    plan: { last: { code: 486, message: 'All busy' } },
    crm: known,
    route: 'responsible: 101 > 102+103+104',
  },
  {
    title: 'the time is shared out: what is left for the last',
    plan: { ...turns('in_order'), ring: 25, total: 60 },
    crm: nobody,
    route: 'default: 102 /25 > 103 /25 > 104 /10',
  },
  {
    title: 'no time is left for the fourth',
    plan: { ...turns('in_order'), ring: 30, last: mailbox },
    crm: nobody,
    route: 'default: 102 /30 > 103 /30',
  },
];

export const agentsOf = (changes: SituationRow['agents'] = {}): ReadonlyMap<number, AgentState> =>
  new Map(
    ([anna, boris, vera, greg] as number[]).flatMap((user) => {
      const change = changes[user];
      if (change === null) return [];
      return [[user, { extension: `10${user}`, online: true, inCall: false, ...change }] as const];
    }),
  );

export const noon = new Date(now).toISOString();
