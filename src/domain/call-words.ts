import type { Call } from './call';
import type { Caller } from './caller';
import type { DialPlan } from './dial-plan';
import { parsePhone, searchDigits, showPhone } from './phone-number';
import type { Texts } from './texts';

/** "1:02:03", "2:03". */
export function clockTime(seconds: number): string {
  const whole = Math.max(0, Math.floor(seconds));
  const [hours, minutes, rest] = [Math.floor(whole / 3600), Math.floor(whole / 60) % 60, whole % 60];
  const two = (part: number): string => String(part).padStart(2, '0');
  return hours > 0 ? `${hours}:${two(minutes)}:${two(rest)}` : `${minutes}:${two(rest)}`;
}

/** What PBXs write where the caller hides: none of it is a name. */
const hiddenWords = /^(anonymous|unknown|private|restricted|unavailable|withheld|blocked|hidden)?$/i;
const named = (phone: string): boolean => !hiddenWords.test(phone.trim().replace(/^sips?:|@.*$/gi, ''));

/** The number, or that there is none. */
export function shownNumber(phone: string, plan: DialPlan, texts: Texts): string {
  const number = parsePhone(phone, plan);
  if (number.kind === 'none') return named(phone) ? phone.trim().slice(0, 64) : texts('card.hidden_number');
  if (number.kind === 'internal') return `${texts('card.internal')} ${number.digits}`;
  return showPhone(phone, plan);
}

/** Undefined where only the number is known. */
export function callerName(caller: Caller, texts: Texts): string | undefined {
  if (caller.state === 'internal') return caller.name;
  if (caller.state !== 'found' || caller.matches.length !== 1) return undefined;
  const name = caller.matches[0]?.name.trim() ?? '';
  return name === '' ? texts('card.no_name') : name;
}

/** The address of a new contact's page with the number filled in; amoCRM keeps a literal "+" there. */
export function newContactPath(phone: string, plan: DialPlan): string {
  const number = parsePhone(phone, plan);
  if (number.kind === 'none') return '/contacts/add/';
  return `/contacts/add/?phone=${number.kind === 'outside' && number.e164 !== undefined ? `+${number.e164}` : number.digits}`;
}

/** The list of contacts, searched for the number. */
export const searchPath = (phone: string, plan: DialPlan): string =>
  `/contacts/list/?term=${searchDigits(parsePhone(phone, plan))}`;

export function attentionWords(texts: Texts, plan: DialPlan) {
  return (call: Call, caller: Caller): { title: string; body: string } => {
    const number = shownNumber(call.phone, plan, texts);
    const name = callerName(caller, texts);
    return {
      title: `${texts('card.incoming')}: ${name ?? number}`.slice(0, 200),
      body: [
        name === undefined ? undefined : number,
        texts('card.line', { line: showPhone(call.line, plan) }),
      ]
        .filter((part) => part !== undefined)
        .join('\n'),
    };
  };
}
