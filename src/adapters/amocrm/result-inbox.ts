import type { DialPlan } from '../../domain/dial-plan';
import { parsePhone, samePhone, type PhoneNumber } from '../../domain/phone-number';
import { CrmFailure } from '../../ports/result-crm';
import type { InboxItem, ResultWriter } from '../../ports/result-writer';
import type { ResultApi } from './result-api';
import { embedded, embeddedIds, fieldsOf, idOf, textOf, type Json } from './result-json';

const path = '/api/v4/leads/unsorted';
const atMost = 250;

function itemOf(raw: Json): InboxItem | undefined {
  const [uid, leadId] = [textOf(raw['uid']), embeddedIds(raw, 'leads')[0]];
  const contactId = embeddedIds(raw, 'contacts')[0];
  if (uid === '' || leadId === undefined) return undefined;
  return {
    uid,
    leadId,
    pipelineId: idOf(raw['pipeline_id']) ?? null,
    ...(contactId !== undefined && { contactId }),
  };
}

const isRefusal = (error: unknown, ...codes: string[]): boolean =>
  error instanceof CrmFailure &&
  error.kind === 'refused' &&
  error.faults.some(({ code }) => codes.includes(code));

/** Calls in amoCRM's inbox. */
export function resultInbox(parts: {
  api: ResultApi;
  dialPlan: DialPlan;
  userId: number;
}): Pick<ResultWriter, 'inboxCall' | 'inboxItem' | 'accept'> {
  const { api, dialPlan, userId } = parts;

  const isFrom = (item: Json, phone: PhoneNumber): boolean => {
    const { phone: caller, from } = fieldsOf(item['metadata']);
    // Older programs write the caller into `from`.
    return [caller, from].some(
      (raw) =>
        (typeof raw === 'string' || typeof raw === 'number') &&
        samePhone(parsePhone(String(raw), dialPlan), phone),
    );
  };

  return {
    async inboxCall(callId, phone) {
      const query = { 'filter[category][0]': 'sip', 'order[created_at]': 'desc', limit: atMost };
      const body = await api.ask({ method: 'GET', path, query }).catch((error: unknown) => {
        // Who may not see the inbox makes the contact all the same.
        if (isRefusal(error, 'forbidden', 'gone')) return undefined;
        throw error;
      });
      const items = embedded(body, 'unsorted');
      const own = items.find((item) => fieldsOf(item['metadata'])['uniq'] === callId);
      const found = own ?? items.find((item) => isFrom(item, phone));
      return found && itemOf(found);
    },
    async inboxItem(uid) {
      const body = await api.ask({ method: 'GET', path: `${path}/${uid}` }).catch((error: unknown) => {
        if (isRefusal(error, 'gone')) return undefined;
        throw error;
      });
      return body === undefined ? undefined : itemOf(fieldsOf(body));
    },
    async accept(uid, stageId) {
      const body = { user_id: userId, ...(stageId !== null && { status_id: stageId }) };
      try {
        await api.ask({ method: 'POST', path: `${path}/${uid}/accept`, body }, (at) =>
          at === 'status_id' ? 'stageId' : undefined,
        );
        return true;
      } catch (error) {
        if (isRefusal(error, 'gone')) return false;
        throw error;
      }
    },
  };
}
