import { callersAmong } from '../domain/caller';
import type { DialPlan } from '../domain/dial-plan';
import { parsePhone, searchDigits } from '../domain/phone-number';
import type { CrmClient } from './crm-trouble';
import { embedded, idOf, listOf, textOf, type Fields } from './crm-json';

const phones = (contact: Fields): string[] =>
  listOf(contact['custom_fields_values'])
    .filter((field) => field['field_code'] === 'PHONE')
    .flatMap((field) => listOf(field['values']))
    .map(({ value }) => (typeof value === 'number' ? String(value) : textOf(value)));

/** Whether a contact has this number: `query` finds any field that holds the digits. */
export async function hasContact(ask: CrmClient, number: string, plan: DialPlan): Promise<boolean> {
  const phone = parsePhone(number, plan);
  const body = await ask({ method: 'GET', path: `/api/v4/contacts?query=${searchDigits(phone)}&limit=50` });
  const found = embedded(body, 'contacts').map((contact) => ({
    ...{ entity: 'contact' as const, id: idOf(contact['id']) ?? 0, name: '', phones: phones(contact) },
  }));
  return callersAmong(found, phone, plan).length > 0;
}
