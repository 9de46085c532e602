import type { LogEntry } from './log-entry';
import type { CallEntity } from './log-job';
import { CrmTrouble, type CrmClient } from './crm-trouble';
import { embedded, fieldsOf, idOf, listOf, textOf } from './crm-json';

/** What became of one call of a batch. */
export type Written =
  | { readonly is: 'logged'; readonly type: CallEntity; readonly id: number; readonly note: number }
  | { readonly is: 'nobody' }
  | { readonly is: 'refused'; readonly reason: string }
  /** The CRM did nothing, for another's fault. */
  | { readonly is: 'again' }
  /** The CRM did nothing, and did not say why: to be sent by itself. */
  | { readonly is: 'alone' };

const types: readonly CallEntity[] = ['lead', 'contact', 'company', 'customer'];

const idText = (raw: unknown): string =>
  typeof raw === 'string' || typeof raw === 'number' ? String(raw) : '';

function added(body: unknown): Map<string, Written> {
  const found = new Map<string, Written>();
  for (const call of embedded(body, 'calls')) {
    const type = types.find((known) => known === call['entity_type']);
    const [id, note] = [idOf(call['entity_id']), idOf(call['id'])];
    if (type !== undefined && id !== undefined && note !== undefined)
      found.set(idText(call['request_id']), { is: 'logged', type, id, note });
  }
  return found;
}

/** `errors` of the calls' method: the one that is meant for it is a number that nobody has. */
function missed(body: unknown): Map<string, Written> {
  return new Map(
    listOf(fieldsOf(body)['errors']).map((error) => {
      const words = [error['title'], error['detail']].map(textOf).join(' ').trim();
      return [
        idText(error['request_id']),
        /not found|no contact|не найден/i.test(words) ? { is: 'nobody' } : { is: 'refused', reason: words },
      ];
    }),
  );
}

function violated(body: unknown): Map<string, Written> {
  return new Map(
    listOf(fieldsOf(body)['validation-errors']).map((item) => {
      const faults = listOf(item['errors']).map(
        ({ path, detail, code }) => `${textOf(path)}: ${textOf(detail) || textOf(code)}`,
      );
      return [idText(item['request_id']), { is: 'refused', reason: faults.join('; ') }];
    }),
  );
}

/** All of a refused batch in one word, as amoCRM says it where none was found: which was which need not be told. */
const nobodyAtAll = (body: unknown): boolean => {
  const errors = [...missed(body).values()];
  return errors.length > 0 && errors.every(({ is }) => is === 'nobody') && added(body).size === 0;
};

const one = (results: Map<string, Written>): Written | undefined =>
  results.size === 1 ? [...results.values()][0] : undefined;

/**
 * `POST /api/v4/calls` with up to 50 calls, judged item by item: the documentation does not say what a mixed batch is
 * answered with. Rejects with a `CrmTrouble` where nothing can be said of any of them.
 */
export async function writeCalls(ask: CrmClient, entries: readonly LogEntry[]): Promise<readonly Written[]> {
  let body: unknown;
  let sure = false;
  try {
    body = await ask({ method: 'POST', path: '/api/v4/calls', body: entries });
  } catch (error) {
    if (!(error instanceof CrmTrouble) || error.kind !== 'refused') throw error;
    ({ body } = error);
    sure = true;
    if (entries.length === 1 && missed(body).size === 0 && violated(body).size === 0) throw error;
  }
  const [logged, nobody, faulty] = [added(body), missed(body), violated(body)];
  const alone = entries.length === 1;
  return entries.map(
    ({ request_id: id }): Written =>
      logged.get(id) ??
      nobody.get(id) ??
      faulty.get(id) ??
      (alone ? (one(logged) ?? one(nobody) ?? one(faulty)) : undefined) ??
      // A success without a word of this call is one way to say that nobody has the number.
      (!sure || nobodyAtAll(body) ? { is: 'nobody' } : { is: faulty.size > 0 ? 'again' : 'alone' }),
  );
}
