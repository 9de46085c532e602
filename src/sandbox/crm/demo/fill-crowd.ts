import type { Company, Contact, Crm, Lead } from '../model';
import type { Account } from './account';
import type { Dice } from './dice';
import { emailFieldId, phoneFieldId } from './fields';
import { phoneBook } from './phones';
import * as words from './words';

const day = 86_400;
const owners = [0, 0, 1, 1, 1, 2, 3] as const;

type Book = ReturnType<typeof phoneBook>;

function crowdCompany(add: Account, dice: Dice, book: Book, at: number, index: number): Company {
  const latin = words.latinCompanies[index];
  const name =
    latin ??
    `${dice.pick(words.companyKinds)} «${words.companyNames[index - words.latinCompanies.length] ?? ''}»`;
  const company = add.company(name, dice.pick(owners), at);
  if (dice.chance(0.6))
    add.fill('companies', company, phoneFieldId, [{ value: book.mobile(), enum_code: 'WORK' }]);
  add.fill('companies', company, 66198, [
    { value: `${dice.pick(words.cities)}, ${dice.pick(words.streets)}, ${dice.int(1, 120)}` },
  ]);
  if (dice.chance(0.5))
    add.fill('companies', company, 66214, [{ value: `77${dice.int(10_000_000, 99_999_999)}` }]);
  return company;
}

function crowdName(dice: Dice): [first: string, last: string] {
  if (dice.chance(0.06)) {
    const [first = '', ...last] = dice.pick(words.foreigners).split(' ');
    return [first, last.join(' ')];
  }
  return dice.chance(0.5)
    ? [dice.pick(words.men), dice.pick(words.surnames)]
    : [dice.pick(words.women), `${dice.pick(words.surnames)}а`];
}

function crowdContact(add: Account, dice: Dice, book: Book, at: number): Contact {
  const [first, last] = crowdName(dice);
  const contact = add.contact(first, last, dice.pick(owners), at);
  if (dice.chance(0.4)) add.fill('contacts', contact, 66190, [{ value: dice.pick(words.jobs) }]);
  if (dice.chance(0.93)) {
    const first_phone = { value: dice.chance(0.06) ? book.foreign() : book.mobile(), enum_code: 'MOB' };
    const second = dice.chance(0.15) ? [{ value: book.mobile(), enum_code: 'WORK' }] : [];
    add.fill('contacts', contact, phoneFieldId, [first_phone, ...second]);
  }
  if (dice.chance(0.6)) {
    add.fill('contacts', contact, emailFieldId, [
      { value: `client${contact.id}@example.test`, enum_code: 'WORK' },
    ]);
  }
  if (dice.chance(0.2)) add.fill('contacts', contact, 66210, [{ value: dice.pick(words.remarks) }]);
  if (dice.chance(0.25)) contact.tags.push(tag(dice));
  return contact;
}

function tag(dice: Dice): Contact['tags'][number] {
  const name = dice.pick(words.tagNames);
  return { id: 7000 + words.tagNames.indexOf(name), name, color: null };
}

function crowdLead(crm: Crm, add: Account, dice: Dice, contact: Contact, at: number): Lead | undefined {
  const [main, service] = crm.pipelines;
  const pipeline = dice.chance(0.7) ? main : service;
  if (pipeline === undefined) return undefined;
  const owner = crm.users.findIndex(({ id }) => id === contact.responsible_user_id);
  const stage = dice.int(-2, 3);
  const lead = add.lead(dice.pick(words.goods), owner, at, pipeline, stage, dice.int(5, 900) * 1000);
  add.link('leads', lead, 'contacts', contact, true);
  if (dice.chance(0.4))
    add.fill('leads', lead, 66216, [{ value: `${dice.int(100, 999)}-${dice.int(20, 26)}` }]);
  return lead;
}

/** A whole hour of a working day, 10 to 18 in Moscow, so many days from now. */
const office = (now: number, dice: Dice, from: number, to: number): number =>
  Math.floor(now / day) * day + dice.int(from, to) * day + dice.int(7, 15) * 3600;

function history(add: Account, dice: Dice, contact: Contact, now: number): void {
  const phone = contact.custom_fields_values?.find(({ field_id }) => field_id === phoneFieldId)?.values[0]
    ?.value;
  const since = contact.created_at;
  const moment = () => {
    const at = dice.int(since, now - day);
    return at - (at % day) + dice.int(7 * 3600, 15 * 3600);
  };
  if (dice.chance(0.4)) add.remark('contacts', contact, moment(), dice.pick(words.remarks));
  for (let talks = phone === undefined ? 0 : dice.int(0, 2); talks > 0; talks -= 1) {
    const kind = dice.pick(['call_in', 'call_out'] as const);
    add.talk('contacts', contact, moment(), kind, String(phone), dice.chance(0.25) ? 0 : dice.int(8, 900));
  }
  if (dice.chance(0.25)) {
    add.task('contacts', contact, dice.pick(words.errands), office(now, dice, -3, 14), dice.chance(0.3));
  }
}

/** Everybody else, made from word lists: companies, contacts, deals, customers and what was said and planned. */
export function fillCrowd(crm: Crm, add: Account, dice: Dice, now: number): void {
  const book = phoneBook(dice);
  const past = () => now - dice.int(2, 400) * day - dice.int(0, day);
  const companies = Array.from({ length: 25 }, (_, index) => crowdCompany(add, dice, book, past(), index));
  const contacts = Array.from({ length: 100 }, () => crowdContact(add, dice, book, past()));
  for (const contact of contacts) {
    const company = companies[dice.int(0, 40)];
    if (company) add.link('contacts', contact, 'companies', company);
    history(add, dice, contact, now);
  }
  contacts.slice(0, 56).forEach((contact, index) => {
    const lead = crowdLead(crm, add, dice, contact, dice.int(contact.created_at, now - day));
    if (lead && index % 4 === 0)
      add.task('leads', lead, dice.pick(words.errands), office(now, dice, -2, 9), false);
    if (index % 14 === 0) {
      const owner = crm.users.findIndex(({ id }) => id === contact.responsible_user_id);
      const customer = add.customer(`Покупатель: ${contact.name}`, owner, contact.created_at + day);
      add.link('contacts', contact, 'customers', customer);
    }
  });
}
