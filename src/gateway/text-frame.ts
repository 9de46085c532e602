const text = 0x81;
const [isTwoBytes, isEightBytes] = [126, 127];
const [mostOfOne, mostOfTwo] = [125, 0xffff];

const lengthOf = (bytes: number): string => {
  if (bytes <= mostOfOne) return String.fromCharCode(bytes);
  if (bytes <= mostOfTwo) return String.fromCharCode(isTwoBytes, bytes >>> 8, bytes & 0xff);
  const long = Buffer.alloc(8);
  long.writeBigUInt64BE(BigInt(bytes));
  return String.fromCharCode(isEightBytes) + long.toString('latin1');
};

/**
 * A whole unmasked text message as a server sends it (RFC 6455, 5.2), a character for each byte: write it as `latin1`.
 * Such strings are put together, cut and written without a buffer being made of any of them.
 */
export function textFrame(message: string): string {
  const bytes = Buffer.byteLength(message);
  const payload = bytes === message.length ? message : Buffer.from(message).toString('latin1');
  return String.fromCharCode(text) + lengthOf(bytes) + payload;
}
