import type { LinkKind, ResultLink } from './call-result';
import { linkFor, type LinkedMatch } from './result-link';

const link = (kind: LinkKind, id: number): ResultLink => ({ kind, id, name: `${kind} ${id}` });
const match = (owner: ResultLink, leads: number[] = [], customers: number[] = []): LinkedMatch => ({
  link: owner,
  openLeads: leads.map((id) => link('lead', id)),
  customers: customers.map((id) => link('customer', id)),
});
const contact = link('contact', 1);
const company = link('company', 2);

test.each<[string, LinkedMatch[], ResultLink | null]>([
  ['nobody has the number: an empty link', [], null],
  ['a contact with nothing on it: the contact', [match(contact)], contact],
  ['exactly one open lead: that lead', [match(contact, [10])], link('lead', 10)],
  ['several open leads: the contact', [match(contact, [10, 11])], contact],
  ['only a customer: that customer', [match(contact, [], [20])], link('customer', 20)],
  ['several customers: the contact', [match(contact, [], [20, 21])], contact],
  ['both a customer and a lead: the contact', [match(contact, [10], [20])], contact],
  ["a company's own number: the company", [match(company)], company],
  ["a company's own number, with one lead on it: still the company", [match(company, [10])], company],
  ['several contacts: left to the agent', [match(contact, [10]), match(link('contact', 3))], null],
  ['several companies: left to the agent', [match(company), match(link('company', 4))], null],
  ['a contact beside a company: the person', [match(company), match(contact, [10])], link('lead', 10)],
])('%s', (_, matches, expected) => {
  expect(linkFor(matches)).toEqual(expected);
});

test('whom the agent chose among several on the card decides', () => {
  const several = [match(contact, [10]), match(link('contact', 3), [], [20]), match(company)];
  expect(linkFor(several, { kind: 'contact', id: 3 })).toEqual(link('customer', 20));
  expect(linkFor(several, { kind: 'company', id: 2 })).toEqual(company);
});

test('a choice that is not among them decides nothing', () => {
  expect(linkFor([match(contact)], { kind: 'contact', id: 99 })).toEqual(contact);
  expect(linkFor([match(contact), match(link('contact', 3))], { kind: 'company', id: 1 })).toBeNull();
});
