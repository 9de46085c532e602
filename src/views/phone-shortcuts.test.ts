import { phoneCall, ringing } from '../../test/fakes/phone-calls';
import { commandOf, shortcutOf, shownShortcut } from './phone-shortcuts';

const press = (code: string, more: object = {}) => ({
  code,
  altKey: true,
  ctrlKey: false,
  shiftKey: false,
  metaKey: false,
  repeat: false,
  ...more,
});

test('keys are known by their place, so that they work in a Russian layout', () => {
  expect(shortcutOf(press('KeyA'))).toBe('answer');
  expect(shownShortcut('answer')).toBe('Alt+A');
});

test('a letter alone, another modifier and a key held down do nothing', () => {
  expect(shortcutOf(press('KeyA', { altKey: false }))).toBeUndefined();
  for (const modifier of ['ctrlKey', 'shiftKey', 'metaKey', 'repeat'])
    expect(shortcutOf(press('KeyX', { [modifier]: true }))).toBeUndefined();
});

test('answering takes the ringing one, hanging up the one that is heard', () => {
  const held = phoneCall({ id: 'held', held: true });
  const heard = phoneCall({ id: 'heard' });
  const calls = [held, heard, ringing({ id: 'new' })];
  expect(commandOf('answer', calls)).toEqual({ do: 'answer', id: 'new' });
  expect(commandOf('hang-up', calls)).toEqual({ do: 'hang-up', id: 'heard' });
  expect(commandOf('hang-up', [held])).toEqual({ do: 'hang-up', id: 'held' });
  expect(commandOf('mute', calls)).toEqual({ do: 'mute', id: 'heard', on: true });
  expect(commandOf('hold', [held])).toEqual({ do: 'hold', id: 'held', on: false });
});

test('with nothing but a ring, hanging up declines it', () => {
  expect(commandOf('hang-up', [ringing()])).toEqual({ do: 'decline', id: 'one', where: 'everywhere' });
  expect(commandOf('mute', [ringing()])).toBeUndefined();
});

test('without calls, and for calls that are over, the keys stay the page’s', () => {
  for (const name of ['answer', 'hang-up', 'mute', 'hold'] as const) {
    expect(commandOf(name, [])).toBeUndefined();
    expect(commandOf(name, [phoneCall({ stage: 'ended' })])).toBeUndefined();
  }
});
