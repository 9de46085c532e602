import type { SoundReport } from '../agent/phone-sound-watch';
import { qualityModel } from './phone-quality';

const texts = (path: string, values: object = {}): string => `${path} ${JSON.stringify(values)}`;
const both = (mos: number, loss: number, roundTrip: number, jitter: number): SoundReport => ({
  state: 'both',
  quality: { mos, loss, roundTrip, jitter },
});

test('a good talk has four bars and no words', () => {
  expect(qualityModel(both(4.3, 0, 20, 2), texts)).toMatchObject({ tone: 'good', bars: 4, words: '' });
});

test('a bad talk names what makes it bad, and how much', () => {
  const words = (report: SoundReport): string => qualityModel(report, texts).words;
  expect(words(both(2.5, 0.12, 90, 10))).toContain('phone.quality.loss {"mos":"2.5","loss":12');
  expect(words(both(3.4, 0.001, 800, 5))).toContain('phone.quality.delay');
  expect(words(both(3.5, 0, 40, 120))).toContain('phone.quality.jitter');
  expect(qualityModel(both(2.5, 0.12, 90, 10), texts)).toMatchObject({ tone: 'bad', bars: 1 });
  expect(qualityModel(both(3.7, 0.03, 90, 10), texts)).toMatchObject({ tone: 'fair', bars: 3 });
});

test('one-way sound is said, whichever way it is', () => {
  for (const state of ['deaf', 'unheard', 'silent', 'repairing'] as const)
    expect(qualityModel({ state }, texts)).toMatchObject({ tone: 'bad', words: `phone.sound.${state} {}` });
});

test('before there is anything to judge, nothing is judged', () => {
  expect(qualityModel(undefined, texts).tone).toBe('none');
  expect(qualityModel({ state: 'starting' }, texts).tone).toBe('none');
});
