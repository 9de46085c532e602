import { callersAmong, choose, type Candidate } from './caller';
import { dialPlanOf } from './dial-plan';
import { parsePhone } from './phone-number';

const russia = dialPlanOf('RU');
const contact = (id: number, name: string, ...phones: string[]): Candidate => ({
  entity: 'contact',
  id,
  name,
  phones,
});
const among = (candidates: Candidate[], number = '+79991112233'): number[] =>
  callersAmong(candidates, parsePhone(number, russia), russia).map(({ id }) => id);

const incoming = [
  '+79991112233',
  '89991112233',
  '9991112233',
  '8 (999) 111-22-33',
  '7 999 111-22-33',
  '+7-999-111-2233',
];
const stored = [
  '8 (999) 111-22-33',
  '+7 999 1112233',
  '9991112233',
  '79991112233',
  '8-999-111-22-33, 222-33-44',
];

test.each(incoming.flatMap((number) => stored.map((field) => [number, field] as const)))(
  'a call from %s is found at a contact with %s',
  (number, field) => {
    expect(among([contact(1, 'Anna', field)], number)).toEqual([1]);
  },
);

test('a contact whose name holds the digits is not the caller', () => {
  expect(among([contact(1, '9991112233', '+74950000000'), contact(2, 'from 8 999 111-22-33')])).toEqual([]);
});

test('all who share the number are offered, in the order in which the CRM gave them', () => {
  expect(
    among([contact(3, 'A', '89991112233'), contact(1, 'B', '1'), contact(2, 'C', '+79991112233')]),
  ).toEqual([3, 2]);
});

test('the agent chooses one of several; a choice that is not there changes nothing', () => {
  const several = { state: 'found', matches: [contact(1, 'A'), contact(2, 'B')] } as const;
  expect(choose(several, 'contact', 2)).toEqual({ state: 'found', matches: [contact(2, 'B')] });
  expect(choose(several, 'company', 2)).toBe(several);
  expect(choose({ state: 'unknown' }, 'contact', 2)).toEqual({ state: 'unknown' });
});
