import type { DialPlan } from './dial-plan';

/**
 * A number as it was written (PBX, contact's field, keyboard), understood as far as it can be.
 * `none`: nothing to search for (hidden, a SIP name, junk). `internal`: fewer than 4 digits, a colleague
 * (amoCRM's telephony rules). `outside`: anybody else; `e164` (ITU-T E.164, without "+") where the country is clear.
 */
export type PhoneNumber =
  | { readonly kind: 'none' }
  | { readonly kind: 'internal'; readonly digits: string }
  | { readonly kind: 'outside'; readonly digits: string; readonly e164?: string };

const internalBelow = 4;
/** E.164 allows 15; prefixes for calls abroad come on top. */
const longest = 18;
const searchable = 10;

const withoutScheme = (text: string): string =>
  text.replace(/^\s*(?:tel|sips?|callto):/i, '').replace(/@.*$/s, '');
const withoutExtension = (text: string): string => {
  const main = text.split(/[,;#]|доб|вн|ext|x/i)[0] ?? '';
  return /\d/.test(main) ? main : text;
};

function international(digits: string, plus: boolean, plan: DialPlan): string | undefined {
  if (plus) {
    // "+8 999 …" is a habit in Russia and Kazakhstan; no country has the code 89.
    return plan.code === '7' && /^89\d{9}$/.test(digits) ? `7${digits.slice(1)}` : digits;
  }
  for (const prefix of [plan.abroad, '00']) {
    if (digits.startsWith(prefix) && digits.length - prefix.length >= 9) return digits.slice(prefix.length);
  }
  const national = (rest: string): boolean => plan.lengths.includes(rest.length);
  if (plan.code !== '' && digits.startsWith(plan.code) && national(digits.slice(plan.code.length)))
    return digits;
  for (const trunk of plan.trunk) {
    if (digits.startsWith(trunk) && national(digits.slice(trunk.length)))
      return plan.code + digits.slice(trunk.length);
  }
  if (national(digits)) return plan.code + digits;
  // Many PBXs leave the "+" out.
  return digits.length >= 11 ? digits : undefined;
}

export function parsePhone(raw: string, plan: DialPlan): PhoneNumber {
  const text = withoutExtension(withoutScheme(raw.normalize('NFKC')));
  const digits = text.replace(/\D/g, '');
  if (digits === '' || digits.length > longest) return { kind: 'none' };
  const plus = /^\D*\+/.test(text);
  if (digits.length < internalBelow && !plus) return { kind: 'internal', digits };
  const e164 = digits.length < 7 ? undefined : international(digits, plus, plan);
  return { kind: 'outside', digits, ...(e164 !== undefined && e164.length <= 15 && { e164 }) };
}

/** One field of a contact may hold several numbers, however people separate them. */
export const phonesIn = (value: string, plan: DialPlan): PhoneNumber[] =>
  [value, ...value.split(/[,;/\n]|(?:\s{2,})/)]
    .map((part) => parsePhone(part, plan))
    .filter(({ kind }) => kind !== 'none');

/** Equal countries and numbers; where one side's country is unknown, its at least 10 digits end the other. */
export function samePhone(a: PhoneNumber, b: PhoneNumber): boolean {
  if (a.kind === 'none' || b.kind === 'none' || a.kind !== b.kind) return false;
  if (a.kind === 'internal' || b.kind === 'internal') return a.digits === b.digits;
  if (a.e164 !== undefined && b.e164 !== undefined) return a.e164 === b.e164;
  const [left, right] = [a.e164 ?? a.digits, b.e164 ?? b.digits];
  const [short, long] = left.length <= right.length ? [left, right] : [right, left];
  return short === long || (short.length >= searchable && long.endsWith(short));
}

/** What to send as `query`: amoCRM finds by the last 10 digits, whatever the notation. */
export const searchDigits = (number: PhoneNumber): string =>
  number.kind === 'none'
    ? ''
    : (number.kind === 'outside' ? (number.e164 ?? number.digits) : number.digits).slice(-searchable);

/** The key under which one number is one, e.g. in caches. */
export const phoneKey = (number: PhoneNumber): string =>
  number.kind === 'none'
    ? ''
    : number.kind === 'outside' && number.e164 !== undefined
      ? `+${number.e164}`
      : number.digits;

/** For people. Foreign numbers keep the grouping that they came with. */
export function showPhone(raw: string, plan: DialPlan): string {
  const number = parsePhone(raw, plan);
  if (number.kind !== 'outside' || number.e164 === undefined) return raw.trim().slice(0, 64);
  const [, code, ...parts] =
    /^(7)(\d{3})(\d{3})(\d\d)(\d\d)$/.exec(number.e164) ??
    /^(1)(\d{3})(\d{3})(\d{4})$/.exec(number.e164) ??
    [];
  if (code !== undefined) return `+${code} ${parts[0] ?? ''} ${parts.slice(1).join('-')}`;
  return /^\+[\d\s().-]+$/.test(raw.trim()) ? raw.trim() : `+${number.e164}`;
}
