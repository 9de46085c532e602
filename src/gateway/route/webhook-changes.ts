import type { DialPlan } from '../../domain/dial-plan';
import { parsePhone, phoneKey } from '../../domain/phone-number';
import type { ChangedEntities } from './known-callers';

const place = /^(contacts|companies|leads)\[\w+\]\[\d+\]\[(id|linked_leads_id)\](?:\[(\d+)\])?/;
/** Any text of a card that could be a number: which field it stood in does not matter for forgetting. */
const value = /^(contacts|companies)\[\w+\]\[\d+\]\[custom_fields\]\[\d+\]\[values\]\[\d+\]\[value\]$/;

/** Reads a webhook of amoCRM's (a form, `contacts[update][0][id]=7`); never throws. */
export function webhookChanges(body: string, dialPlan: DialPlan): ChangedEntities {
  const [cards, leads, keys] = [new Set<number>(), new Set<number>(), new Set<string>()];
  for (const [name, text] of new URLSearchParams(body)) {
    const [, entity, field, linked] = place.exec(name) ?? [];
    if (field === 'id') (entity === 'leads' ? leads : cards).add(Number(text));
    // Leads that a contact has now: an entry without them is no longer true.
    if (field === 'linked_leads_id' && linked !== undefined) leads.add(Number(linked));
    const key = value.test(name) ? phoneKey(parsePhone(text, dialPlan)) : '';
    if (key !== '') keys.add(key);
  }
  return { cards, leads, keys };
}
