import { dialPlanOf } from './dial-plan';
import { parsePhone, phoneKey, phonesIn, samePhone, searchDigits, showPhone } from './phone-number';

const russia = dialPlanOf('RU');
const same = (a: string, b: string, plan = russia): boolean =>
  samePhone(parsePhone(a, plan), parsePhone(b, plan));

const notations = [
  '+79991112233',
  '79991112233',
  '89991112233',
  '9991112233',
  '8 (999) 111-22-33',
  '+7 (999) 111 22 33',
  '+8 999 111 22 33',
  '007 999 111 22 33',
  '810 7 999 111-22-33',
  'tel:+7-999-111-22-33',
  'sip:+79991112233@pbx.example;user=phone',
  '８９９９１１１２２３３',
  ' 8.999.111.22.33 ',
  '+7 999 111-22-33 доб. 45',
  '+79991112233,,12#',
];

test.each(notations)('%s is one caller, however the contact has the number', (called) => {
  for (const stored of notations) expect([stored, same(called, stored)]).toEqual([stored, true]);
  expect(phoneKey(parsePhone(called, russia))).toBe('+79991112233');
  expect(searchDigits(parsePhone(called, russia))).toBe('9991112233');
  expect(showPhone(called, russia)).toBe('+7 999 111-22-33');
});

test.each([
  ['+79991112233', '+79991112234'],
  ['+79991112233', '+1 999 111 22 33'],
  ['+79991112233', '+44 7999 111223'],
  ['+79991112233', '111-22-33'],
  ['101', '+74951230101'],
  ['101', '102'],
  ['anonymous', 'anonymous'],
  ['', ''],
])('%s and %s are two', (a, b) => {
  expect(same(a, b)).toBe(false);
});

test.each([
  ['UA', '044 123 45 67', '+380 44 123 45 67'],
  ['BY', '8 029 123 45 67', '+375 29 123-45-67'],
  ['US', '(212) 555-0142', '+1 212 555 0142'],
  ['US', '1 212 555 0142', '011 1 212 555 0142'],
  ['BR', '(11) 98765-4321', '+55 11 98765-4321'],
  ['BR', '011 98765 4321', '5511987654321'],
  ['GB', '020 7946 0958', '+44 20 7946 0958'],
  ['ES', '612 345 678', '0034 612 345 678'],
  ['RU', '380441234567', '+380 44 123-45-67'],
  ['XX', '9991112233', '+7 999 111 22 33'],
])('in %s %s and %s are one', (country, a, b) => {
  expect(same(a, b, dialPlanOf(country))).toBe(true);
});

test.each(['', 'anonymous', 'unavailable', '🙂', '+', '9'.repeat(40)])(
  'nobody can be looked up by %p',
  (raw) => {
    expect(parsePhone(raw, russia)).toEqual({ kind: 'none' });
  },
);

test('fewer than four digits are an internal number', () => {
  expect(parsePhone('101', russia)).toEqual({ kind: 'internal', digits: '101' });
  expect(parsePhone('1010', russia).kind).toBe('outside');
  expect(same('101', ' 101 ')).toBe(true);
});

test('a field with two numbers holds both', () => {
  const both = phonesIn('8 999 111-22-33, 8 (495) 123-45-67', russia);
  expect(both.some((phone) => samePhone(phone, parsePhone('+74951234567', russia)))).toBe(true);
  expect(both.some((phone) => samePhone(phone, parsePhone('+79991112233', russia)))).toBe(true);
});

test.each([
  ['+442079460958', '+442079460958'],
  ['+44 20 7946 0958', '+44 20 7946 0958'],
  ['12125550142', '+1 212 555-0142'],
  ['101', '101'],
  ['  222-33-44 ', '222-33-44'],
])('%s is shown as %s', (raw, shown) => {
  expect(showPhone(raw, russia)).toBe(shown);
});
