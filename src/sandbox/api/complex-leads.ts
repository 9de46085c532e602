import { mayAdd, recordsOf } from '../crm/access';
import { createRecord, link } from './apply-draft';
import { batch } from './batch';
import { ok, type Ask, type Endpoint } from './endpoint';
import { forbidden } from './problem';
import { recordRule, type RecordDraft } from './record-rules';
import { anyObject, listOf, object, oneOf, required, type Rule } from './rules';
import { newUnsorted, sipMetadata } from './unsorted-items';

const mostLeads = 50;

interface ComplexLead {
  lead: RecordDraft;
  contact: RecordDraft | undefined;
  company: RecordDraft | undefined;
  metadata: Record<string, unknown> | undefined;
}

const metadataRule: Rule<Record<string, unknown>> = (value, path, report) => {
  const kind = object({ category: required(oneOf(['sip', 'forms'])) })(value, path, report);
  if (kind?.category !== 'sip') return anyObject(value, path, report);
  return sipMetadata(value, path, report) && anyObject(value, path, report);
};

/** A lead whose contact and company are drafts of their own, or name an existing one by `id`. */
function complexRule({ crm }: Ask): Rule<ComplexLead> {
  const leadRule = recordRule(crm, 'leads');
  const inside = object({
    contacts: listOf(recordRule(crm, 'contacts'), 1),
    companies: listOf(recordRule(crm, 'companies'), 1),
    tags: listOf(anyObject),
    metadata: metadataRule,
  });
  return (value, path, report) => {
    const whole = anyObject(value, path, report);
    if (whole === undefined) return undefined;
    const { _embedded: embedded = {}, ...rest } = whole;
    const parts = inside(embedded, '_embedded', report);
    const lead = leadRule({ ...rest, _embedded: { tags: parts?.tags ?? [] } }, path, report);
    const [contact, company] = [parts?.contacts?.[0], parts?.companies?.[0]];
    for (const [entity, draft] of [
      ['contacts', contact],
      ['companies', company],
    ] as const) {
      if (draft?.id !== undefined && !recordsOf(crm, entity).has(draft.id)) {
        report(
          'NotSupportedChoice',
          `_embedded.${entity}.0.id`,
          'The value you selected is not a valid choice.',
        );
      }
    }
    return lead && { lead, contact, company, metadata: parts?.metadata };
  };
}

function store(ask: Ask, { lead, contact, company, metadata }: ComplexLead) {
  const { crm } = ask;
  const idOf = (entity: 'contacts' | 'companies', draft: RecordDraft | undefined) =>
    draft && (draft.id ?? createRecord(ask, entity, draft).id);
  const made = createRecord(ask, 'leads', lead);
  const contactId = idOf('contacts', contact);
  const companyId = idOf('companies', company);
  if (contactId !== undefined) link(crm, 'leads', made.id, 'contacts', contactId, true);
  if (companyId !== undefined) link(crm, 'leads', made.id, 'companies', companyId, false);
  if (contactId !== undefined && companyId !== undefined && contact?.id === undefined) {
    link(crm, 'contacts', contactId, 'companies', companyId, false);
  }
  if (metadata) {
    const fresh = <T>(id: T | undefined, draft: RecordDraft | undefined) =>
      id === undefined || draft?.id !== undefined ? [] : [id];
    newUnsorted(ask, {
      category: metadata['category'] === 'forms' ? 'forms' : 'sip',
      source_uid: `complex-${made.id}`,
      source_name: typeof metadata['service_code'] === 'string' ? metadata['service_code'] : '',
      pipeline_id: lead.pipeline_id,
      created_at: lead.created_at,
      metadata,
      lead_ids: [made.id],
      contact_ids: fresh(contactId, contact),
      company_ids: fresh(companyId, company),
    });
  }
  return { id: made.id, contact_id: contactId ?? null, company_id: companyId ?? null };
}

/** Leads with their contact and company in one go. The answer is a bare list, with `request_id` as a list. */
export const complexLeads: Endpoint = {
  method: 'POST',
  path: '/api/v4/leads/complex',
  answer: (ask) => {
    if (!mayAdd(ask.caller.user, 'leads')) throw forbidden();
    const items = batch(ask, complexRule(ask), mostLeads);
    return ok(
      items.map(({ request_id, value }) => ({
        ...store(ask, value),
        request_id: [request_id],
        merged: false,
      })),
    );
  },
};
