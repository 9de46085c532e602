import { inflateRawSync } from 'node:zlib';
import { crc32 } from './crc32';
import type { ZipEntry } from './zip-directory';

const headerLength = 30;
const headerSignature = 0x04034b50;

/** Unpacks one file, never into more than its announced size. Throws an Error that says what is broken. */
export function unpackEntry(bytes: Uint8Array, entry: ZipEntry): Uint8Array {
  if (entry.encrypted) throw new Error('is encrypted');
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const { offset, packedSize } = entry;
  if (offset + headerLength > bytes.length || view.getUint32(offset, true) !== headerSignature)
    throw new Error('is not where the table of contents says');
  const start = offset + headerLength + view.getUint16(offset + 26, true) + view.getUint16(offset + 28, true);
  if (start + packedSize > bytes.length) throw new Error('is cut off');
  const content = decompress(bytes.subarray(start, start + packedSize), entry);
  if (content.length !== entry.size) throw new Error('unpacks to another size than announced');
  if (crc32(content) !== entry.crc) throw new Error('is damaged (wrong checksum)');
  return content;
}

function decompress(packed: Uint8Array, { method, size }: ZipEntry): Uint8Array {
  if (method === 0) return packed;
  if (method !== 8) throw new Error(`is packed by method ${method}, which is not “deflate”`);
  try {
    // A limit of nothing is refused by zlib.
    return new Uint8Array(inflateRawSync(packed, { maxOutputLength: Math.max(size, 1) }));
  } catch (error) {
    const tooLong =
      error instanceof RangeError || (error as { code?: string }).code === 'ERR_BUFFER_TOO_LARGE';
    throw new Error(tooLong ? 'unpacks to more than announced' : 'is damaged (cannot be unpacked)', {
      cause: error,
    });
  }
}
