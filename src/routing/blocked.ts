import type { DialPlan } from '../domain/dial-plan';
import { parsePhone, samePhone, type PhoneNumber } from '../domain/phone-number';

/** The beginning of a number, in any notation, as its international digits. */
function beginning(written: string, { abroad, code, trunk }: DialPlan): string | undefined {
  const digits = written.replace(/\D/g, '');
  // A "*" alone is everybody; letters are nobody.
  if (digits === '') return written.trim() === '' ? '' : undefined;
  if (/^\D*\+/.test(written)) return digits;
  const after = (prefix: string): string | undefined =>
    prefix !== '' && digits.length > prefix.length && digits.startsWith(prefix)
      ? digits.slice(prefix.length)
      : undefined;
  const foreign = after(abroad) ?? after('00');
  if (foreign !== undefined) return foreign;
  if (code !== '' && digits.startsWith(code)) return digits;
  const national = trunk.map(after).find((rest) => rest !== undefined);
  return national === undefined ? digits : code + national;
}

/** Whether one of the plan's entries means this caller: a number in any notation, or a beginning with "*" at its end. */
export function isBlocked(caller: PhoneNumber, blocked: readonly string[], plan: DialPlan): boolean {
  if (caller.kind !== 'outside') return false;
  const digits = caller.e164 ?? caller.digits;
  return blocked.some((entry) => {
    if (!entry.endsWith('*')) return samePhone(parsePhone(entry, plan), caller);
    const begins = beginning(entry.slice(0, -1), plan);
    return begins !== undefined && digits.startsWith(begins);
  });
}
