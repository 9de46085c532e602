import { phoneKey } from '../domain/phone-number';
import { linkFor, type LinkedMatch } from '../domain/result-link';
import type { MadeRecords, NewRecords, RecordRef } from '../ports/result-writer';
import { acceptCall, resumeAccept } from './send-result-inbox';
import { meanwhile } from './send-result-meanwhile';
import { keepNames, leadOf, nameOf } from './send-result-names';
import type { Sending, Settled } from './send-result-sending';

async function create(now: Sending, contactId?: number): Promise<Settled> {
  const { phone } = now.job;
  const lead = leadOf(now);
  const contact: NewRecords['contact'] =
    contactId === undefined
      ? { name: nameOf(now), phone: phone?.kind === 'outside' ? phoneKey(phone) : undefined }
      : { id: contactId };
  now.trying({ leadName: lead?.name ?? '', ...('name' in contact && { contactName: contact.name }) });
  const made = await now.crm.create({ contact, lead });
  if (made.leadId !== undefined) return { ...made, target: { kind: 'lead', id: made.leadId } };
  return { ...made, target: { kind: 'contact', id: made.contactId } };
}

/** By the rules of any other call; a lead is made only for a contact on whom nothing hangs. */
async function goOnWith(now: Sending, match: LinkedMatch): Promise<Settled> {
  const { kind, id } = linkFor([match]) ?? match.link;
  if (match.link.kind !== 'contact') return { target: { kind, id } };
  const contactId = match.link.id;
  const leadId = kind === 'lead' ? id : undefined;
  await keepNames(now, { contactId, ...(leadId !== undefined && { leadId }) });
  const bare = match.openLeads.length === 0 && match.customers.length === 0;
  if (bare && leadOf(now) !== null) return create(now, contactId);
  return { contactId, ...(leadId !== undefined && { leadId }), target: { kind, id } };
}

/** Made a moment ago for the same number, while no search shows it yet. */
async function justMade(now: Sending, { contactId, leadId }: MadeRecords): Promise<Settled | undefined> {
  if (contactId === undefined) return undefined;
  const target: RecordRef = { kind: 'contact', id: contactId };
  if (!(await now.crm.exists(target))) return undefined;
  if (leadId !== undefined) return { contactId, leadId, target: { kind: 'lead', id: leadId } };
  return leadOf(now) === null ? { contactId, target } : create(now, contactId);
}

async function inInbox(now: Sending): Promise<Settled | undefined> {
  const { phone, callId, direction } = now.job;
  // Only inbound calls ever go there.
  if (direction !== 'inbound' || phone?.kind !== 'outside') return undefined;
  const item = await now.crm.inboxCall(callId, phone);
  return item && acceptCall(now, item);
}

async function settle(now: Sending, lately: MadeRecords): Promise<Settled> {
  const accepted = await resumeAccept(now);
  if (accepted !== undefined) return accepted;
  const match = await meanwhile(now);
  if (match !== undefined) return goOnWith(now, match);
  return (await justMade(now, lately)) ?? (await inInbox(now)) ?? (await create(now));
}

/** The record of a caller whom nobody knew when the call ended: at most one contact, whoever else makes it meanwhile. */
export async function placeNewcomer(now: Sending): Promise<RecordRef> {
  const { phone, callId } = now.job;
  const { target, contactId, leadId } = now.sent();
  if (target !== undefined) {
    await keepNames(now, {
      ...(contactId !== undefined && { contactId }),
      ...(leadId !== undefined && { leadId }),
    });
    return target;
  }
  const key = phone?.kind === 'outside' ? phoneKey(phone) : `call ${callId}`;
  const settled = await now.crm.newcomers.alone(key, async (lately) => {
    const found = await settle(now, lately);
    now.reach(found);
    return found;
  });
  return settled.target;
}
