import type { LinkKind, ResultLink } from '../../domain/call-result';
import type { DialPlan } from '../../domain/dial-plan';
import { parsePhone, searchDigits } from '../../domain/phone-number';
import { CrmFailure } from '../../ports/result-crm';
import type { ResultApi } from './result-api';
import { embedded, idOf, textOf } from './result-json';

const entities = { contact: 'contacts', lead: 'leads', company: 'companies', customer: 'customers' } as const;
const kinds: readonly LinkKind[] = ['contact', 'lead', 'company', 'customer'];
const atMost = 20;
const shortest = 2;
const shortestPhone = 7;

/** A telephone number in any notation is looked for by its digits. */
function queryOf(text: string, dialPlan: DialPlan): string {
  if (/\p{L}/u.test(text)) return text;
  const phone = parsePhone(text, dialPlan);
  return phone.kind === 'outside' && phone.digits.length >= shortestPhone ? searchDigits(phone) : text;
}

/** First one of each kind, then the second of each: none crowds the others out. */
function inTurns(lists: readonly (readonly ResultLink[])[]): ResultLink[] {
  const longest = Math.max(...lists.map(({ length }) => length));
  const rows = Array.from({ length: longest }, (_, row) => lists.flatMap((list) => list[row] ?? []));
  return rows.flat().slice(0, atMost);
}

/** Port `ResultCrm.find`: all four kinds at once; a kind that the account or the user's rights lack is left out. */
export const resultFind =
  ({ api, dialPlan }: { api: ResultApi; dialPlan: DialPlan }) =>
  async (typed: string): Promise<readonly ResultLink[]> => {
    const text = typed.trim();
    if (text.length < shortest) return [];
    const query = { query: queryOf(text, dialPlan), limit: atMost };
    const search = async (kind: LinkKind): Promise<readonly ResultLink[]> => {
      const entity = entities[kind];
      const body = await api.ask({ method: 'GET', path: `/api/v4/${entity}`, query });
      return embedded(body, entity).flatMap((record) => {
        const id = idOf(record['id']);
        return id === undefined || record['is_deleted'] === true
          ? []
          : [{ kind, id, name: textOf(record['name']) }];
      });
    };
    const failures: Error[] = [];
    const lists = await Promise.all(
      kinds.map((kind) =>
        search(kind).catch((error: unknown) => {
          failures.push(error instanceof Error ? error : new Error(String(error)));
          return [];
        }),
      ),
    );
    const later = failures.find((error) => !(error instanceof CrmFailure) || error.kind === 'retry');
    const found = inTurns(lists);
    const worst = later ?? (failures.length === kinds.length ? failures[0] : undefined);
    if (found.length === 0 && worst !== undefined) throw worst;
    return found;
  };
