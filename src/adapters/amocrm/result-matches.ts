import type { ResultLink } from '../../domain/call-result';
import { callersAmong } from '../../domain/caller';
import type { DialPlan } from '../../domain/dial-plan';
import { searchDigits, type PhoneNumber } from '../../domain/phone-number';
import type { LinkedMatch } from '../../domain/result-link';
import type { Trace } from '../../ports/result-writer';
import type { ResultApi } from './result-api';
import { embedded, embeddedIds, idOf, phoneValues, textOf, type Json } from './result-json';
import { recordsById } from './result-records-by-id';
import { isSameTrace, type TraceRules } from './result-trace';

const atMost = 50;
const won = 142;
const lost = 143;
const paths = { contact: 'contacts', company: 'companies' } as const;
type Owner = keyof typeof paths;

const linked = 'leads,customers';

export interface Matches {
  readonly matches: (phone: PhoneNumber) => Promise<readonly LinkedMatch[]>;
  readonly newest: (phone: PhoneNumber | undefined, trace: Trace) => Promise<readonly LinkedMatch[]>;
}

/** Who has a number, with open leads and customers by name. */
export function resultMatches(parts: { api: ResultApi; dialPlan: DialPlan; userId: number }): Matches {
  const { api, dialPlan, userId } = parts;

  const having = (kind: Owner, records: readonly Json[], phone: PhoneNumber): Json[] => {
    const candidates = records.flatMap((record) => {
      const id = idOf(record['id']);
      const phones = phoneValues(record).map(({ value }) => String(value));
      return id === undefined ? [] : [{ entity: kind, id, name: '', phones }];
    });
    const ids = new Set(callersAmong(candidates, phone, dialPlan).map(({ id }) => id));
    return records.filter((record) => ids.has(idOf(record['id']) ?? 0));
  };

  const search = async (kind: Owner, phone: PhoneNumber): Promise<Json[]> => {
    const query = { query: searchDigits(phone), with: linked, limit: atMost };
    const body = await api.ask({ method: 'GET', path: `/api/v4/${paths[kind]}`, query });
    return having(kind, embedded(body, paths[kind]), phone);
  };

  const described = async (kind: Owner, records: readonly Json[]): Promise<readonly LinkedMatch[]> => {
    const all = (name: string): number[] => records.flatMap((record) => embeddedIds(record, name));
    const [leads, customers] = await Promise.all([
      recordsById(api, 'leads', all('leads')),
      recordsById(api, 'customers', all('customers')),
    ]);
    const open = [...leads].filter(
      ([, lead]) => lead['is_deleted'] !== true && ![won, lost].includes(Number(lead['status_id'])),
    );
    const link = (linkKind: ResultLink['kind'], id: number, record: Json | undefined): ResultLink => ({
      kind: linkKind,
      id,
      name: textOf(record?.['name']),
    });
    return records.flatMap((record) => {
      const id = idOf(record['id']);
      if (id === undefined) return [];
      const [leadIds, customerIds] = [embeddedIds(record, 'leads'), embeddedIds(record, 'customers')];
      return [
        {
          link: link(kind, id, record),
          openLeads: open
            .filter(([leadId]) => leadIds.includes(leadId))
            .map(([leadId, lead]) => link('lead', leadId, lead)),
          // A customer counts though its name cannot be read.
          customers: customerIds.map((customerId) => link('customer', customerId, customers.get(customerId))),
        },
      ];
    });
  };

  return {
    async matches(phone) {
      if (phone.kind !== 'outside') return [];
      for (const kind of ['contact', 'company'] as const) {
        const found = await search(kind, phone);
        if (found.length > 0) return described(kind, found);
      }
      return [];
    },
    async newest(phone, trace) {
      const query = { 'order[id]': 'desc', with: linked, limit: atMost };
      const body = await api.ask({ method: 'GET', path: '/api/v4/contacts', query });
      const records = embedded(body, 'contacts');
      const rules: TraceRules = { api, userId };
      const found =
        phone?.kind === 'outside'
          ? having('contact', records, phone)
          : records.filter((record) => isSameTrace(rules, record, textOf(record['name']), trace));
      return described('contact', found);
    },
  };
}
