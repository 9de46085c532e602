import {
  anna,
  boris,
  vera,
  now,
  hour,
  contact,
  lead,
  found,
  nobody,
  known,
  sales,
  mailbox,
  row,
  type SituationRow,
} from './row';

export const whoseCaller: readonly SituationRow[] = [
  // Whose caller it is
  row('the manager of a contact rings first, then all others', known, 'responsible: 101 > 102+103+104'),
  row(
    'the manager of the open lead comes before the contact’s',
    found(contact({ openLeads: [lead(boris)] })),
    'responsible: 102 > 101+103+104',
  ),
  row(
    'of two open leads the one touched last decides',
    found(contact({ openLeads: [lead(boris, 5), lead(vera, 1, 21)] })),
    'responsible: 103 > 101+102+104',
  ),
  row(
    'leads touched at the same moment: the younger decides',
    found(contact({ openLeads: [lead(boris, 1, 22), lead(vera, 1, 21)] })),
    'responsible: 102 > 101+103+104',
  ),
  row(
    'a company’s own number rings its manager',
    found(contact({ entity: 'company', responsible: vera })),
    'responsible: 103 > 101+102+104',
  ),
  row(
    'several contacts: the one with an open lead',
    found(contact(), contact({ id: 11, responsible: vera, openLeads: [lead(vera)] })),
    'responsible: 103 > 101+102+104',
  ),
  row(
    'several without a lead: the one talked with last',
    found(
      contact({ lastTalk: { user: anna, at: now - 9 * hour } }),
      contact({ id: 11, responsible: boris, lastTalk: { user: boris, at: now - hour } }),
    ),
    'responsible: 102 > 101+103+104',
  ),
  row(
    'several, nothing known of them: the oldest record',
    found(contact({ id: 12, responsible: boris }), contact({ id: 11, responsible: vera })),
    'responsible: 103 > 101+102+104',
  ),
  row(
    'a contact comes before a company with the same number',
    found(contact({ entity: 'company', id: 5, responsible: boris }), contact({ responsible: anna })),
    'responsible: 101 > 102+103+104',
  ),
  row(
    'a company with an open lead comes before a contact without',
    found(contact(), contact({ entity: 'company', id: 5, responsible: boris, openLeads: [lead(boris)] })),
    'responsible: 102 > 101+103+104',
  ),
  row('nobody known: all together', nobody, 'default: 101+102+103+104'),
  row('found, but with no caller in the answer: as unknown', found(), 'default: 101+102+103+104'),
  // The CRM fails
  row('the CRM is late: all together, and it is said', { state: 'timeout' }, 'timeout: 101+102+103+104'),
  row('the CRM fails: all together, and it is said', { state: 'error' }, 'error: 101+102+103+104'),
  row('the CRM is late: the default group', { state: 'timeout' }, 'timeout: 102+103', { plan: sales }),
  row('the CRM fails and everybody talks: the last resort', { state: 'error' }, 'error: *97', {
    plan: { last: mailbox },
    agents: { 1: { inCall: true }, 2: { inCall: true }, 3: { inCall: true }, 4: { inCall: true } },
  }),
  row('the CRM fails and nobody has a number: refused', { state: 'error' }, '480 Temporarily Unavailable', {
    agents: { 1: null, 2: null, 3: null, 4: null },
  }),
];
