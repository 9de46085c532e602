import type { DialPlan } from './dial-plan';
import { phonesIn, samePhone, type PhoneNumber } from './phone-number';

/** A contact or company of the CRM that may be the caller. */
export interface Candidate {
  readonly entity: 'contact' | 'company';
  readonly id: number;
  readonly name: string;
  /** As stored, any notation. */
  readonly phones: readonly string[];
  /** Of a contact: the first company that it is linked to. */
  readonly companyId?: number;
  readonly companyName?: string;
}

export type Caller =
  | { readonly state: 'looking' }
  /** At least one; several share the number until the agent chooses. */
  | { readonly state: 'found'; readonly matches: readonly Candidate[] }
  | { readonly state: 'unknown' }
  | { readonly state: 'failed'; readonly reason: 'timeout' | 'error' }
  | { readonly state: 'internal'; readonly name: string | undefined }
  | { readonly state: 'hidden' };

/** `query` finds any field that holds the digits; the caller is only whose *phone* is that number. */
export const callersAmong = (
  candidates: readonly Candidate[],
  number: PhoneNumber,
  plan: DialPlan,
): readonly Candidate[] =>
  candidates.filter(({ phones }) =>
    phones.some((stored) => phonesIn(stored, plan).some((phone) => samePhone(phone, number))),
  );

export const choose = (caller: Caller, entity: Candidate['entity'], id: number): Caller => {
  if (caller.state !== 'found') return caller;
  const chosen = caller.matches.filter((match) => match.entity === entity && match.id === id);
  return chosen.length === 0 ? caller : { state: 'found', matches: chosen };
};
