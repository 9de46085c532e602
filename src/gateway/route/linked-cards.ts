import type { CrmGet } from './crm-callers';

const atMost = 50;

type Fields = Readonly<Record<string, unknown>>;
const fields = (raw: unknown): Fields => (typeof raw === 'object' && raw !== null ? (raw as Fields) : {});
const list = (raw: unknown): readonly unknown[] => (Array.isArray(raw) ? raw : []);

/** Ids of the contacts and companies that these leads hang on; undefined where that cannot be found out. */
export async function linkedCards(
  get: CrmGet,
  leads: readonly number[],
  signal: AbortSignal,
): Promise<ReadonlySet<number> | undefined> {
  if (leads.length > atMost) return undefined;
  const filter = leads.map((lead) => `filter[id][]=${lead}`).join('&');
  try {
    const body = await get(`/api/v4/leads?${filter}&with=contacts&limit=${atMost}`, signal);
    const found = list(fields(fields(body)['_embedded'])['leads']).map((lead) =>
      fields(fields(lead)['_embedded']),
    );
    const cards = found.flatMap((linked) => [...list(linked['contacts']), ...list(linked['companies'])]);
    return new Set(cards.map((card) => Number(fields(card)['id'])));
  } catch {
    return undefined;
  }
}
