import { oneKey } from './pbx-key';

const keys = oneKey('key of the PBX 0123');

test('the key itself is good', () => {
  expect(keys.isGood('key of the PBX 0123')).toBe(true);
});

test.each(['', 'key of the PBX 0124', 'key of the PBX 012', 'key of the PBX 01234', 'ключ'])(
  '"%s" is not',
  (wrong) => {
    expect(keys.isGood(wrong)).toBe(false);
  },
);
