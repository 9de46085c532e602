import $ from 'jquery';
import type { Candidate } from '../../domain/caller';

/** Of the request itself; when the card stops waiting is decided elsewhere. */
const giveUpAfter = 10_000;
const atMost = 50;

type Fields = Record<string, unknown>;
const fields = (raw: unknown): Fields => (typeof raw === 'object' && raw !== null ? (raw as Fields) : {});
const list = (raw: unknown): readonly unknown[] => (Array.isArray(raw) ? raw : []);

/** jQuery 2's promises do not turn a throw in a handler into a rejection: native ones from here on. */
const getJson = (url: string, data: Record<string, string | number>): Promise<unknown> =>
  new Promise((resolve, reject) => {
    $.ajax({ url, data, dataType: 'json', timeout: giveUpAfter }).then(
      // 204, amoCRM's "nothing found", comes as undefined.
      (body: unknown) => resolve(body),
      (xhr: unknown, status: unknown) => reject(new Error(`${url}: ${String(status)}`, { cause: xhr })),
    );
  });

const id = (raw: unknown): number | undefined => {
  const value = Number(raw);
  return Number.isSafeInteger(value) && value > 0 ? value : undefined;
};

const phones = (customFields: unknown): string[] =>
  list(customFields)
    .map(fields)
    .filter((field) => field['field_code'] === 'PHONE')
    .flatMap((field) => list(field['values']))
    .map((value) => fields(value)['value'])
    .filter((value): value is string | number => typeof value === 'string' || typeof value === 'number')
    .map(String);

function candidate(entity: Candidate['entity'], raw: unknown): Candidate[] {
  const given = fields(raw);
  const own = id(given['id']);
  if (own === undefined) return [];
  const name = given['name'];
  const companyId = id(fields(list(fields(given['_embedded'])['companies'])[0])['id']);
  return [
    {
      entity,
      id: own,
      name: typeof name === 'string' ? name : '',
      phones: phones(given['custom_fields_values']),
      ...(entity === 'contact' && companyId !== undefined && { companyId }),
    },
  ];
}

const paths = { contact: 'contacts', company: 'companies' } as const;

/** `GET /api/v4/{contacts|companies}?query=` with the signed-in user's cookie and rights. */
export async function search(entity: Candidate['entity'], digits: string): Promise<readonly Candidate[]> {
  const body = await getJson(`/api/v4/${paths[entity]}`, { query: digits, limit: atMost });
  if (body === undefined) return [];
  const found = fields(fields(body)['_embedded'])[paths[entity]];
  if (!Array.isArray(found)) throw new Error(`/api/v4/${paths[entity]}: not a list`);
  return found.flatMap((raw) => candidate(entity, raw));
}

export async function companyName(companyId: number): Promise<string | undefined> {
  const name = fields(await getJson(`/api/v4/companies/${companyId}`, {}))['name'];
  return typeof name === 'string' && name !== '' ? name : undefined;
}
