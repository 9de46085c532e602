import { soundBytes, soundSize } from './demo-sound';

const whole = soundBytes(2, 0, soundSize(2));

test('a record is a WAV file of the length it says', () => {
  expect(whole.length).toBe(44 + 2 * 16_000);
  expect([whole.toString('latin1', 0, 4), whole.toString('latin1', 8, 16)]).toEqual(['RIFF', 'WAVEfmt ']);
  expect([whole.readUInt32LE(4), whole.readUInt32LE(40)]).toEqual([whole.length - 8, whole.length - 44]);
});

test('it is not silence, and never too loud for sixteen bits', () => {
  const samples = Array.from({ length: 16_000 }, (_, index) => Math.abs(whole.readInt16LE(44 + 2 * index)));
  expect(Math.max(...samples)).toBeGreaterThan(3000);
  expect(Math.max(...samples)).toBeLessThan(32_000);
});

test.each([
  [0, 10],
  [40, 47],
  [43, 44],
  [44, 45],
  [45, 46],
  [1001, 2000],
  [32_043, 32_044],
])('the bytes from %i to %i are those of the whole', (first, end) => {
  expect(soundBytes(2, first, end)).toEqual(whole.subarray(first, end));
});
