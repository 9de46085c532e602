import type { DialPerson } from '../../dialing/dial-list';
import type { LinkKind } from '../../domain/call-result';
import type { ResultApi } from './result-api';
import { embedded, embeddedIds, fieldsOf, idOf, phoneValues, textOf, type Json } from './result-json';

const perPage = 250;
const paths = { contact: 'contacts', company: 'companies', lead: 'leads', customer: 'customers' } as const;

/** A row of a list, or a card, as the page knows it. */
export interface DialSource {
  readonly kind: LinkKind;
  readonly id: number;
  readonly name: string;
  readonly company: string;
  /** Empty where the page does not show them. */
  readonly phones: readonly string[];
}

/** Records by id, hundreds a request: as many requests as pages, whatever the number of rows. */
async function records(
  api: ResultApi,
  kind: LinkKind,
  wanted: readonly number[],
): Promise<ReadonlyMap<number, Json>> {
  const found = new Map<number, Json>();
  const ids = [...new Set(wanted)];
  for (let from = 0; from < ids.length; from += perPage) {
    const page = ids.slice(from, from + perPage);
    const filter = Object.fromEntries(page.map((id, index) => [`filter[id][${index}]`, id]));
    const path = `/api/v4/${paths[kind]}`;
    const query = { ...filter, limit: perPage, ...(kind !== 'company' && { with: 'contacts' }) };
    for (const record of embedded(await api.ask({ method: 'GET', path, query }), paths[kind])) {
      const id = idOf(record['id']);
      if (id !== undefined && page.includes(id)) found.set(id, record);
    }
  }
  return found;
}

const phonesOf = (record: Json): string[] =>
  phoneValues(record).map(({ value }) => (typeof value === 'number' ? String(value) : textOf(value)));

/** Contacts of a lead or customer, the main one first. */
const contactsOf = (record: Json): number[] =>
  [...embedded(record, 'contacts')]
    .sort((a, b) => Number(b['is_main'] === true) - Number(a['is_main'] === true))
    .flatMap(({ id }) => idOf(id) ?? []);

async function contacts(api: ResultApi, ids: readonly number[]): Promise<ReadonlyMap<number, DialPerson>> {
  const found = await records(api, 'contact', ids);
  const companies = await records(
    api,
    'company',
    [...found.values()].flatMap((record) => embeddedIds(record, 'companies').slice(0, 1)),
  );
  return new Map(
    [...found].map(([id, record]) => {
      const [companyId = 0] = embeddedIds(record, 'companies');
      const company = textOf(fieldsOf(companies.get(companyId))['name']);
      return [
        id,
        { name: textOf(record['name']), company, link: { kind: 'contact', id }, phones: phonesOf(record) },
      ];
    }),
  );
}

/**
 * Whom to call for these rows or cards, in their order. What the page does not show is fetched: phones of a hidden
 * column, contacts of leads and customers. Rejects with `CrmFailure`.
 */
export async function dialPeople(
  api: ResultApi,
  sources: readonly DialSource[],
): Promise<readonly DialPerson[]> {
  const idsOf = (kind: LinkKind): number[] =>
    sources.filter((one) => one.kind === kind && one.phones.length === 0).map(({ id }) => id);
  const [leads, customers, companies] = [
    await records(api, 'lead', idsOf('lead')),
    await records(api, 'customer', idsOf('customer')),
    await records(api, 'company', idsOf('company')),
  ];
  const linked = (source: DialSource): number[] => {
    const record = (source.kind === 'lead' ? leads : customers).get(source.id);
    return record === undefined ? [] : contactsOf(record);
  };
  const people = await contacts(api, [
    ...idsOf('contact'),
    ...sources.filter(({ kind }) => kind === 'lead' || kind === 'customer').flatMap(linked),
  ]);
  return sources.flatMap((source): DialPerson[] => {
    const { kind, id, name, company, phones } = source;
    const own = { name, company, link: { kind, id } };
    if (kind === 'lead' || kind === 'customer') {
      const found = linked(source).flatMap((contact) => people.get(contact) ?? []);
      // A lead without contacts is counted as one without a phone, not passed over.
      return found.length > 0 ? found : [{ ...own, phones: [] }];
    }
    if (phones.length > 0) return [{ ...own, phones }];
    if (kind === 'contact') return [people.get(id) ?? { ...own, phones: [] }];
    return [{ ...own, phones: phonesOf(companies.get(id) ?? {}) }];
  });
}
