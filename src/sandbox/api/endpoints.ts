import { account, oldAccount } from './account';
import { callNotice } from './call-notice';
import { calls } from './calls';
import { complexLeads } from './complex-leads';
import { customFields } from './custom-fields';
import type { Endpoint } from './endpoint';
import { eventLog } from './event-log';
import { links } from './links';
import { notes } from './notes';
import { pipelines } from './pipelines';
import { readRecords } from './read-records';
import { tasks } from './tasks';
import { unsorted } from './unsorted';
import { users } from './users';
import { widgets } from './widgets';
import { writeRecords } from './write-records';

/** Everything that the CRM's API answers; any other path or method is 405. */
export const endpoints: readonly Endpoint[] = [
  account,
  oldAccount,
  ...users,
  ...readRecords,
  ...writeRecords,
  complexLeads,
  ...unsorted,
  ...pipelines,
  ...customFields,
  ...links,
  ...notes,
  ...tasks,
  calls,
  callNotice,
  eventLog,
  ...widgets,
];
