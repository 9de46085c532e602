import type { CallEntity, LogPlace } from './log-job';
import { CrmTrouble, type CrmClient } from './crm-trouble';
import { embedded, fieldsOf, idOf, textOf } from './crm-json';

const page = 250;
const mostPages = 40;
/** Clocks of two companies differ, s. */
const leeway = 300;

const paths: readonly (readonly [CallEntity, string])[] = [
  ['lead', 'leads'],
  ['contact', 'contacts'],
  ['company', 'companies'],
  ['customer', 'customers'],
];

export interface FoundCall {
  readonly place: LogPlace;
  /** Whether its recording stands there. */
  readonly link: boolean;
  /** `call_status`, as it stands there. */
  readonly status: unknown;
}

/**
 * Which of these calls stand in the CRM: call notes changed since they were first sent, told by `params.uniq`.
 * `since` in ms. Rejects with a `CrmTrouble`.
 */
export async function findCalls(
  ask: CrmClient,
  callIds: ReadonlySet<string>,
  since: number,
): Promise<ReadonlyMap<string, FoundCall>> {
  const found = new Map<string, FoundCall>();
  const from = Math.floor(since / 1000) - leeway;
  const filter = `filter[note_type][]=call_in&filter[note_type][]=call_out&filter[updated_at][from]=${from}`;
  for (const [type, path] of paths) {
    for (let number = 1; number <= mostPages && found.size < callIds.size; number += 1) {
      const query = `${filter}&order[updated_at]=desc&limit=${page}&page=${number}`;
      const body = await ask({ method: 'GET', path: `/api/v4/${path}/notes?${query}` }).catch(
        (error: unknown) => {
          // Accounts without customers answer so; no call can be there.
          if (error instanceof CrmTrouble && error.kind === 'refused') return undefined;
          throw error;
        },
      );
      const notes = embedded(body, 'notes');
      for (const note of notes) {
        const { uniq, link, call_status: status } = fieldsOf(note['params']);
        const [own, id] = [idOf(note['id']), idOf(note['entity_id'])];
        if (typeof uniq === 'string' && callIds.has(uniq) && own !== undefined && id !== undefined)
          found.set(uniq, { place: { type, id, note: own }, link: textOf(link) !== '', status });
      }
      if (notes.length < page) break;
    }
  }
  return found;
}
