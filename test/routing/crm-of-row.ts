import type { CrmGet } from '../../src/gateway/route/crm-callers';
import type { CrmAnswer } from '../../src/routing/situation';

/** A CRM that knows what a situation says: its contacts, companies and leads as the API gives them. */
export function crmOf(crm: CrmAnswer, phone: string): CrmGet {
  if (crm.state === 'timeout') return () => new Promise(() => undefined);
  if (crm.state === 'error') return () => Promise.reject(new Error('the CRM answers 500'));
  const callers = crm.state === 'found' ? crm.callers : [];
  const embedded = (name: string, list: readonly object[]): unknown =>
    list.length === 0 ? undefined : { _embedded: { [name]: list } };
  const cards = (entity: 'contact' | 'company') =>
    callers
      .filter((caller) => caller.entity === entity)
      .map(({ id, name, responsible, openLeads }) => ({
        ...{ id, name, responsible_user_id: responsible },
        custom_fields_values: [{ field_code: 'PHONE', values: [{ value: phone }] }],
        _embedded: { leads: openLeads.map((lead) => ({ id: lead.id })) },
      }));
  const leads = callers.flatMap(({ openLeads }) =>
    openLeads.map(({ id, responsible, updatedAt }) => ({
      ...{ id, responsible_user_id: responsible, status_id: 1, updated_at: updatedAt / 1000 },
    })),
  );
  return (path) =>
    Promise.resolve(
      path.startsWith('/api/v4/contacts')
        ? embedded('contacts', cards('contact'))
        : path.startsWith('/api/v4/companies')
          ? embedded('companies', cards('company'))
          : embedded('leads', leads),
    );
}
