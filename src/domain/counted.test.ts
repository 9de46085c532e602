import { counted } from './counted';

test('one is one, none and several are many', () => {
  expect([0, 1, 2].map((count) => counted(count, 'fault'))).toEqual(['0 faults', '1 fault', '2 faults']);
});
