import { phoneCall, phoneState, ringing } from '../../test/fakes/phone-calls';
import type { PhoneState } from '../agent/phone-state';
import { spokenChange } from './phone-spoken';

const texts = (path: string, values: object = {}): string => [path, ...Object.values(values)].join(' ');
const spoken = (before: PhoneState | undefined, now: PhoneState): string =>
  spokenChange(before, now, () => 'Ирина', texts);

test('a ring is told with who it is and the key that answers it', () => {
  expect(spoken(phoneState(), phoneState([ringing()]))).toBe('phone.spoken.incoming Ирина Alt+A');
});

test('each change of a talk is told once', () => {
  const talk = phoneState([phoneCall()]);
  expect(spoken(phoneState([ringing()]), talk)).toBe('phone.spoken.talking Ирина');
  expect(spoken(talk, talk)).toBe('');
  expect(spoken(talk, phoneState([phoneCall({ muted: true })]))).toBe('phone.spoken.mute_on');
  expect(spoken(phoneState([phoneCall({ held: true })]), talk)).toBe('phone.spoken.hold_off');
  expect(spoken(talk, phoneState([phoneCall({ farHeld: true })]))).toBe('phone.spoken.far_hold_on');
  expect(spoken(talk, phoneState([phoneCall({ sound: { state: 'deaf' } })]))).toBe('phone.sound.deaf');
  expect(spoken(talk, phoneState([phoneCall({ note: 'microphone-lost' })]))).toBe(
    'phone.note.microphone-lost',
  );
  expect(spoken(talk, phoneState([phoneCall({ stage: 'ended', why: 'far-hung-up' })]))).toBe(
    'phone.ending.far-hung-up',
  );
});

test('a line that is lost and comes back is told, its first coming is not', () => {
  expect(spoken(phoneState(), phoneState([], { link: 'lost' }))).toBe('phone.spoken.line_lost');
  expect(spoken(phoneState([], { link: 'lost' }), phoneState())).toBe('phone.spoken.line_ready');
  expect(spoken(undefined, phoneState())).toBe('');
});
