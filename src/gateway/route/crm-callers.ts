import { callersAmong, type Candidate } from '../../domain/caller';
import type { DialPlan } from '../../domain/dial-plan';
import { parsePhone, searchDigits } from '../../domain/phone-number';
import type { CrmAnswer, KnownCaller } from '../../routing/situation';

/** One GET of the CRM's API: parsed JSON, undefined for 204; rejects on anything else, and when the signal says so. */
export type CrmGet = (path: string, signal: AbortSignal) => Promise<unknown>;

const won = 142;
const lost = 143;
const atMost = 50;

type Fields = Readonly<Record<string, unknown>>;
const fields = (raw: unknown): Fields => (typeof raw === 'object' && raw !== null ? (raw as Fields) : {});
const list = (raw: unknown): readonly unknown[] => (Array.isArray(raw) ? raw : []);
const id = (raw: unknown): number => (Number.isSafeInteger(raw) ? (raw as number) : 0);

/** `_embedded.<name>` of a list; throws on what is no list of the CRM's. */
function embedded(body: unknown, name: string): readonly unknown[] {
  if (body === undefined) return [];
  const found = fields(fields(body)['_embedded'])[name];
  if (!Array.isArray(found)) throw new Error(`the CRM's answer has no list of ${name}`);
  return found;
}

const phones = (raw: unknown): string[] =>
  list(raw)
    .map(fields)
    .filter((field) => field['field_code'] === 'PHONE')
    .flatMap((field) => list(field['values']))
    .map((value) => fields(value)['value'])
    .filter((value) => typeof value === 'string' || typeof value === 'number')
    .map(String);

interface Found extends Candidate {
  readonly responsible: number;
  readonly leadIds: readonly number[];
}

const foundIn = (body: unknown, entity: Candidate['entity'], name: string): Found[] =>
  embedded(body, name).map((raw) => {
    const given = fields(raw);
    return {
      entity,
      id: id(given['id']),
      name: typeof given['name'] === 'string' ? given['name'] : '',
      phones: phones(given['custom_fields_values']),
      responsible: id(given['responsible_user_id']),
      leadIds: list(fields(given['_embedded'])['leads']).map((lead) => id(fields(lead)['id'])),
    };
  });

async function openLeads(get: CrmGet, ids: readonly number[], signal: AbortSignal) {
  if (ids.length === 0) return [];
  const filter = ids.map((lead) => `filter[id][]=${lead}`).join('&');
  return embedded(await get(`/api/v4/leads?${filter}&limit=250`, signal), 'leads')
    .map(fields)
    .filter(({ status_id: status }) => status !== won && status !== lost)
    .map((lead) => ({
      id: id(lead['id']),
      ...(typeof lead['name'] === 'string' && { name: lead['name'] }),
      responsible: id(lead['responsible_user_id']),
      updatedAt: id(lead['updated_at']) * 1000,
    }));
}

/**
 * Contacts and companies whose phone this is, with their open leads: two requests at once and one more where there are
 * leads. `timeout` when the signal came first, `error` for whatever else went wrong; never rejects.
 */
export async function crmCallers(
  get: CrmGet,
  from: string,
  dialPlan: DialPlan,
  signal: AbortSignal,
): Promise<CrmAnswer> {
  const number = parsePhone(from, dialPlan);
  if (number.kind !== 'outside') return { state: 'nobody' };
  const query = `query=${searchDigits(number)}&with=leads&limit=${atMost}`;
  try {
    const [contacts, companies] = await Promise.all([
      get(`/api/v4/contacts?${query}`, signal),
      get(`/api/v4/companies?${query}`, signal),
    ]);
    const candidates = [
      ...foundIn(contacts, 'contact', 'contacts'),
      ...foundIn(companies, 'company', 'companies'),
    ];
    const callers = callersAmong(candidates, number, dialPlan) as readonly Found[];
    if (callers.length === 0) return { state: 'nobody' };
    const leads = await openLeads(get, [...new Set(callers.flatMap(({ leadIds }) => leadIds))], signal);
    return {
      state: 'found',
      callers: callers.map(({ entity, id: own, name, responsible, leadIds }): KnownCaller => ({
        ...{ entity, id: own, name, responsible },
        openLeads: leads.filter((lead) => leadIds.includes(lead.id)),
      })),
    };
  } catch {
    return { state: signal.aborted ? 'timeout' : 'error' };
  }
}
