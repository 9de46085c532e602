import { phoneKey, showPhone } from '../domain/phone-number';
import { CrmFailure } from '../ports/result-crm';
import type { LeadDraft } from '../ports/result-writer';
import type { Sending } from './send-result-sending';

/** The typed name, else the number; a hidden number has neither. */
export function nameOf({ job: { fields, phone }, crm }: Sending): string {
  const typed = fields.contactName.trim();
  if (typed !== '') return typed;
  if (phone?.kind === 'outside') return showPhone(phoneKey(phone), crm.dialPlan);
  throw new CrmFailure('refused', [{ field: 'contactName', code: 'name_missing' }]);
}

/** Null: no name, no lead. */
export const leadOf = ({ job: { fields } }: Sending): LeadDraft | null => {
  const { leadName, pipelineId, stageId } = fields;
  return leadName.trim() === '' ? null : { name: leadName.trim(), pipelineId, stageId };
};

/**
 * The record gets the typed name where it has none, or still the one that an earlier try gave it: a name that somebody
 * else gave stays.
 */
async function rename(now: Sending, kind: 'contact' | 'lead', id: number): Promise<void> {
  const key = kind === 'contact' ? 'contactName' : 'leadName';
  const name = now.job.fields[key].trim();
  const instead = now.sent().tried?.[key];
  // Every lead has some name: only our own is changed.
  if (name === '' || name === instead || (kind === 'lead' && instead === undefined)) return;
  await now.crm.complete({ kind, id }, { name, ...(instead !== undefined && { instead }) });
}

/** Names that were typed since contact and lead were made or found. */
export async function keepNames(
  now: Sending,
  { contactId, leadId }: { contactId?: number; leadId?: number },
): Promise<void> {
  if (contactId !== undefined) await rename(now, 'contact', contactId);
  if (leadId !== undefined) await rename(now, 'lead', leadId);
  const { contactName, leadName } = now.job.fields;
  now.trying({ contactName: contactName.trim(), leadName: leadName.trim() });
}
