import { phoneCall } from '../../test/fakes/phone-calls';
import type { DeskCall } from '../agent/desk';
import { dialPlanOf } from '../domain/dial-plan';
import { farSide, farSides } from './phone-caller';

const words = {
  texts: (path: string, values: object = {}): string => [path, ...Object.values(values)].join(' '),
  dialPlan: dialPlanOf('RU'),
  colleague: (extension: string) => (extension === '102' ? 'Борис' : undefined),
};
const card = (more: object = {}): DeskCall => ({
  call: {
    call_id: 'pbx-one',
    state: 'ringing',
    direction: 'inbound',
    phone: '89991112233',
    line: '+74951234567',
    extensions: ['101'],
    started_at: '2026-01-31T10:00:00.000Z',
    seq: 1,
    ...more,
  },
  caller: {
    state: 'found',
    matches: [{ entity: 'contact', id: 7, name: 'Ирина', phones: [], companyName: 'Вектор' }],
  },
  cameAt: 0,
  closed: false,
});

test('the caller is whoever the card of the same call names', () => {
  expect(farSide(phoneCall(), [card()], words)).toEqual({
    title: 'Ирина',
    company: 'Вектор',
    number: '+7 999 111-22-33',
    line: 'card.line +7 495 123-45-67',
    why: '',
    href: '/contacts/detail/7',
    name: 'Ирина',
    dial: '+79991112233',
  });
});

test('why it rings is what its card says, and it stays known; a call out rings nobody here', () => {
  const why = (call = phoneCall(), reason = 'lead: Опт'): string =>
    farSide(call, [{ ...card(), reason }], words).why;
  expect(why()).toBe('why.lead_named Опт');
  expect(why(phoneCall(), 'VIP queue')).toBe('VIP queue');
  expect(why(phoneCall({ direction: 'outbound' }), 'own_phone')).toBe('');
  const who = farSides(words);
  who(phoneCall(), [{ ...card(), reason: 'contact' }]);
  expect(who(phoneCall(), []).why).toContain('why.contact');
});

test('where the PBX names the call otherwise, the number tells', () => {
  expect(farSide(phoneCall(), [card({ call_id: 'other' })], words).title).toBe('Ирина');
  expect(farSide(phoneCall({ number: '+79990000000' }), [card({ call_id: 'other' })], words).title).toBe(
    '+7 999 000-00-00',
  );
  expect(farSide(phoneCall(), [card({ call_id: 'other', state: 'ended' })], words).title).not.toBe('Ирина');
});

test('colleagues are known by their extension', () => {
  expect(farSide(phoneCall({ number: '102' }), [], words)).toMatchObject({
    title: 'Борис',
    number: 'card.internal 102',
    dial: '102',
  });
});

test('a hidden number cannot be called back', () => {
  expect(farSide(phoneCall({ number: 'anonymous' }), [], words)).toMatchObject({
    title: 'card.hidden_number',
    dial: '',
  });
});

test('a name that the far phone gives itself is better than none, unless it is its number', () => {
  expect(farSide(phoneCall({ name: 'Reception' }), [], words).title).toBe('Reception');
  expect(farSide(phoneCall({ name: '89991112233' }), [], words).title).toBe('+7 999 111-22-33');
});

test('whom a call was with stays known when its card leaves the desk', () => {
  const who = farSides(words);
  expect(who(phoneCall(), [card()]).title).toBe('Ирина');
  expect(who(phoneCall(), [])).toMatchObject({ title: 'Ирина', line: 'card.line +7 495 123-45-67' });
  expect(who(phoneCall({ id: 'two' }), []).title).toBe('+7 999 111-22-33');
});
