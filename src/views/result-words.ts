import type { ResultLink } from '../domain/call-result';
import { clockTime, shownNumber } from '../domain/call-words';
import type { DialPlan } from '../domain/dial-plan';
import type { ResultDraft } from '../domain/result-draft';
import type { Texts } from '../domain/texts';

export interface ResultWords {
  readonly texts: Texts;
  readonly dialPlan: DialPlan;
}

/** Long enough for any real name. */
const longest = 200;

/** Who it was: the name of whom it is linked to, of the caller, or the number. */
export function titleOf(draft: ResultDraft, { texts, dialPlan }: ResultWords): string {
  const { link } = draft.fields;
  const linked = link !== null && (link.kind === 'contact' || link.kind === 'company') ? link.name : '';
  const named = [draft.who, linked].map((name) => name.trim()).find((name) => name !== '');
  return (named ?? shownNumber(draft.call.phone, dialPlan, texts)).slice(0, longest);
}

/** "+7 999 111-22-33 · incoming · 1:02": what the title does not say. */
export function factsOf(draft: ResultDraft, words: ResultWords): string {
  const { call } = draft;
  const { texts, dialPlan } = words;
  const number = shownNumber(call.phone, dialPlan, texts);
  const answered = call.disposition === 'answered';
  return [
    titleOf(draft, words) === number ? '' : number,
    texts(`result.${call.direction}`),
    answered ? clockTime(call.duration ?? 0) : texts('result.unanswered'),
  ]
    .filter((part) => part !== '')
    .join(' · ');
}

const sections = { lead: 'leads', contact: 'contacts', company: 'companies', customer: 'customers' } as const;

export interface ShownLink {
  readonly key: ResultLink['kind'];
  readonly kind: string;
  readonly id: number;
  readonly name: string;
  readonly href: string;
}

export const shownLink = ({ kind, id, name }: ResultLink, texts: Texts): ShownLink => ({
  key: kind,
  kind: texts(`result.kind_${kind}`),
  id,
  name: (name.trim() === '' ? texts('card.no_name') : name).slice(0, longest),
  href: `/${sections[kind]}/detail/${id}`,
});
