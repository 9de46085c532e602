import type { RunningSandbox } from './sandbox';

export interface NewContact {
  name: string;
  phone?: string;
  /** Whose contact it is; the administrator's otherwise. */
  responsible?: number;
}

async function api(sandbox: RunningSandbox, method: string, path: string, body?: unknown): Promise<unknown> {
  for (;;) {
    const response = await fetch(`${sandbox.crm}/api/v4/${path}`, {
      method,
      headers: { authorization: `Bearer ${sandbox.apiToken}`, 'content-type': 'application/json' },
      ...(body !== undefined && { body: JSON.stringify(body) }),
    });
    if (response.status === 204) return undefined;
    if (response.status === 429) continue;
    if (!response.ok) throw new Error(`${method} ${path}: ${response.status} ${await response.text()}`);
    return response.json();
  }
}

const phoneField = (phone: string): object => ({
  field_code: 'PHONE',
  values: [{ value: phone, enum_code: 'MOB' }],
});

/** Makes entities through the CRM's own API, in one request; resolves with their ids. */
export async function create(
  sandbox: RunningSandbox,
  entity: 'contacts' | 'companies',
  list: NewContact[],
): Promise<number[]> {
  const answer = (await api(
    sandbox,
    'POST',
    entity,
    list.map(({ name, phone, responsible }) => ({
      name,
      ...(phone !== undefined && { custom_fields_values: [phoneField(phone)] }),
      ...(responsible !== undefined && { responsible_user_id: responsible }),
    })),
  )) as { _embedded: Record<string, { id: number }[]> };
  return answer._embedded[entity]!.map(({ id }) => id);
}

export const link = (sandbox: RunningSandbox, contact: number, company: number): Promise<unknown> =>
  api(sandbox, 'POST', `contacts/${contact}/link`, [{ to_entity_id: company, to_entity_type: 'companies' }]);

/** The lead gets one more contact, which is its main one from then on. */
export const mainContact = (sandbox: RunningSandbox, lead: number, contact: number): Promise<unknown> =>
  api(sandbox, 'POST', `leads/${lead}/link`, [
    { to_entity_id: contact, to_entity_type: 'contacts', metadata: { is_main: true } },
  ]);

let numbers = 0;
/** A Russian mobile number that the demo data do not hold. */
export const freshNumber = (): string => `+7900${String(5_000_000 + ++numbers * 37).padStart(7, '0')}`;
