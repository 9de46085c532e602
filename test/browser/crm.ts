import { crmHadAtMost } from './crm-limit';
import type { RunningSandbox } from './sandbox';

export interface NewContact {
  name: string;
  phone?: string;
  /** Whose contact it is; the administrator's otherwise. */
  responsible?: number;
}

/** One request of the CRM's API with the token that the gateway has too; undefined: 204, nothing there. */
export async function crmApi(
  sandbox: RunningSandbox,
  method: string,
  path: string,
  body?: unknown,
): Promise<unknown> {
  for (;;) {
    // The gateway's requests count together with these.
    await crmHadAtMost(3, 'token', sandbox);
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

type Listed<T> = { _embedded: Record<string, T[]> } | undefined;

/** What stands in the CRM. */
export const inCrm = async <T>(sandbox: RunningSandbox, path: string): Promise<T[]> =>
  Object.values(((await crmApi(sandbox, 'GET', path)) as Listed<T>)?._embedded ?? {})[0] ?? [];

/** Ids of what is made of this list, in one request. */
export const madeInCrm = async (
  sandbox: RunningSandbox,
  entity: string,
  list: readonly object[],
): Promise<number[]> => {
  const answer = (await crmApi(sandbox, 'POST', entity, list)) as Listed<{ id: number }>;
  return answer!._embedded[entity]!.map(({ id }) => id);
};

const phoneField = (phone: string): object => ({
  field_code: 'PHONE',
  values: [{ value: phone, enum_code: 'MOB' }],
});

/** Makes entities through the CRM's own API, in one request; resolves with their ids. */
export const create = (
  sandbox: RunningSandbox,
  entity: 'contacts' | 'companies',
  list: NewContact[],
): Promise<number[]> =>
  madeInCrm(
    sandbox,
    entity,
    list.map(({ name, phone, responsible }) => ({
      name,
      ...(phone !== undefined && { custom_fields_values: [phoneField(phone)] }),
      ...(responsible !== undefined && { responsible_user_id: responsible }),
    })),
  );

export const link = (sandbox: RunningSandbox, contact: number, company: number): Promise<unknown> =>
  crmApi(sandbox, 'POST', `contacts/${contact}/link`, [
    { to_entity_id: company, to_entity_type: 'companies' },
  ]);

/** The lead gets one more contact, which is its main one from then on. */
export const mainContact = (sandbox: RunningSandbox, lead: number, contact: number): Promise<unknown> =>
  crmApi(sandbox, 'POST', `leads/${lead}/link`, [
    { to_entity_id: contact, to_entity_type: 'contacts', metadata: { is_main: true } },
  ]);

let numbers = 0;
/** A Russian mobile number that the demo data do not hold. */
export const freshNumber = (): string => `+7900${String(5_000_000 + ++numbers * 37).padStart(7, '0')}`;
