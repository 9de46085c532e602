import { phoneKey } from '../domain/phone-number';
import type { InboxItem } from '../ports/result-writer';
import { meanwhile } from './send-result-meanwhile';
import { nameOf } from './send-result-names';
import type { Sending, Settled } from './send-result-sending';

type Inside = Pick<InboxItem, 'leadId' | 'contactId'>;

/** Other programs put calls there without a contact. */
async function contactFor(now: Sending, leadId: number): Promise<number> {
  const { phone } = now.job;
  const known = await meanwhile(now);
  let contactId = known?.link.kind === 'contact' ? known.link.id : undefined;
  if (contactId === undefined) {
    const name = nameOf(now);
    now.trying({ contactName: name });
    const contact = { name, phone: phone?.kind === 'outside' ? phoneKey(phone) : undefined };
    contactId = (await now.crm.create({ contact, lead: null })).contactId;
  }
  await now.crm.join(leadId, contactId);
  return contactId;
}

/** The names that were typed go over those that the inbox gave. */
async function fillIn(now: Sending, { leadId, contactId }: Inside, moved: boolean): Promise<Settled> {
  const { phone, fields } = now.job;
  const [contactName, leadName] = [fields.contactName.trim(), fields.leadName.trim()];
  if (leadName !== '') {
    await now.crm.complete({ kind: 'lead', id: leadId }, { name: leadName, instead: null });
  }
  const { pipelineId, stageId } = fields;
  if (!moved && stageId !== null) await now.crm.moveLead(leadId, { pipelineId, stageId });
  const contact = contactId ?? (await contactFor(now, leadId));
  await now.crm.complete(
    { kind: 'contact', id: contact },
    {
      ...(contactName !== '' && { name: contactName, instead: null }),
      ...(phone !== undefined && { phone }),
    },
  );
  now.trying({ contactName, leadName });
  return { contactId: contact, leadId, target: { kind: 'lead', id: leadId } };
}

/** Takes the call out of the inbox with its lead and contact, in place of new ones. Undefined: somebody declined it. */
export async function acceptCall(now: Sending, item: InboxItem): Promise<Settled | undefined> {
  const { uid, leadId, contactId, pipelineId } = item;
  const inside: Inside = { leadId, ...(contactId !== undefined && { contactId }) };
  now.reach({ accepting: { uid, ...inside } });
  const { fields } = now.job;
  const within = fields.pipelineId === null || fields.pipelineId === pipelineId;
  const accepted = await now.crm.accept(uid, within ? fields.stageId : null);
  if (!accepted && !(await now.crm.exists({ kind: 'lead', id: leadId }))) return undefined;
  return fillIn(now, inside, accepted && within);
}

/** Goes on where the answer to an accept, or what follows it, was lost. Undefined: nothing was begun, or declined. */
export async function resumeAccept(now: Sending): Promise<Settled | undefined> {
  const begun = now.sent().accepting;
  if (begun === undefined) return undefined;
  const item = await now.crm.inboxItem(begun.uid);
  if (item !== undefined) return acceptCall(now, item);
  if (!(await now.crm.exists({ kind: 'lead', id: begun.leadId }))) return undefined;
  return fillIn(now, begun, false);
}
