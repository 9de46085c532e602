import type { Company, Crm } from '../model';
import type { Account } from './account';
import { firms, people, type Person } from './cast';
import { phoneFieldId } from './fields';

const day = 86_400;
const phones = (list: readonly string[]) =>
  list.map((value, index) => ({ value, enum_code: index === 0 ? 'MOB' : 'WORK' }));

/** The people and companies with fixed numbers. Their companies by name come back. */
export function fillCast(crm: Crm, add: Account, now: number): Map<string, Company> {
  const companies = new Map<string, Company>();
  for (const { name, phones: numbers, owner } of firms) {
    const company = add.company(name, owner, now - 200 * day);
    add.fill('companies', company, phoneFieldId, phones(numbers));
    companies.set(name, company);
  }
  people.forEach((person, index) => addPerson(crm, add, person, companies, now - (60 - index) * day));
  return companies;
}

function addPerson(
  crm: Crm,
  add: Account,
  person: Person,
  companies: Map<string, Company>,
  at: number,
): void {
  const { first, last, owner, company, comment, deals = [], customer } = person;
  const contact = add.contact(first, last, owner, at);
  add.fill('contacts', contact, phoneFieldId, phones(person.phones));
  if (comment !== undefined) add.fill('contacts', contact, 66210, [{ value: comment }]);
  const employer = company === undefined ? undefined : companies.get(company);
  if (employer) add.link('contacts', contact, 'companies', employer);
  const [main] = crm.pipelines;
  for (const stage of main ? deals : []) {
    if (main === undefined) continue;
    const lead = add.lead(`Заказ: ${contact.name}`, owner, at + day, main, stage, 45_000);
    add.link('leads', lead, 'contacts', contact, true);
  }
  if (customer !== undefined) {
    const buyer = add.customer(customer, owner, at + 2 * day);
    add.link('contacts', contact, 'customers', buyer);
  }
}
