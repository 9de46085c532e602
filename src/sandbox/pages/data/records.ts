import type { Crm, CustomFieldValue, EntityType, Lead, Link, Rights, User } from '../../crm/model';
import type { Related } from '../page-data';

export type AnyEntity =
  Crm['contacts'] extends Map<number, infer C> ? Omit<C, 'first_name' | 'last_name'> : never;

const entityTypes: readonly string[] = ['contacts', 'companies', 'leads', 'customers'] satisfies EntityType[];
export const isEntityType = (name: string): name is EntityType => entityTypes.includes(name);

export const recordsOf = (crm: Crm, entity: EntityType): ReadonlyMap<number, AnyEntity> => crm[entity];

const isOpen = (record: AnyEntity): boolean => !record.is_deleted && !record.in_unsorted;

/** The records of a kind that this user may see. */
export function visible(crm: Crm, user: User, entity: EntityType): AnyEntity[] {
  const right: Rights['view'] = user.is_admin || entity === 'customers' ? 'A' : user.rights[entity].view;
  const may = {
    A: () => true,
    G: (record: AnyEntity) => record.group_id === user.group_id,
    M: (record: AnyEntity) => record.responsible_user_id === user.id,
    D: () => false,
  }[right];
  return [...recordsOf(crm, entity).values()].filter((record) => isOpen(record) && may(record));
}

export function fieldTexts(values: CustomFieldValue[] | null, code: string): string[] {
  const field = values?.find(({ field_code }) => field_code === code);
  return field?.values.map(({ value }) => String(value)) ?? [];
}

export function relatedOf(crm: Crm, entity: EntityType, id: number, main = false): Related | null {
  const record = recordsOf(crm, entity).get(id);
  if (record === undefined || !isOpen(record)) return null;
  const { name, custom_fields_values: values } = record;
  return { entity, id, name, phones: fieldTexts(values, 'PHONE'), emails: fieldTexts(values, 'EMAIL'), main };
}

const otherEnd = (link: Link, entity: EntityType, id: number): [EntityType, number] | undefined => {
  if (link.from_type === entity && link.from_id === id) return [link.to_type, link.to_id];
  return link.to_type === entity && link.to_id === id ? [link.from_type, link.from_id] : undefined;
};

/** Everything linked to a record, main contact first. */
export function linkedTo(crm: Crm, entity: EntityType, id: number): Related[] {
  return crm.links
    .flatMap((link) => {
      const end = otherEnd(link, entity, id);
      const related = end && relatedOf(crm, end[0], end[1], link.main_contact);
      return related ? [related] : [];
    })
    .sort((a, b) => Number(b.main) - Number(a.main));
}

export function statusOf(crm: Crm, { pipeline_id, status_id }: Lead): { name: string; color: string } | null {
  const pipeline = crm.pipelines.find(({ id }) => id === pipeline_id);
  return pipeline?.statuses.find(({ id }) => id === status_id) ?? null;
}

/** Neither won (142) nor lost (143). */
export const isActive = ({ status_id }: Lead): boolean => status_id !== 142 && status_id !== 143;

export const userName = (crm: Crm, id: number): string =>
  crm.users.find((user) => user.id === id)?.name ?? '';
