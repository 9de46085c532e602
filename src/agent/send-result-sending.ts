import type { ResultFields, SentSoFar } from '../domain/call-result';
import type { ResultJob } from '../ports/result-crm';
import type { MadeRecords, RecordRef, ResultWriter } from '../ports/result-writer';

/** What the steps of one try share: the job, and what has been reached. */
export interface Sending {
  readonly job: ResultJob;
  readonly crm: ResultWriter;
  readonly sent: () => SentSoFar;
  readonly reach: (more: SentSoFar) => void;
  /** Before a write of these fields: from now on its answer may get lost. */
  readonly trying: (part: Partial<ResultFields>) => void;
}

/** What an unknown caller is in the CRM by now; the lead, else the contact or company, takes note and task. */
export interface Settled extends MadeRecords {
  readonly target: RecordRef;
}

/** `keep` hears of what has been reached before each write and after each answer. */
export function sending(job: ResultJob, crm: ResultWriter, keep: (sent: SentSoFar) => void): Sending {
  let sent = job.sent;
  const reach = (more: SentSoFar): void => {
    sent = { ...sent, ...more };
    keep(sent);
  };
  return {
    job,
    crm,
    sent: () => sent,
    reach,
    trying: (part) => reach({ since: sent.since ?? crm.now(), tried: { ...sent.tried, ...part } }),
  };
}
