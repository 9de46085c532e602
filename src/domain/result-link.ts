import type { LinkKind, ResultLink } from './call-result';

/** A contact or company whose phone the number is, with what hangs on it. */
export interface LinkedMatch {
  readonly link: ResultLink;
  /** Neither won nor lost. */
  readonly openLeads: readonly ResultLink[];
  readonly customers: readonly ResultLink[];
}

export interface ChosenRecord {
  readonly kind: LinkKind;
  readonly id: number;
}

function ofMatch({ link, openLeads, customers }: LinkedMatch): ResultLink {
  // What was entered as the company's own number speaks of the company, whatever hangs on it.
  if (link.kind === 'company') return link;
  const [lead, customer] = [openLeads[0], customers[0]];
  if (lead !== undefined && openLeads.length === 1 && customer === undefined) return lead;
  if (customer !== undefined && customers.length === 1 && lead === undefined) return customer;
  return link;
}

/**
 * The record that a call result opens on (amoCRM telephony capabilities, "call result"): the contact's only open lead,
 * its only customer, the company whose own number it is, else the contact. A contact goes before a company with the
 * same number. Null: nobody, or several and none of them `chosen`.
 */
export function linkFor(
  matches: readonly LinkedMatch[],
  chosen: ChosenRecord | null = null,
): ResultLink | null {
  const picked = matches.filter(({ link }) => link.kind === chosen?.kind && link.id === chosen.id);
  const contacts = matches.filter(({ link }) => link.kind === 'contact');
  const among = [picked, contacts, matches].find((some) => some.length > 0) ?? [];
  const only = among.length === 1 ? among[0] : undefined;
  return only === undefined ? null : ofMatch(only);
}
