import type { RingKind } from '../../ports/phone';

const rate = 8000;

/** Parts of a second that sound, in hertz; the rest of the time is silent. */
const patterns: Readonly<
  Record<
    RingKind,
    {
      seconds: number;
      loudness: number;
      beeps: readonly [from: number, to: number, hertz: readonly number[]][];
    }
  >
> = {
  ring: {
    seconds: 3,
    loudness: 0.8,
    beeps: [
      [0, 0.4, [440, 554]],
      [0.4, 0.8, [554, 659]],
      [0.9, 1.3, [440, 554]],
    ],
  },
  waiting: {
    seconds: 5,
    loudness: 0.25,
    beeps: [
      [0, 0.2, [425]],
      [0.4, 0.6, [425]],
    ],
  },
  ringback: { seconds: 5, loudness: 0.25, beeps: [[0, 1, [425]]] },
};

/** Sound of a ring as a WAV file: made here, so that no file has to be fetched when a call comes in. */
export function ringTone(kind: RingKind): Blob {
  const { seconds, loudness, beeps } = patterns[kind];
  const samples = new Uint8Array(seconds * rate).fill(128);
  for (const [from, to, hertz] of beeps) {
    for (let at = Math.round(from * rate); at < to * rate; at += 1) {
      const edge = Math.min(1, (at / rate - from) * 100, (to - at / rate) * 100);
      const wave =
        hertz.reduce((sum, one) => sum + Math.sin((2 * Math.PI * one * at) / rate), 0) / hertz.length;
      samples[at] = 128 + Math.round(127 * loudness * edge * wave);
    }
  }
  const head = new DataView(new ArrayBuffer(44));
  const text = (offset: number, value: string): void => {
    for (let at = 0; at < value.length; at += 1) head.setUint8(offset + at, value.charCodeAt(at));
  };
  text(0, 'RIFF');
  head.setUint32(4, 36 + samples.length, true);
  text(8, 'WAVEfmt ');
  head.setUint32(16, 16, true);
  head.setUint16(20, 1, true);
  head.setUint16(22, 1, true);
  head.setUint32(24, rate, true);
  head.setUint32(28, rate, true);
  head.setUint16(32, 1, true);
  head.setUint16(34, 8, true);
  text(36, 'data');
  head.setUint32(40, samples.length, true);
  return new Blob([head.buffer, samples], { type: 'audio/wav' });
}
