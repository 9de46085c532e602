/** Small conversions that every VoxEngine session has as globals. */
const utf8 = (text: string): number[] =>
  (encodeURIComponent(text).match(/%..|[^%]/g) ?? []).map((part) =>
    part.length === 3 ? parseInt(part.slice(1), 16) : part.charCodeAt(0),
  );
const text = (data: readonly number[]): string =>
  decodeURIComponent(data.map((each) => `%${each.toString(16).padStart(2, '0')}`).join(''));
const signs = 'ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/';

const encode = (data: string | readonly number[]): string => {
  const all = typeof data === 'string' ? utf8(data) : data;
  let out = '';
  for (let at = 0; at < all.length; at += 3) {
    const [a = 0, b, c] = all.slice(at, at + 3);
    const word = (a << 16) | ((b ?? 0) << 8) | (c ?? 0);
    const four = [18, 12, 6, 0].map((shift) => signs[(word >> shift) & 63] ?? '');
    out += four
      .slice(0, b === undefined ? 2 : c === undefined ? 3 : 4)
      .join('')
      .padEnd(4, '=');
  }
  return out;
};
const decode = (data: string): number[] => {
  const bits = Array.from(data.replace(/[^A-Za-z0-9+/]/g, ''))
    .map((sign) => signs.indexOf(sign).toString(2).padStart(6, '0'))
    .join('');
  return (bits.match(/.{8}/g) ?? []).map((eight) => parseInt(eight, 2));
};

export const codecs = {
  base64_encode: encode,
  base64_decode: decode,
  str2bytes: (data: string): number[] => utf8(data),
  bytes2str: (data: readonly number[]): string => text(data),
  bytes2hex: (data: readonly number[], isUpper = false): string => {
    const hex = data.map((each) => each.toString(16).padStart(2, '0')).join('');
    return isUpper ? hex.toUpperCase() : hex;
  },
  hex2bytes: (data: string): number[] => (data.match(/../g) ?? []).map((two) => parseInt(two, 16)),
};
