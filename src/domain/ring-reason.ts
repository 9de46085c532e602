import { ownPhoneRings } from './own-phone';
import type { Texts } from './texts';

const rules = [
  'lead',
  'contact',
  'company',
  'last_talk',
  'deputy',
  'turn',
  'group',
  'everybody',
  'closed',
  'last',
  ownPhoneRings,
  'client_phone',
] as const;
export type RingRule = (typeof rules)[number];

/** Why not the one whose caller it is: they do not answer, nobody knows the caller, the CRM is late or down. */
const insteads = ['group', 'default', 'timeout', 'error'] as const;
export type RingInstead = (typeof insteads)[number];

const longestName = 80;

/** Why a call rings somebody, as it travels with the call: "lead: Wholesale", "turn/default: sales", "everybody/timeout". */
export function ringReason(
  rule: RingRule,
  { instead, name = '' }: { instead?: RingInstead; name?: string } = {},
): string {
  const kept = name
    .replace(/[\p{Cc}\p{Cs}\s]+/gu, ' ')
    .trim()
    .slice(0, longestName);
  return `${rule}${instead === undefined ? '' : `/${instead}`}${kept === '' ? '' : `: ${kept}`}`;
}

const form = /^([a-z_]+)(?:\/([a-z]+))?(?::\s*(.*))?$/s;

/** The same for a person. A PBX's own words stay as they are. */
export function ringReasonWords(reason: string, texts: Texts): string {
  const [, first, second, name = ''] = form.exec(reason) ?? [];
  const rule = rules.find((each) => each === first);
  const instead = insteads.find((each) => each === second);
  if (rule === undefined || (second !== undefined && instead === undefined)) return reason;
  const canBeNamed = rule === 'lead' || rule === 'turn' || rule === 'group';
  const why = texts(`why.${rule}${canBeNamed && name !== '' ? '_named' : ''}`, { name });
  return instead === undefined ? why : `${why}: ${texts(`why.${instead}_instead`)}`;
}
