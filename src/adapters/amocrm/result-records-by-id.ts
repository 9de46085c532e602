import { CrmFailure } from '../../ports/result-crm';
import type { ResultApi } from './result-api';
import { embedded, idOf, type Json } from './result-json';

const perPage = 250;
/** Where the tariff knows no filters each is a request of its own. */
const atMostSingly = 10;

const refused = (error: unknown): boolean => error instanceof CrmFailure && error.kind === 'refused';

/** Those of the records that the user may see, in one request. Nothing for a kind that the account does not have. */
export async function recordsById(
  api: ResultApi,
  entity: 'leads' | 'customers',
  wanted: readonly number[],
): Promise<ReadonlyMap<number, Json>> {
  const ids = [...new Set(wanted)].slice(0, perPage);
  const found = new Map<number, Json>();
  if (ids.length === 0) return found;
  const path = `/api/v4/${entity}`;
  const filter = Object.fromEntries(ids.map((id, index) => [`filter[id][${index}]`, id]));
  let strangers = false;
  const take = (record: Json): void => {
    const id = idOf(record['id']);
    if (id !== undefined && ids.includes(id)) found.set(id, record);
    else strangers = true;
  };
  try {
    const body = await api.ask({ method: 'GET', path, query: { ...filter, limit: perPage } });
    embedded(body, entity).forEach(take);
  } catch (error) {
    if (!refused(error)) throw error;
    if (entity === 'customers') return found;
    strangers = true;
  }
  if (!strangers) return found;
  // The filter was not heeded: a paid option (amoCRM API, "filters").
  const missing = ids.filter((id) => !found.has(id)).slice(0, atMostSingly);
  const singly = await Promise.all(missing.map((id) => api.ask({ method: 'GET', path: `${path}/${id}` })));
  for (const record of singly) if (typeof record === 'object' && record !== null) take(record as Json);
  return found;
}
