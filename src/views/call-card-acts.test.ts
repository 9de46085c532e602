import { aCall, answered, ended } from '../../test/fakes/fake-pbx';
import type { DeskCall } from '../agent/desk';
import { noCalls, type PhoneDesk } from '../agent/phone-desk';
import type { PhoneCall } from '../agent/phone-state';
import type { Call } from '../domain/call';
import { cardActs, phoneCommandOf } from './call-card-acts';

const card = (more: Partial<Call> = {}): DeskCall => ({
  call: aCall(more),
  caller: { state: 'unknown' },
  cameAt: 0,
  closed: false,
});
const phone = (deskPhone: boolean, ...calls: Partial<PhoneCall>[]): PhoneDesk => ({
  holder: 'tab-1',
  deskPhone,
  both: false,
  state: { ...noCalls, link: 'ready', calls: calls as PhoneCall[] },
});
const acts = (one: DeskCall, held: PhoneDesk | undefined): string[] =>
  cardActs(one, held, (key) => key).map(({ name, id }) => `${name} ${id}`);

test('a call that rings in the browser is answered or declined on its card, and a talk is ended there', () => {
  const ringing = phone(false, { id: 'leg-1', callId: 'c-1', stage: 'incoming' });
  expect(acts(card(), ringing)).toEqual(['answer leg-1', 'decline leg-1']);
  const talking = phone(false, { id: 'leg-1', callId: 'c-1', stage: 'talking' });
  expect(acts(card(answered), talking)).toEqual(['hang-up leg-1']);
});

test('a card has no buttons for a call that is not on this phone, or is over', () => {
  expect(acts(card(), undefined)).toEqual([]);
  expect(acts(card(), phone(false, { id: 'leg-1', callId: 'c-2', stage: 'incoming' }))).toEqual([]);
  expect(acts(card(), phone(false, { id: 'leg-1', callId: 'c-1', stage: 'ended' }))).toEqual([]);
  expect(acts(card(ended), phone(true))).toEqual([]);
});

test("a desk phone's talk is ended by the PBX; its ring is answered on the desk", () => {
  expect(acts(card(), phone(true))).toEqual([]);
  expect(acts(card(answered), phone(true))).toEqual(['hang-up c-1']);
  expect(acts(card({ direction: 'outbound' }), phone(true))).toEqual(['hang-up c-1']);
});

test('of an agent with two phones the talk on the desk is ended too, and one here as ever', () => {
  const both = (...calls: Partial<PhoneCall>[]): PhoneDesk => ({ ...phone(false, ...calls), both: true });
  expect(acts(card(answered), both())).toEqual(['hang-up c-1']);
  expect(acts(card(answered), phone(false))).toEqual([]);
  expect(acts(card(), both())).toEqual([]);
  const here: Partial<PhoneCall> = { id: 'leg-1', callId: 'c-1', stage: 'talking' };
  expect(acts(card(answered), both(here))).toEqual(['hang-up leg-1']);
  expect(acts(card(answered), both({ ...here, stage: 'ended' }))).toEqual([]);
});

test('each button is a command, and nothing else is', () => {
  expect(phoneCommandOf({ act: 'answer', id: '1' })).toEqual({ do: 'answer', id: '1' });
  expect(phoneCommandOf({ act: 'decline', id: '1' })).toEqual({
    do: 'decline',
    id: '1',
    where: 'everywhere',
  });
  expect(phoneCommandOf({ act: 'mix', id: '1' })).toBeUndefined();
  expect(phoneCommandOf({ act: 'answer' })).toBeUndefined();
});
