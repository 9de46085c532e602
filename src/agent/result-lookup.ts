import type { ResultLink } from '../domain/call-result';
import type { ResultDraft } from '../domain/result-draft';
import type { DialPlan } from '../domain/dial-plan';
import { parsePhone } from '../domain/phone-number';
import { linkFor, type LinkedMatch } from '../domain/result-link';
import type { ResultCrm } from '../ports/result-crm';
import type { ResultDrafts } from '../ports/result-drafts';

/** What the CRM says of the number now. */
export interface LookedUp {
  /** By the rules; null where nobody has the number, or several. */
  readonly link: ResultLink | null;
  /** One to choose for each of several; empty otherwise. */
  readonly choice: readonly ResultLink[];
}

const whose = (matches: readonly LinkedMatch[], draft: ResultDraft): LookedUp => {
  const link = linkFor(matches, draft.chosen);
  const contacts = matches.filter((match) => match.link.kind === 'contact');
  const several = link !== null ? [] : contacts.length > 0 ? contacts : matches;
  return {
    link,
    choice: several.flatMap((match) => linkFor([match]) ?? []),
  };
};

/**
 * Asks the CRM whose number it is, and links the result by the rules where nothing is linked and nothing typed that
 * speaks of somebody new. Rejects with `CrmFailure`.
 */
export async function lookUpResult(
  callId: string,
  parts: { crm: ResultCrm; drafts: ResultDrafts; dialPlan: DialPlan },
): Promise<LookedUp> {
  const { crm, drafts, dialPlan } = parts;
  const draft = drafts.find(callId);
  const phone = draft && parsePhone(draft.call.phone, dialPlan);
  if (draft === undefined || phone?.kind !== 'outside') return { link: null, choice: [] };
  const found = whose(await crm.matches(phone), draft);
  const now = drafts.find(callId);
  if (now === undefined) return found;
  const known = found.link !== null || found.choice.length > 0;
  const { link, contactName, leadName } = now.fields;
  // A newcomer's name is typed already: the match is offered, and the agent decides.
  const named = contactName.trim() !== '' || leadName.trim() !== '';
  if (link === null && found.link !== null && !named) drafts.type(callId, { link: found.link });
  drafts.mark(callId, { looked: true, unknown: !known || (link === null && named) });
  return found;
}
