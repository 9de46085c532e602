import type { Company, Contact, Crm, EntityType, Lead, Rights, User } from './model';

export type AnyRecord = Company | Contact | Lead;

export const entityTypes: readonly EntityType[] = ['leads', 'contacts', 'companies', 'customers'];
export const isEntityType = (name: string): name is EntityType =>
  (entityTypes as readonly string[]).includes(name);

export const recordsOf = (crm: Crm, entity: EntityType): Map<number, AnyRecord> => crm[entity];

/** Neither deleted nor still in an inbox item that nobody has accepted. */
export const isPresent = ({ is_deleted, in_unsorted }: AnyRecord): boolean => !is_deleted && !in_unsorted;

/** Whether a right of the user reaches this record. Customers have no rights of their own: everybody's. */
export function may(user: User, right: keyof Rights, entity: EntityType, record: AnyRecord): boolean {
  if (user.is_admin || entity === 'customers') return true;
  const reach = user.rights[entity][right];
  if (reach === 'G') return record.group_id === user.group_id;
  return reach === 'A' || (reach === 'M' && record.responsible_user_id === user.id);
}

export const mayAdd = (user: User, entity: EntityType): boolean =>
  user.is_admin || entity === 'customers' || user.rights[entity].add !== 'D';

export const visibleRecords = (crm: Crm, user: User, entity: EntityType): AnyRecord[] =>
  [...recordsOf(crm, entity).values()].filter(
    (record) => isPresent(record) && may(user, 'view', entity, record),
  );

/** The record if it is there and the user may see it. */
export function visibleRecord(crm: Crm, user: User, entity: EntityType, id: number): AnyRecord | undefined {
  const record = recordsOf(crm, entity).get(id);
  return record && isPresent(record) && may(user, 'view', entity, record) ? record : undefined;
}

export interface LinkedEnd {
  type: EntityType;
  id: number;
  main: boolean;
}

/** Both directions of what is linked to a record and present. */
export function linkedTo(crm: Crm, type: EntityType, id: number): LinkedEnd[] {
  return crm.links.flatMap(({ from_type, from_id, to_type, to_id, main_contact: main }) => {
    const end =
      from_type === type && from_id === id
        ? { type: to_type, id: to_id, main }
        : to_type === type && to_id === id
          ? { type: from_type, id: from_id, main }
          : undefined;
    const record = end && recordsOf(crm, end.type).get(end.id);
    return end && record && isPresent(record) ? [end] : [];
  });
}

/** Neither won nor lost. */
export const isActive = ({ status_id }: Lead): boolean => status_id !== 142 && status_id !== 143;
