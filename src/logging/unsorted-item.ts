import type { LogEntry } from './log-entry';
import type { CrmClient } from './crm-trouble';
import { embedded, fieldsOf } from './crm-json';

const page = 250;
const mostPages = 20;

/** `POST /api/v4/leads/unsorted/sip` (amoCRM API, "unsorted"): the caller's number as a contact, so that it is found later. */
export async function writeUnsorted(
  ask: CrmClient,
  { phone, duration, created_at, link, uniq, source, call_responsible }: LogEntry,
): Promise<void> {
  const contact = {
    name: phone,
    custom_fields_values: [{ field_code: 'PHONE', values: [{ value: phone, enum_code: 'WORK' }] }],
  };
  const metadata = {
    ...{ phone, called_at: created_at, duration, uniq, service_code: source },
    ...(call_responsible !== undefined && { call_responsible }),
    // Mandatory there, unlike in a log: empty where there is none.
    link: link ?? '',
    is_call_event_needed: true,
  };
  const item = {
    ...{ request_id: uniq, source_uid: `${source}:${uniq}`, source_name: source, created_at, metadata },
    _embedded: { leads: [{ name: phone }], contacts: [contact] },
  };
  await ask({ method: 'POST', path: '/api/v4/leads/unsorted/sip', body: [item] });
}

/** Whether the call waits in the inbox. */
export async function findUnsorted(ask: CrmClient, callId: string): Promise<boolean> {
  for (let number = 1; number <= mostPages; number += 1) {
    const query = `filter[category][]=sip&order[created_at]=desc&limit=${page}&page=${number}`;
    const items = embedded(await ask({ method: 'GET', path: `/api/v4/leads/unsorted?${query}` }), 'unsorted');
    const ours = items.some(
      ({ metadata, source_uid }) =>
        fieldsOf(metadata)['uniq'] === callId ||
        (typeof source_uid === 'string' && source_uid.endsWith(`:${callId}`)),
    );
    if (ours) return true;
    if (items.length < page) return false;
  }
  return false;
}
