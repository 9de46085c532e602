/** Longest internal number. */
const longestExtension = 4;

/**
 * A number as it was dialled, in one form: an internal one as it is, any other with its country in front. The demo
 * account lies in Russia. Undefined for what is no number.
 */
export function dialledNumber(dialled: string): string | undefined {
  const plain = dialled.replace(/[\s().-]/g, '');
  if (!/^\+?\d{1,20}$/.test(plain)) return undefined;
  if (plain.startsWith('+') || plain.length <= longestExtension) return plain;
  if (plain.length === 11 && /^[78]/.test(plain)) return `+7${plain.slice(1)}`;
  return plain.length === 10 ? `+7${plain}` : `+${plain}`;
}

export const isExtension = (number: string): boolean =>
  !number.startsWith('+') && number.length <= longestExtension;
