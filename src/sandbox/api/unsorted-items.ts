import { randomUUID } from 'node:crypto';
import type { Crm, Unsorted } from '../crm/model';
import type { Ask } from './endpoint';
import { flag, int, intOrText, nullable, object, required, text } from './rules';

/** The metadata of a call in the inbox. */
export const sipMetadata = object({
  phone: required(intOrText),
  call_responsible: nullable(intOrText),
  called_at: required(int),
  duration: required(int),
  link: required(text),
  service_code: required(text),
  is_call_event_needed: flag,
  uniq: text,
  from: text,
});

/** Everything made with the item is invisible until it is accepted. */
function setHidden(crm: Crm, item: Unsorted, hidden: boolean): void {
  const { lead_ids, contact_ids, company_ids } = item;
  for (const record of [
    ...lead_ids.map((id) => crm.leads.get(id)),
    ...contact_ids.map((id) => crm.contacts.get(id)),
    ...company_ids.map((id) => crm.companies.get(id)),
  ]) {
    if (record) record.in_unsorted = hidden;
  }
}

type Draft = Omit<Unsorted, 'uid' | 'state' | 'pipeline_id' | 'created_at'> & {
  pipeline_id: number | undefined;
  created_at: number | undefined;
};

/** Puts records into the inbox: the lead into the inbox stage, all of them out of sight. */
export function newUnsorted({ crm, now }: Pick<Ask, 'crm' | 'now'>, draft: Draft): Unsorted {
  const pipeline = crm.pipelines.find(({ id, is_main }) =>
    draft.pipeline_id === undefined ? is_main : id === draft.pipeline_id,
  );
  const item: Unsorted = {
    ...draft,
    uid: randomUUID().replaceAll('-', ''),
    pipeline_id: pipeline?.id ?? 0,
    created_at: draft.created_at ?? now,
    state: 'new',
  };
  const inbox = pipeline?.statuses.find(({ type }) => type === 1);
  for (const lead of item.lead_ids.map((id) => crm.leads.get(id))) {
    if (lead && pipeline && inbox) Object.assign(lead, { pipeline_id: pipeline.id, status_id: inbox.id });
  }
  setHidden(crm, item, true);
  crm.unsorted.set(item.uid, item);
  return item;
}

/** The records come to their sections, the lead to `statusId` or the first stage. */
export function acceptUnsorted(crm: Crm, item: Unsorted, statusId: number | undefined): void {
  const statuses = crm.pipelines.find(({ id }) => id === item.pipeline_id)?.statuses ?? [];
  const status = statuses.find(({ id, type }) => type === 0 && (statusId === undefined || id === statusId));
  for (const lead of item.lead_ids.map((id) => crm.leads.get(id)))
    if (lead && status) lead.status_id = status.id;
  setHidden(crm, item, false);
  item.state = 'accepted';
}

/** The records go with the item. */
export function declineUnsorted(crm: Crm, item: Unsorted): void {
  const { lead_ids, contact_ids, company_ids } = item;
  for (const id of lead_ids) crm.leads.delete(id);
  for (const id of contact_ids) crm.contacts.delete(id);
  for (const id of company_ids) crm.companies.delete(id);
  item.state = 'declined';
}
