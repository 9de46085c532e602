import type { DeskCall } from '../agent/desk';
import type { PhoneCall } from '../agent/phone-state';
import { callerName } from '../domain/call-words';
import type { DialPlan } from '../domain/dial-plan';
import { parsePhone, samePhone, showPhone } from '../domain/phone-number';
import { ringReasonWords } from '../domain/ring-reason';
import type { Texts } from '../domain/texts';

/** The far side of a call on the phone, as its card knows it. */
export interface FarSide {
  /** Name, else number, else that it is hidden. */
  readonly title: string;
  readonly company: string;
  /** Empty where the title is it. */
  readonly number: string;
  readonly line: string;
  /** Why it rings this agent; empty: nobody has said. */
  readonly why: string;
  /** The card's page in the CRM; empty: none. */
  readonly href: string;
  /** Empty unless somebody is known by it. */
  readonly name: string;
  /** For calling back. */
  readonly dial: string;
}

const longest = 200;

/** The same call by the PBX's id, or a live one with the same number where the PBX names it otherwise. */
export const cardOf = (call: PhoneCall, cards: readonly DeskCall[], plan: DialPlan): DeskCall | undefined =>
  cards.find((card) => card.call.call_id === call.callId) ??
  cards.find(
    (card) =>
      card.call.state !== 'ended' &&
      samePhone(parsePhone(card.call.phone, plan), parsePhone(call.number, plan)),
  );

export interface FarSideWords {
  readonly texts: Texts;
  readonly dialPlan: DialPlan;
  /** Name of whoever has this extension. */
  readonly colleague: (extension: string) => string | undefined;
}

/** Remembers whom a call was with: its card leaves the desk when a colleague takes it over, or is closed. */
export function farSides(words: FarSideWords): (call: PhoneCall, cards: readonly DeskCall[]) => FarSide {
  const known = new Map<string, FarSide>();
  return (call, cards) => {
    const now = farSide(call, cards, words);
    const before = known.get(call.id);
    if (before !== undefined && (now.name === '' || cardOf(call, cards, words.dialPlan) === undefined))
      return before;
    if (now.name !== '') known.set(call.id, now);
    return now;
  };
}

export function farSide(call: PhoneCall, cards: readonly DeskCall[], words: FarSideWords): FarSide {
  const { texts, dialPlan } = words;
  const card = cardOf(call, cards, dialPlan);
  // The PBX's events name the client; the phone knows a call through the PBX by whatever stands in its From.
  const raw =
    parsePhone(call.number, dialPlan).kind === 'none' ? (card?.call.phone ?? call.number) : call.number;
  const parsed = parsePhone(raw, dialPlan);
  const number =
    parsed.kind === 'none'
      ? texts('card.hidden_number')
      : parsed.kind === 'internal'
        ? `${texts('card.internal')} ${parsed.digits}`
        : showPhone(raw, dialPlan);
  const found = card?.caller;
  const match = found?.state === 'found' && found.matches.length === 1 ? found.matches[0] : undefined;
  const own =
    call.name.trim() === call.number.trim() || parsePhone(call.name, dialPlan).kind !== 'none'
      ? ''
      : call.name.trim();
  const colleague = parsed.kind === 'none' ? undefined : words.colleague(parsed.digits);
  const name = ((found && callerName(found, texts)) ?? colleague ?? own).slice(0, longest);
  const hasLine = card !== undefined && parsePhone(card.call.line, dialPlan).kind === 'outside';
  return {
    title: name === '' ? number : name,
    company: (match?.entity === 'company' ? texts('card.company') : (match?.companyName ?? '')).slice(
      0,
      longest,
    ),
    number: name === '' ? '' : number,
    line: hasLine
      ? texts(call.direction === 'inbound' ? 'card.line' : 'card.line_out', {
          line: showPhone(card.call.line, dialPlan),
        })
      : '',
    why:
      card?.reason === undefined || call.direction === 'outbound'
        ? ''
        : ringReasonWords(card.reason, texts).slice(0, longest),
    href:
      match === undefined
        ? ''
        : `/${match.entity === 'contact' ? 'contacts' : 'companies'}/detail/${match.id}`,
    name,
    dial:
      parsed.kind === 'none'
        ? ''
        : parsed.kind === 'outside' && parsed.e164 !== undefined
          ? `+${parsed.e164}`
          : parsed.digits,
  };
}
