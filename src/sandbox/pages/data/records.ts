import { isPresent, linkedTo, recordsOf, type AnyRecord } from '../../crm/access';
import type { Crm, CustomFieldValue, EntityType, FieldValue, Lead } from '../../crm/model';
import type { Related } from '../page-data';

/** All values of one field of a record. */
export const fieldValues = (record: AnyRecord, code: string): FieldValue[] =>
  record.custom_fields_values?.find(({ field_code }: CustomFieldValue) => field_code === code)?.values ?? [];

export const fieldTexts = (record: AnyRecord, code: string): string[] =>
  fieldValues(record, code).map(({ value }) => String(value));

/** A record as links and lines name it; null when it is gone. */
export function relatedOf(crm: Crm, entity: EntityType, id: number, main = false): Related | null {
  const record = recordsOf(crm, entity).get(id);
  if (record === undefined || !isPresent(record)) return null;
  const { name } = record;
  return { entity, id, name, phones: fieldTexts(record, 'PHONE'), emails: fieldTexts(record, 'EMAIL'), main };
}

/** Everything linked to a record, main contact first. */
export const relatedTo = (crm: Crm, entity: EntityType, id: number): Related[] =>
  linkedTo(crm, entity, id)
    .sort((a, b) => Number(b.main) - Number(a.main))
    .flatMap((end) => relatedOf(crm, end.type, end.id, end.main) ?? []);

export function statusOf(crm: Crm, { pipeline_id, status_id }: Lead): { name: string; color: string } | null {
  const pipeline = crm.pipelines.find(({ id }) => id === pipeline_id);
  return pipeline?.statuses.find(({ id }) => id === status_id) ?? null;
}

export const userName = (crm: Crm, id: number): string =>
  crm.users.find((user) => user.id === id)?.name ?? '';
