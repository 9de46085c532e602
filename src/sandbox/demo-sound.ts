/** Samples a second: what telephones carry. */
const rate = 8000;
const bytesPerSample = 2;
const header = 44;

/** Bytes of a record of so many seconds. */
export const soundSize = (seconds: number): number => header + seconds * rate * bytesPerSample;

function wavHeader(seconds: number): Buffer {
  const data = seconds * rate * bytesPerSample;
  const bytes = Buffer.alloc(header);
  bytes.write('RIFF', 0);
  bytes.writeUInt32LE(header - 8 + data, 4);
  bytes.write('WAVEfmt ', 8);
  bytes.writeUInt32LE(16, 16);
  bytes.writeUInt16LE(1, 20);
  bytes.writeUInt16LE(1, 22);
  bytes.writeUInt32LE(rate, 24);
  bytes.writeUInt32LE(rate * bytesPerSample, 28);
  bytes.writeUInt16LE(bytesPerSample, 32);
  bytes.writeUInt16LE(8 * bytesPerSample, 34);
  bytes.write('data', 36);
  bytes.writeUInt32LE(data, 40);
  return bytes;
}

/** Somebody murmurs: two voices by turns, four syllables a second, each a buzz with a formant over it. */
function loudness(second: number): number {
  const syllable = Math.floor(second * 4);
  const within = second * 4 - syllable;
  const voice = Math.floor(second / 3) % 2 === 0 ? 115 : 190;
  const pitch = voice * (1 + 0.12 * Math.sin(syllable * 2.4));
  const vowel = 500 + 350 * (1 + Math.sin(syllable * 1.7));
  const pause = syllable % 7 === 6 ? 0 : 1;
  const buzz = Math.sin(2 * Math.PI * pitch * second) + 0.5 * Math.sin(4 * Math.PI * pitch * second);
  return pause * Math.sin(Math.PI * within) * (0.6 * buzz + 0.25 * Math.sin(2 * Math.PI * vowel * second));
}

/** The bytes from `first` up to, not including, `end` of a WAV file of so many seconds: the same ones at each asking. */
export function soundBytes(seconds: number, first: number, end: number): Buffer {
  const start = wavHeader(seconds);
  const bytes = Buffer.alloc(Math.max(0, end - first));
  // Whole samples around the wanted bytes; what lies outside falls away.
  const from = Math.max(0, Math.floor((first - header) / bytesPerSample));
  const to = Math.ceil((end - header) / bytesPerSample);
  if (first < header) start.copy(bytes, 0, first, Math.min(end, header));
  const sample = Buffer.alloc(bytesPerSample);
  for (let index = from; index < to; index += 1) {
    sample.writeInt16LE(Math.round(9000 * loudness(index / rate)));
    const at = header + index * bytesPerSample - first;
    for (let byte = 0; byte < bytesPerSample; byte += 1) {
      const value = sample[byte];
      if (value !== undefined && at + byte >= 0 && at + byte < bytes.length) bytes[at + byte] = value;
    }
  }
  return bytes;
}
