import type { AnyRecord } from '../crm/access';
import { blankRecord } from '../crm/blank-record';
import { fieldValue } from '../crm/field-values';
import type { Contact, Crm, CustomField, Lead } from '../crm/model';
import type { Ask } from './endpoint';
import type { WrittenField } from './field-rules';
import type { RecordDraft } from './record-rules';

type Written = CustomField['entity_type'];
interface DraftTag {
  id?: number | undefined;
  name?: string | undefined;
}
type Tag = AnyRecord['tags'][number];

function tagFor(crm: Crm, { id, name }: DraftTag): Tag | undefined {
  const known = [crm.contacts, crm.companies, crm.leads]
    .flatMap((records) => [...records.values()].flatMap(({ tags }) => tags))
    .find((tag) => (id === undefined ? tag.name === name : tag.id === id));
  if (known) return { ...known };
  return name === undefined || name === '' ? undefined : { id: crm.nextId(), name, color: null };
}

function retag(crm: Crm, record: AnyRecord, draft: RecordDraft): void {
  const { tags_to_add = [], tags_to_delete = [], _embedded } = draft;
  const added = (tags: readonly DraftTag[]) =>
    tags.map((tag) => tagFor(crm, tag)).filter((tag) => tag !== undefined);
  if (_embedded?.tags !== undefined) record.tags = added(_embedded.tags ?? []);
  const kept = record.tags.filter(
    (tag) => !tags_to_delete.some(({ id, name }) => tag.id === id || tag.name === name),
  );
  const fresh = added(tags_to_add).filter(({ id }) => !kept.some((tag) => tag.id === id));
  record.tags = [...kept, ...fresh];
}

/** A field that is written loses all values it had; fields not written stay. */
function writeFields(record: AnyRecord, written: readonly WrittenField[]): void {
  const others = (record.custom_fields_values ?? []).filter(
    ({ field_id }) => !written.some(({ field }) => field.id === field_id),
  );
  const filled = written.filter(({ values }) => values.length > 0);
  const all = [...others, ...filled.map(({ field, values }) => fieldValue(field, values))];
  record.custom_fields_values = all.length === 0 ? null : all;
}

function rename(contact: Contact, { name, first_name, last_name }: RecordDraft): void {
  if (first_name !== undefined) contact.first_name = first_name;
  if (last_name !== undefined) contact.last_name = last_name;
  if (name !== undefined && first_name === undefined && last_name === undefined) {
    const [first = '', ...rest] = name.trim().split(/\s+/);
    Object.assign(contact, { first_name: first, last_name: rest.join(' ') });
  }
  contact.name = name ?? `${contact.first_name} ${contact.last_name}`.trim();
}

function move(crm: Crm, lead: Lead, { status_id, pipeline_id }: RecordDraft, now: number): void {
  if (status_id === undefined && pipeline_id === undefined) return;
  const holding = (id: number) =>
    crm.pipelines.find(({ statuses }) => statuses.some((status) => status.id === id));
  const common = status_id === 142 || status_id === 143;
  const pipeline =
    crm.pipelines.find(({ id }) => id === pipeline_id) ??
    (status_id === undefined || common
      ? crm.pipelines.find(({ id }) => id === lead.pipeline_id)
      : holding(status_id));
  lead.pipeline_id = pipeline?.id ?? lead.pipeline_id;
  lead.status_id = status_id ?? pipeline?.statuses.find(({ type }) => type === 0)?.id ?? lead.status_id;
  lead.closed_at = lead.status_id === 142 || lead.status_id === 143 ? now : null;
}

/** Writes a checked draft into a record. */
export function applyDraft(ask: Ask, record: AnyRecord, draft: RecordDraft): void {
  const { crm, caller, now } = ask;
  if (draft.name !== undefined) record.name = draft.name;
  if ('first_name' in record) rename(record, draft);
  const owner = crm.users.find(({ id }) => id === draft.responsible_user_id);
  if (owner) Object.assign(record, { responsible_user_id: owner.id, group_id: owner.group_id });
  if (draft.custom_fields_values) writeFields(record, draft.custom_fields_values);
  retag(crm, record, draft);
  if ('status_id' in record) {
    if (draft.price !== undefined) record.price = draft.price;
    if (draft.loss_reason_id !== undefined) record.loss_reason_id = draft.loss_reason_id;
    move(crm, record, draft, now);
    if (draft.closed_at !== undefined) record.closed_at = draft.closed_at;
  }
  record.created_at = draft.created_at ?? record.created_at;
  record.created_by = draft.created_by ?? record.created_by;
  record.updated_at = draft.updated_at ?? now;
  record.updated_by = draft.updated_by ?? caller.user.id;
}

/** A new record of a kind, stored and linked; without a name it is called as amoCRM calls it. */
export function createRecord(ask: Ask, entity: Written, draft: RecordDraft): AnyRecord {
  const { crm, caller, now } = ask;
  const blank = blankRecord(crm, caller.user, caller.user.id, now);
  if (entity === 'contacts') crm.contacts.set(blank.id, { ...blank, first_name: '', last_name: '' });
  else if (entity === 'companies') crm.companies.set(blank.id, blank);
  else {
    const main = crm.pipelines.find(({ is_main }) => is_main);
    const first = main?.statuses.find(({ type }) => type === 0);
    const place = { pipeline_id: main?.id ?? 0, status_id: first?.id ?? 0 };
    crm.leads.set(blank.id, { ...blank, ...place, price: 0, loss_reason_id: null, closed_at: null });
  }
  const record = crm[entity].get(blank.id) ?? blank;
  applyDraft(ask, record, draft);
  if (entity === 'leads' && record.name === '') record.name = `Сделка #${record.id}`;
  (draft._embedded?.contacts ?? []).forEach(({ id, is_main }, index) => {
    if (id !== undefined && entity !== 'contacts')
      link(crm, entity, record.id, 'contacts', id, is_main ?? index === 0);
  });
  for (const { id } of draft._embedded?.companies ?? []) {
    if (id !== undefined && entity !== 'companies') link(crm, entity, record.id, 'companies', id, false);
  }
  return record;
}

export function link(
  crm: Crm,
  from_type: Written,
  from_id: number,
  to_type: Written,
  to_id: number,
  main: boolean,
) {
  crm.links.push({ from_type, from_id, to_type, to_id, main_contact: main });
}
