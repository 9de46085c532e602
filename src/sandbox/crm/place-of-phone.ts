import { isActive, isPresent, linkedTo, type AnyRecord } from './access';
import type { Crm, EntityType } from './model';

export interface Place {
  type: EntityType;
  id: number;
}

const comparedDigits = 10;
const tail = (phone: string): string => phone.replace(/\D/g, '').slice(-comparedDigits);

const hasPhone =
  (digits: string) =>
  (record: AnyRecord): boolean =>
    isPresent(record) &&
    (record.custom_fields_values ?? []).some(
      ({ field_code, values }) =>
        field_code === 'PHONE' && values.some(({ value }) => tail(String(value)) === digits),
    );

/**
 * Where amoCRM puts a call with this number: the only active lead, the only customer, else the contact or company
 * itself. Undefined when nobody has the number.
 */
export function placeOfPhone(crm: Crm, phone: string): Place | undefined {
  const digits = tail(phone);
  if (digits === '') return undefined;
  const contacts = [...crm.contacts.values()].filter(hasPhone(digits));
  const companies = [...crm.companies.values()].filter(hasPhone(digits));
  const owners: Place[] = [
    ...contacts.map(({ id }) => ({ type: 'contacts' as const, id })),
    ...companies.map(({ id }) => ({ type: 'companies' as const, id })),
  ];
  const ends = owners.flatMap(({ type, id }) => linkedTo(crm, type, id));
  const ids = (type: EntityType) => [...new Set(ends.filter((end) => end.type === type).map(({ id }) => id))];
  const leads = ids('leads').filter((id) => {
    const lead = crm.leads.get(id);
    return lead !== undefined && isActive(lead);
  });
  const customers = ids('customers');
  const [lead] = leads;
  const [customer] = customers;
  if (lead !== undefined && leads.length === 1 && customers.length === 0) return { type: 'leads', id: lead };
  if (customer !== undefined && customers.length === 1 && leads.length === 0)
    return { type: 'customers', id: customer };
  return owners[0];
}
