import type { DialPlan } from '../domain/dial-plan';
import { needsRecord } from '../domain/result-faults';
import { parsePhone } from '../domain/phone-number';
import { CrmFailure, type ResultCrm } from '../ports/result-crm';
import type { ResultDrafts } from '../ports/result-drafts';
import type { ResultWriter } from '../ports/result-writer';
import { lookUpResult } from './result-lookup';
import { sendResult } from './send-result';

export interface DeliveryParts {
  readonly drafts: ResultDrafts;
  readonly crm: ResultCrm;
  readonly writer: ResultWriter;
  readonly dialPlan: DialPlan;
  /** One at a time for a name, in all tabs: a leader that was robbed of its place may still be at it. */
  readonly alone: <T>(name: string, work: () => Promise<T>) => Promise<T>;
}

async function attempt(callId: string, parts: DeliveryParts): Promise<void> {
  const { drafts, crm, writer, dialPlan } = parts;
  const before = drafts.find(callId);
  if (before !== undefined && !before.looked && before.fields.link === null && needsRecord(before.fields)) {
    // Saved while the CRM could not say whose the number is.
    const { link, choice } = await lookUpResult(callId, parts);
    if (link === null && choice.length > 0) {
      throw new CrmFailure('refused', [{ field: 'link', code: 'link_missing' }]);
    }
  }
  const { task } = drafts.find(callId)?.fields ?? {};
  if (task?.typeId === 0) {
    // Typed while the CRM could not name its types.
    const first = (await crm.catalogue()).taskTypes[0];
    if (first === undefined) throw new CrmFailure('refused', [{ field: 'task', code: 'task_type_missing' }]);
    drafts.type(callId, { task: { ...task, typeId: first.id } });
  }
  const draft = drafts.find(callId);
  if (draft?.stage !== 'sending') return;
  const phone = parsePhone(draft.call.phone, dialPlan);
  await sendResult(
    {
      phone: phone.kind === 'none' ? undefined : phone,
      callId,
      direction: draft.call.direction,
      unknown: draft.unknown,
      fields: draft.fields,
      sent: draft.sent,
    },
    writer,
    (sent) => drafts.mark(callId, { sent }),
  );
  // Taken back meanwhile: what the agent makes of it now is still to be written.
  if (drafts.find(callId)?.stage === 'sending') drafts.mark(callId, { written: true });
}

/** One try. `later`: the same may succeed then; a refusal goes back to the agent with its reasons. */
export async function deliverResult(callId: string, parts: DeliveryParts): Promise<'done' | 'later'> {
  const { drafts, alone } = parts;
  try {
    await alone(`send ${callId}`, () => attempt(callId, parts));
    return 'done';
  } catch (error) {
    if (!(error instanceof CrmFailure)) throw error;
    // Taken back meanwhile: it is not this text any more that was at fault.
    if (drafts.find(callId)?.stage !== 'sending') return 'done';
    if (error.kind === 'retry') {
      drafts.mark(callId, { faults: error.faults });
      return 'later';
    }
    drafts.mark(callId, { stage: 'refused', faults: error.faults, offered: false });
    return 'done';
  }
}
