import { phoneKey, phonesIn, samePhone, type PhoneNumber } from '../../domain/phone-number';
import type { DialPlan } from '../../domain/dial-plan';
import type { ResultField } from '../../domain/call-result';
import { CrmFailure } from '../../ports/result-crm';
import type { LeadDraft, RecordRef, ResultWriter } from '../../ports/result-writer';
import type { ResultApi } from './result-api';
import { later } from './result-failures';
import { embedded, fieldsOf, idOf, listOf, phoneValues, textOf, type Json } from './result-json';

const entities = { lead: 'leads', contact: 'contacts', company: 'companies', customer: 'customers' } as const;

/** As the API's paths name the record. */
export const recordPath = ({ kind, id }: RecordRef): string => `/api/v4/${entities[kind]}/${id}`;
export const entityOf = ({ kind }: RecordRef): string => entities[kind];

export const gone = (): CrmFailure => new CrmFailure('refused', [{ field: 'link', code: 'gone' }]);

const leadFields: Readonly<Record<string, ResultField>> = {
  name: 'leadName',
  pipeline_id: 'pipelineId',
  status_id: 'stageId',
};
const leadField = (path: string): ResultField | undefined =>
  /^_embedded\.contacts\b/.test(path) ? 'contactName' : leadFields[path];

/** New numbers are work numbers: the kind that every account has. */
const phoneField = (values: readonly Json[]): Json => ({ field_code: 'PHONE', values });
const workPhone = (value: string): Json => ({ value, enum_code: 'WORK' });

/** As it is to be written back: a field that is written loses all values that are not (amoCRM API, "custom fields"). */
function keptValue(raw: Json): Json {
  const enumId = idOf(raw['enum_id']);
  const code = textOf(raw['enum_code'] ?? raw['enum']);
  return {
    value: String(raw['value']),
    ...(enumId !== undefined ? { enum_id: enumId } : code !== '' && { enum_code: code }),
  };
}

const leadBody = ({ name, pipelineId, stageId }: LeadDraft): Json => ({
  name,
  ...(pipelineId !== null && { pipeline_id: pipelineId }),
  ...(stageId !== null && { status_id: stageId }),
});

/** Leads, contacts and companies of a call result. */
export function resultRecords(parts: {
  api: ResultApi;
  dialPlan: DialPlan;
}): Pick<ResultWriter, 'exists' | 'create' | 'complete' | 'moveLead' | 'mainContact' | 'join'> {
  const { api, dialPlan } = parts;

  const read = (record: RecordRef, query?: Record<string, string>): Promise<unknown> =>
    api.ask({ method: 'GET', path: recordPath(record), ...(query !== undefined && { query }) });

  const withPhone = (record: Json, phone: PhoneNumber): readonly Json[] | undefined => {
    if (phone.kind !== 'outside') return undefined;
    const values = phoneValues(record);
    const has = values.some(({ value }) =>
      phonesIn(String(value), dialPlan).some((stored) => samePhone(stored, phone)),
    );
    return has ? undefined : [...values.map(keptValue), workPhone(phoneKey(phone))];
  };

  return {
    exists: async (record) => (await read(record)) !== undefined,

    async create({ contact, lead }) {
      const person: Json =
        'id' in contact
          ? { id: contact.id }
          : {
              name: contact.name,
              ...(contact.phone !== undefined && {
                custom_fields_values: [phoneField([workPhone(contact.phone)])],
              }),
            };
      if (lead === null) {
        const body = await api.ask({ method: 'POST', path: '/api/v4/contacts', body: [person] }, (path) =>
          path === 'name' ? 'contactName' : undefined,
        );
        const contactId = idOf(embedded(body, 'contacts')[0]?.['id']);
        if (contactId === undefined) throw later('garbled', body);
        return { contactId };
      }
      const body = await api.ask(
        {
          method: 'POST',
          path: '/api/v4/leads/complex',
          body: [{ ...leadBody(lead), _embedded: { contacts: [person] } }],
        },
        leadField,
      );
      const made = fieldsOf(listOf(body)[0]);
      const [leadId, contactId] = [idOf(made['id']), idOf(made['contact_id'] ?? person['id'])];
      if (leadId === undefined || contactId === undefined) throw later('garbled', body);
      return { contactId, leadId };
    },

    async complete(record, { name, instead, phone }) {
      const body = await read(record);
      if (body === undefined) throw gone();
      const now = fieldsOf(body);
      const current = textOf(now['name']);
      const free = instead === null || current === instead || !/\p{L}/u.test(current);
      const values = phone && withPhone(now, phone);
      const change: Json = {
        ...(name !== undefined && name !== current && free && { name }),
        ...(values !== undefined && { custom_fields_values: [phoneField(values)] }),
      };
      if (Object.keys(change).length === 0) return;
      await api.ask({ method: 'PATCH', path: recordPath(record), body: change }, (path) =>
        path === 'name' ? (record.kind === 'lead' ? 'leadName' : 'contactName') : undefined,
      );
    },

    async moveLead(id, { pipelineId, stageId }) {
      const body = { status_id: stageId, ...(pipelineId !== null && { pipeline_id: pipelineId }) };
      await api.ask({ method: 'PATCH', path: recordPath({ kind: 'lead', id }), body }, leadField);
    },

    async mainContact(record) {
      const body = await read(record, { with: 'contacts' });
      if (body === undefined) throw gone();
      const contacts = embedded(body, 'contacts');
      const main = contacts.find((contact) => contact['is_main'] === true);
      return idOf((main ?? (contacts.length === 1 ? contacts[0] : undefined))?.['id']);
    },

    async join(leadId, contactId) {
      const path = `${recordPath({ kind: 'lead', id: leadId })}/link`;
      const link = { to_entity_id: contactId, to_entity_type: 'contacts', metadata: { is_main: true } };
      await api.ask({ method: 'POST', path, body: [link] });
    },
  };
}
