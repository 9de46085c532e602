import type { DialPlan } from '../domain/dial-plan';
import { parsePhone, phoneKey, showPhone } from '../domain/phone-number';

/** What stands in the dial field: a number that can be called, or why it cannot. */
export type PhoneEntry =
  | {
      readonly dial: string;
      readonly shown: string;
      /** To be dialled by keys once somebody has answered. */
      readonly extension: string;
    }
  | { readonly fault: 'empty' | 'letters' | 'short' | 'long' | 'several' };

/** Codes of the PBX such as `*21#` go out as they are. */
const code = /^[*#][\d*#]*$|^\d[\d*]*#$/;
const extensionOf = /(?:доб\.?|вн\.?|ext\.?|[,;#x])\s*(\d{1,6})\D*$/i;
const marks = /[\s().\-‐-―/+*#,;]|доб|вн|ext|x|тел|tel|phone|:/giu;

/** More digits than any extension has. */
const isWhole = (part: string): boolean => part.replace(/\D/g, '').length > 6;

/** Understands any notation that people write, paste or copy out of a letter. */
export function phoneEntry(raw: string, plan: DialPlan): PhoneEntry {
  const text = raw.normalize('NFKC').trim();
  if (text === '') return { fault: 'empty' };
  const squeezed = text.replace(/\s/g, '');
  if (code.test(squeezed)) return { dial: squeezed, shown: squeezed, extension: '' };
  const bare = text.replace(/^(?:tel|sips?|callto):/i, '').replace(/@.*$/s, '');
  if (/\p{L}/u.test(bare.replace(marks, ''))) return { fault: 'letters' };
  if (bare.split(/[,;/\n]/).filter(isWhole).length > 1) return { fault: 'several' };
  const number = parsePhone(text, plan);
  if (number.kind === 'none') return { fault: /\d/.test(bare) ? 'long' : 'letters' };
  if (number.kind === 'internal') return { dial: number.digits, shown: number.digits, extension: '' };
  if (number.digits.length > 15 && number.e164 === undefined) return { fault: 'long' };
  // Longer than a colleague's number, shorter than anybody else's.
  if (number.digits.length < 5 && !text.startsWith('+'))
    return { dial: number.digits, shown: number.digits, extension: '' };
  if (number.digits.length < 5) return { fault: 'short' };
  const extension = extensionOf.exec(bare)?.[1] ?? '';
  return { dial: phoneKey(number), shown: showPhone(bare.replace(extensionOf, ''), plan), extension };
}
