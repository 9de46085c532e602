import type { LogEntry } from './log-entry';
import type { CrmClient } from './crm-trouble';
import { embedded, fieldsOf } from './crm-json';

const page = 250;
const mostPages = 20;

/** The caller's number goes along as a contact, so that it is found later. */
function itemOf({ phone, duration, created_at, link, uniq, source, call_responsible }: LogEntry): object {
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
  return {
    ...{ request_id: uniq, source_uid: `${source}:${uniq}`, source_name: source, created_at, metadata },
    _embedded: { leads: [{ name: phone }], contacts: [contact] },
  };
}

/** `POST /api/v4/leads/unsorted/sip` (amoCRM API, "unsorted"): all of them or none. */
export async function writeUnsorted(ask: CrmClient, entries: readonly LogEntry[]): Promise<void> {
  await ask({ method: 'POST', path: '/api/v4/leads/unsorted/sip', body: entries.map(itemOf) });
}

/** Which of these calls wait in the inbox. */
export async function findUnsorted(
  ask: CrmClient,
  callIds: ReadonlySet<string>,
): Promise<ReadonlySet<string>> {
  const found = new Set<string>();
  for (let number = 1; number <= mostPages && found.size < callIds.size; number += 1) {
    const query = `filter[category][]=sip&order[created_at]=desc&limit=${page}&page=${number}`;
    const items = embedded(await ask({ method: 'GET', path: `/api/v4/leads/unsorted?${query}` }), 'unsorted');
    for (const { metadata, source_uid } of items) {
      const { uniq } = fieldsOf(metadata);
      const ofSource = typeof source_uid === 'string' ? source_uid.slice(source_uid.indexOf(':') + 1) : '';
      for (const id of [uniq, ofSource]) if (typeof id === 'string' && callIds.has(id)) found.add(id);
    }
    if (items.length < page) break;
  }
  return found;
}
