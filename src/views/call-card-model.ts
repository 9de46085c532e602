import { isMissed, type DeskCall } from '../agent/desk';
import type { PhoneDesk } from '../agent/phone-desk';
import type { Call } from '../domain/call';
import { callerName, clockTime, newContactPath, searchPath, shownNumber } from '../domain/call-words';
import { clientNotCalled } from '../domain/own-phone';
import type { DialPlan } from '../domain/dial-plan';
import { parsePhone, showPhone } from '../domain/phone-number';
import { ringReasonWords } from '../domain/ring-reason';
import type { Texts } from '../domain/texts';
import { cardActs, type CardAct } from './call-card-acts';

/** All that `templates/call-card*.twig` print of one call: plain text, to be escaped there. */
export interface CardModel {
  readonly id: string;
  readonly tone: 'ringing' | 'active' | 'ended' | 'missed';
  readonly state: string;
  readonly title: string;
  readonly company: string;
  readonly number: string;
  readonly line: string;
  /** Why it rings this agent. */
  readonly why: string;
  readonly hint: string;
  readonly time: string;
  /** Start of a running clock, ms since 1970 on this machine; empty for a standing one. */
  readonly since: string;
  readonly matches: readonly { readonly entity: string; readonly id: number; readonly name: string }[];
  readonly acts: readonly CardAct[];
  /** `here`: a page of the CRM, opened without reload. */
  readonly links: readonly { readonly href: string; readonly text: string; readonly here: boolean }[];
}

export interface CardWords {
  readonly texts: Texts;
  readonly dialPlan: DialPlan;
}

/** Long enough for any real name; a field of 10,000 characters must not grow the page. */
const longestName = 200;

function stateKey(call: Call): string {
  if (call.state === 'ringing') return call.direction === 'inbound' ? 'incoming' : 'outgoing';
  if (call.state === 'active') return 'talking';
  if (clientNotCalled(call)) return 'not_called';
  if (call.disposition === undefined || call.disposition === 'answered') return 'ended';
  return isMissed(call) && call.disposition !== 'voicemail' ? 'missed' : call.disposition;
}

const hints = {
  unknown: 'unknown',
  looking: 'looking',
  timeout: 'lookup_timeout',
  error: 'lookup_failed',
} as const;

function hintOf({ call, caller }: DeskCall, texts: Texts): string {
  if (caller.state === 'found') {
    return caller.matches.length > 1 ? texts('card.several', { count: caller.matches.length }) : '';
  }
  if (caller.state === 'failed') return texts(`card.${hints[caller.reason]}`);
  if (caller.state === 'looking') return call.state === 'ended' ? '' : texts('card.looking');
  return caller.state === 'unknown' ? texts('card.unknown') : '';
}

function linksOf({ call, caller }: DeskCall, { texts, dialPlan }: CardWords): CardModel['links'] {
  const links: { href: string; text: string; here: boolean }[] = [];
  const match = caller.state === 'found' && caller.matches.length === 1 ? caller.matches[0] : undefined;
  if (match !== undefined) {
    const section = match.entity === 'contact' ? 'contacts' : 'companies';
    links.push({
      href: `/${section}/detail/${match.id}`,
      text: texts(`card.open_${match.entity}`),
      here: true,
    });
  }
  if (caller.state === 'unknown') {
    links.push({
      href: newContactPath(call.phone, dialPlan),
      text: texts('card.create_contact'),
      here: true,
    });
  }
  // Not an offer to create: the contact may well be there, and would be there twice.
  if (caller.state === 'failed') {
    links.push({ href: searchPath(call.phone, dialPlan), text: texts('card.search'), here: true });
  }
  if (call.recording_url !== undefined) {
    links.push({ href: call.recording_url, text: texts('card.recording'), here: false });
  }
  return links;
}

function clockOf({ call, cameAt }: DeskCall, now: number): { time: string; since: string } {
  if (call.state === 'active') return { time: clockTime((now - cameAt) / 1000), since: String(cameAt) };
  if (call.state === 'ended' && call.disposition === 'answered') {
    return { time: clockTime(call.duration ?? 0), since: '' };
  }
  return { time: '', since: '' };
}

export function cardModel(one: DeskCall, now: number, words: CardWords, phone?: PhoneDesk): CardModel {
  const { call, caller } = one;
  const { texts, dialPlan } = words;
  const number = shownNumber(call.phone, dialPlan, texts);
  const name = callerName(caller, texts)?.slice(0, longestName);
  const match = caller.state === 'found' && caller.matches.length === 1 ? caller.matches[0] : undefined;
  const company = match?.entity === 'company' ? texts('card.company') : (match?.companyName ?? '');
  const hasLine = parsePhone(call.line, dialPlan).kind === 'outside';
  return {
    id: call.call_id,
    tone: isMissed(call) ? 'missed' : call.state,
    state: texts(`card.${stateKey(call)}`),
    title: name ?? number,
    company: company.slice(0, longestName),
    number: name === undefined ? '' : number,
    line: hasLine
      ? texts(call.direction === 'inbound' ? 'card.line' : 'card.line_out', {
          line: showPhone(call.line, dialPlan),
        })
      : '',
    why:
      one.reason === undefined || call.state === 'ended'
        ? ''
        : ringReasonWords(one.reason, texts).slice(0, longestName),
    hint: hintOf(one, texts),
    ...clockOf(one, now),
    matches:
      caller.state === 'found' && caller.matches.length > 1
        ? caller.matches.map(({ entity, id, name: other }) => ({
            entity,
            id,
            name: (other.trim() === '' ? texts('card.no_name') : other).slice(0, longestName),
          }))
        : [],
    acts: cardActs(one, phone, texts),
    links: linksOf(one, words),
  };
}
