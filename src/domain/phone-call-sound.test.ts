import { soundFlow, soundQuality, type SoundSample } from './phone-call-sound';

const at = (second: number, more: Partial<SoundSample> = {}): SoundSample => ({
  at: second * 1000,
  packetsIn: second * 50,
  packetsOut: second * 50,
  lostIn: 0,
  lossOut: 0,
  jitter: 0.002,
  roundTrip: 0.02,
  connected: true,
  ...more,
});

test.each<[string, Partial<SoundSample>, number, number]>([
  ['a good line scores over 4', {}, 4.2, 4.5],
  ['a tenth lost is heard', { lostIn: 6 }, 2, 3.6],
  ['a third lost is hardly a talk', { lostIn: 25 }, 1, 2],
  ['loss on the way out counts as much', { lossOut: 0.3 }, 1, 2.2],
  ['half a second there and back makes people interrupt each other', { roundTrip: 0.6 }, 3.2, 4],
])('%s', (_title, more, least, most) => {
  const { mos } = soundQuality(at(1), at(2, more));
  expect(mos).toBeGreaterThanOrEqual(least);
  expect(mos).toBeLessThanOrEqual(most);
});

test('a pause without a packet is no loss, and counters that ran back are none', () => {
  expect(soundQuality(at(1), at(2, { packetsIn: 50 })).loss).toBe(0);
  expect(soundQuality(at(1, { lostIn: 9 }), at(2)).loss).toBe(0);
});

test('tells which way the sound is missing', () => {
  expect(soundFlow(at(1), at(2))).toBe('both');
  expect(soundFlow(at(1), at(2, { packetsIn: 50 }))).toBe('deaf');
  expect(soundFlow(at(1), at(2, { packetsOut: 50 }))).toBe('unheard');
  expect(soundFlow(at(1), at(2, { lossOut: 1 }))).toBe('unheard');
  expect(soundFlow(at(1), at(2, { packetsIn: 50, packetsOut: 50 }))).toBe('silent');
});
