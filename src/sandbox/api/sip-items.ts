import type { Crm, Unsorted } from '../crm/model';
import { createRecord, link } from './apply-draft';
import type { Item } from './batch';
import type { Ask } from './endpoint';
import { invalid } from './problem';
import { recordRule } from './record-rules';
import { filledText, int, listOf, object, required, type Ruled } from './rules';
import { newUnsorted, sipMetadata } from './unsorted-items';

/** A call for the inbox. */
export const sipRule = (crm: Crm) =>
  object({
    source_uid: required(filledText),
    source_name: required(filledText),
    pipeline_id: int,
    created_at: int,
    metadata: required(sipMetadata),
    _embedded: object({
      leads: listOf(recordRule(crm, 'leads'), 1),
      contacts: listOf(recordRule(crm, 'contacts'), 1),
      companies: listOf(recordRule(crm, 'companies'), 1),
    }),
  });
type SipItem = Ruled<ReturnType<typeof sipRule>>;

/** What makes two items the same: their source, and the call's own id or else who called when for how long. */
const identity = (source: string, { uniq, phone, called_at, duration }: Record<string, unknown>): string =>
  JSON.stringify([source, uniq ?? [phone, called_at, duration]]);

/** Throws 400 when one of the items is in the inbox already, or twice in the request. */
export function refuseRepeated(crm: Crm, items: readonly Item<SipItem>[]): void {
  const known = new Set([...crm.unsorted.values()].map((item) => identity(item.source_uid, item.metadata)));
  const repeated = items.filter(({ value: { source_uid, metadata } }) => {
    const own = identity(source_uid, metadata);
    return known.has(own) || !known.add(own);
  });
  if (repeated.length === 0) return;
  const error = {
    code: 'InvalidValue',
    path: 'source_uid',
    detail: 'Such an item is in the inbox already.',
  } as const;
  throw invalid(repeated.map(({ request_id }) => ({ request_id, errors: [error] })));
}

/** Stores the call with its lead, contact and company, out of sight. */
export function storeSip(
  ask: Ask,
  { source_uid, source_name, pipeline_id, created_at, metadata, _embedded }: SipItem,
): Unsorted {
  const named = { name: `Звонок ${metadata.phone}` };
  const lead = createRecord(ask, 'leads', _embedded?.leads?.[0] ?? named);
  const [contact, company] = [_embedded?.contacts?.[0], _embedded?.companies?.[0]];
  const contact_ids = contact ? [createRecord(ask, 'contacts', contact).id] : [];
  const company_ids = company ? [createRecord(ask, 'companies', company).id] : [];
  for (const id of contact_ids) link(ask.crm, 'leads', lead.id, 'contacts', id, true);
  for (const id of company_ids) link(ask.crm, 'leads', lead.id, 'companies', id, false);
  const records = { lead_ids: [lead.id], contact_ids, company_ids };
  return newUnsorted(ask, {
    category: 'sip',
    source_uid,
    source_name,
    pipeline_id,
    created_at,
    metadata,
    ...records,
  });
}
