import type { PbxEvent } from './pbx-event';

export type Disposition = NonNullable<PbxEvent['disposition']>;

const byStatus: Readonly<Record<number, Disposition>> = {
  408: 'no_answer',
  480: 'no_answer',
  486: 'busy',
  487: 'no_answer',
  600: 'busy',
  603: 'rejected',
};

/** What a call that was not answered came to, by the status that ended it. */
export const dispositionOf = (status: number): Disposition => byStatus[status] ?? 'failed';
