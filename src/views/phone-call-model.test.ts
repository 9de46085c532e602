import { phoneCall, ringing } from '../../test/fakes/phone-calls';
import type { PhoneCall } from '../agent/phone-state';
import { phoneCallModel } from './phone-call-model';
import { jointActions, jointCommand } from './phone-joint-model';

const texts = (path: string, values: object = {}): string => [path, ...Object.values(values)].join(' ');
const who = {
  title: 'Ирина',
  company: '',
  number: '',
  line: '',
  why: 'why.contact',
  href: '',
  name: 'Ирина',
  dial: '+79991112233',
};
const model = (call: PhoneCall, others: readonly PhoneCall[] = [], more: object = {}) =>
  phoneCallModel(call, { who, now: 65_000, texts, others, pending: [], open: '', ...more });
const does = (call: PhoneCall, others: readonly PhoneCall[] = []): string[] => {
  const { main, more } = model(call, others);
  return [...main, ...more].map((button) => button.do);
};

test('a ring can be answered, declined for all, or only here', () => {
  expect(does(ringing())).toEqual(['answer', 'decline', 'decline-here']);
  expect(model(ringing()).tone).toBe('ringing');
});

test('why it rings is said while the call lives', () => {
  expect([model(ringing()).why, model(phoneCall()).why]).toEqual(['why.contact', 'why.contact']);
  expect(model(phoneCall({ stage: 'ended' })).why).toBe('');
});

test('a second call waits, and is answered by holding the first', () => {
  const waiting = model(ringing({ id: 'two' }), [phoneCall()]);
  expect(waiting.tone).toBe('waiting');
  expect(waiting.main[0]?.text).toBe('phone.do.answer_hold');
});

test('a talk has everything, a second one no third', () => {
  expect(does(phoneCall())).toEqual(['hang-up', 'mute', 'hold', 'keys', 'transfer', 'add']);
  expect(does(phoneCall(), [phoneCall({ id: 'two', held: true })])).not.toContain('add');
});

test('a held talk behind another one shrinks to its way back', () => {
  const held = model(phoneCall({ held: true }), [phoneCall({ id: 'two' })]);
  expect([held.small, held.more.map((button) => button.text)]).toEqual([true, ['phone.do.swap']]);
  expect(model(phoneCall({ held: true })).small).toBe(false);
});

test('the clock counts from the answer, and stands when the call is over', () => {
  expect(model(phoneCall())).toMatchObject({ time: '1:00', since: '5000' });
  expect(model(phoneCall({ stage: 'ended', why: 'far-hung-up', endedAt: 35_000 }))).toMatchObject({
    time: '0:30',
    since: '',
    state: 'phone.ending.far-hung-up',
  });
  expect(model(ringing()).time).toBe('');
});

test('the end of a call is told from the agent’s side', () => {
  const inbound = (why: PhoneCall['why']): string =>
    model(ringing({ stage: 'ended', ...(why && { why }) })).state;
  expect(inbound('cancelled')).toBe('phone.ending.cancelled-in');
  const outbound = ringing({ stage: 'ended', why: 'declined', direction: 'outbound' });
  expect(model(outbound).state).toBe('phone.ending.declined');
});

test('what is wrong is said, the worst in red', () => {
  const deaf = model(phoneCall({ sound: { state: 'deaf' }, note: 'microphone-replaced' }));
  expect(deaf.notices).toEqual([
    { tone: 'bad', text: 'phone.sound.deaf' },
    { tone: 'plain', text: 'phone.note.microphone-replaced' },
  ]);
});

test('a button that waits for its answer cannot be pressed again', () => {
  const { more } = model(phoneCall(), [], { pending: ['hold:one'] });
  expect(more.find((button) => button.do === 'hold')?.busy).toBe(true);
  expect(more.find((button) => button.do === 'mute')?.busy).toBe(false);
});

test('two talks can be swapped, connected and mixed; mixed ones parted', () => {
  const [first, second] = [phoneCall({ held: true }), phoneCall({ id: 'two' })];
  expect(jointActions([first])).toEqual([]);
  expect(jointActions([first, second])).toEqual(['swap', 'join', 'mix']);
  expect(jointCommand('swap', [first, second])).toEqual({ do: 'hold', id: 'one', on: false });
  expect(jointCommand('join', [first, second])).toEqual({ do: 'transfer-to-call', id: 'one', other: 'two' });
  expect(jointActions([phoneCall({ mixed: true }), phoneCall({ id: 'two', mixed: true })])).toEqual(['part']);
});
