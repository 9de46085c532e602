import { isPresent, recordsOf } from '../crm/access';
import type { Crm, CustomField, EntityType } from '../crm/model';
import { fieldRule } from './field-rules';
import { choice, flag, int, intOrText, listOf, nullable, object, text, type Ruled } from './rules';

const mostFieldValues = 40;

export const userRule = (crm: Crm) => choice(int, (id) => crm.users.some((user) => user.id === id));
/** A user, or 0: the robot. */
export const authorRule = (crm: Crm) =>
  choice(int, (id) => id === 0 || crm.users.some((user) => user.id === id));

const existing = (crm: Crm, entity: EntityType) =>
  choice(int, (id) => {
    const record = recordsOf(crm, entity).get(id);
    return record !== undefined && isPresent(record);
  });

const tagRule = object({ id: int, name: text });

/** What may be written into a contact, company or lead; all of it optional. */
export function recordRule(crm: Crm, entity: CustomField['entity_type']) {
  const [statuses, pipelines] = [crm.pipelines.flatMap((one) => one.statuses), crm.pipelines];
  return object({
    id: int,
    name: text,
    first_name: text,
    last_name: text,
    price: int,
    status_id: choice(int, (id) => statuses.some((status) => status.id === id)),
    pipeline_id: choice(int, (id) => pipelines.some((pipeline) => pipeline.id === id)),
    loss_reason_id: nullable(int),
    closed_at: nullable(int),
    responsible_user_id: userRule(crm),
    created_by: authorRule(crm),
    updated_by: authorRule(crm),
    created_at: int,
    updated_at: int,
    custom_fields_values: nullable(listOf(fieldRule(crm, entity), mostFieldValues)),
    tags_to_add: listOf(tagRule),
    tags_to_delete: listOf(tagRule),
    request_id: intOrText,
    _embedded: object({
      tags: nullable(listOf(tagRule)),
      contacts: listOf(object({ id: existing(crm, 'contacts'), is_main: flag })),
      companies: listOf(object({ id: existing(crm, 'companies') })),
    }),
  });
}

export type RecordDraft = Ruled<ReturnType<typeof recordRule>>;
