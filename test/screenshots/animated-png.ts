import { crc32 } from 'node:zlib';

/** One moment: a PNG as the browser gives it, where it stands on the first one, and for how long it is seen. */
export interface Frame {
  readonly png: Buffer;
  readonly x: number;
  readonly y: number;
  readonly ms: number;
}

const signature = Buffer.from([0x89, 0x50, 0x4e, 0x47, 0x0d, 0x0a, 0x1a, 0x0a]);

const whole = (value: number, bytes = 4): Buffer => {
  const made = Buffer.alloc(bytes);
  made.writeUIntBE(value, 0, bytes);
  return made;
};

/** PNG specification, third edition, 5.3: length, type, data, CRC of type and data. */
function chunk(type: string, ...parts: Buffer[]): Buffer {
  const named = Buffer.concat([Buffer.from(type), ...parts]);
  return Buffer.concat([whole(named.length - 4), named, whole(crc32(named))]);
}

function read(png: Buffer): { header: Buffer; image: Buffer } {
  if (!png.subarray(0, 8).equals(signature)) throw new Error('this is no PNG');
  const chunks: { type: string; data: Buffer }[] = [];
  for (let at = 8; at < png.length;) {
    const length = png.readUInt32BE(at);
    chunks.push({
      type: png.toString('latin1', at + 4, at + 8),
      data: png.subarray(at + 8, at + 8 + length),
    });
    at += length + 12;
  }
  const of = (type: string): Buffer[] => chunks.filter((one) => one.type === type).map(({ data }) => data);
  return { header: of('IHDR')[0]!, image: Buffer.concat(of('IDAT')) };
}

/** An animated PNG, played without end. The pictures' own compressed data goes in as it is (section 11.3.6). */
export function animatedPng(frames: readonly Frame[]): Buffer {
  const pictures = frames.map(({ png }) => read(png));
  const { header } = pictures[0]!;
  let sequence = 0;
  const body = frames.flatMap(({ x, y, ms }, index) => {
    const { header: own, image } = pictures[index]!;
    if (!own.subarray(8).equals(header.subarray(8)))
      throw new Error('the pictures differ in depth or colours');
    return [
      // Drawn over what stands there, and left there.
      chunk(
        'fcTL',
        whole(sequence++),
        own.subarray(0, 8),
        whole(x),
        whole(y),
        whole(ms, 2),
        whole(1000, 2),
        whole(0, 2),
      ),
      index === 0 ? chunk('IDAT', image) : chunk('fdAT', whole(sequence++), image),
    ];
  });
  return Buffer.concat([
    signature,
    chunk('IHDR', header),
    chunk('acTL', whole(frames.length), whole(0)),
    ...body,
    chunk('IEND'),
  ]);
}
