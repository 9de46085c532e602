import type { DialPlan } from '../../domain/dial-plan';
import { phoneKey, phonesIn } from '../../domain/phone-number';
import type { DialPerson } from '../../dialing/dial-list';
import type { NewPerson } from './dial-edits';

/** Shorter ones are internal numbers and services, no clients. */
const shortest = 7;

/** All numbers of a person, each once, in the form that they are compared in. */
export function newPerson({ name, company, link, phones }: DialPerson, plan: DialPlan): NewPerson {
  const keys = phones
    .flatMap((phone) => phonesIn(phone, plan).slice(phone.search(/[,;/\n]|\s{2,}/) < 0 ? 0 : 1))
    .filter((number) => number.kind === 'outside' && number.digits.length >= shortest)
    .map(phoneKey);
  return { name, company, link, phones: [...new Set(keys)] };
}
