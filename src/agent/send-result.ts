import type { SentSoFar } from '../domain/call-result';
import { needsRecord } from '../domain/result-faults';
import { CrmFailure, type ResultJob } from '../ports/result-crm';
import type { RecordRef, ResultWriter } from '../ports/result-writer';
import { placeNewcomer } from './send-result-newcomer';
import { sendNote, sendTask } from './send-result-entries';
import { sending, type Sending } from './send-result-sending';

/** The number becomes the chosen record's own, so that its next call is known; for a lead or customer, its main contact's. */
async function addNumber({ job, crm, sent, reach }: Sending, link: RecordRef): Promise<void> {
  const { phone, unknown } = job;
  if (!unknown || phone?.kind !== 'outside' || sent().phoneAdded === true) return;
  const direct = link.kind === 'contact' || link.kind === 'company';
  const contactId = direct ? undefined : await crm.mainContact(link);
  const owner: RecordRef | undefined = direct
    ? link
    : contactId === undefined
      ? undefined
      : { kind: 'contact', id: contactId };
  if (owner === undefined) return;
  // Numbers are read, joined and written: not by two at once, or one of them is lost.
  await crm.newcomers.alone(`${owner.kind} ${owner.id}`, async () => {
    await crm.complete(owner, { phone });
    return {};
  });
  reach({ phoneAdded: true });
}

/**
 * One try of all that is still to be done. Safe to repeat with what was kept last: after a lost answer each step first
 * looks whether it was done. Rejects with `CrmFailure`; what was reached until then has been kept.
 */
export async function sendResult(
  job: ResultJob,
  crm: ResultWriter,
  keep: (sent: SentSoFar) => void,
): Promise<SentSoFar> {
  const now = sending(job, crm, keep);
  const { link } = job.fields;
  if (link === null && !needsRecord(job.fields)) return now.sent();
  if (link === null && !job.unknown) {
    throw new CrmFailure('refused', [{ field: 'link', code: 'link_missing' }]);
  }
  if (link !== null) await addNumber(now, link);
  const record = link ?? (await placeNewcomer(now));
  await sendNote(now, record);
  await sendTask(now, record);
  return now.sent();
}
