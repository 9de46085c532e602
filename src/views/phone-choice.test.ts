import { phoneCall, phoneState } from '../../test/fakes/phone-calls';
import type { PhoneDesk } from '../agent/phone-desk';
import { phoneChoice } from './phone-choice';

const texts = (path: string): string => path;
const desk = (more: Partial<PhoneDesk> = {}): PhoneDesk => ({
  holder: 'tab',
  state: phoneState(),
  deskPhone: false,
  both: true,
  ...more,
});
const chosen = (phone: PhoneDesk): string | undefined =>
  phoneChoice(phone, texts)?.options.find((option) => option.chosen)?.id;

test('whoever has one phone has nothing to choose', () => {
  expect(phoneChoice(desk({ both: false }), texts)).toBeUndefined();
  expect(phoneChoice(undefined, texts)).toBeUndefined();
});

test('the phone in use is the one chosen, and is said what it means', () => {
  expect([chosen(desk()), chosen(desk({ deskPhone: true }))]).toEqual(['browser', 'desk']);
  expect(phoneChoice(desk({ deskPhone: true }), texts)).toMatchObject({
    busy: false,
    hint: 'phone.set.phones_hint.desk',
  });
});

test('in the middle of a call nothing is changed', () => {
  const calls = [phoneCall()];
  expect(phoneChoice(desk({ state: phoneState(calls) }), texts)).toMatchObject({
    busy: true,
    hint: 'phone.set.phones_hint.busy',
  });
  const over = [phoneCall({ stage: 'ended' })];
  expect(phoneChoice(desk({ state: phoneState(over) }), texts)?.busy).toBe(false);
});
