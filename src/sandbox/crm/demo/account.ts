import { addNote } from '../add-note';
import { blankRecord } from '../blank-record';
import { fieldValue, type WrittenValue } from '../field-values';
import type { Company, Contact, Crm, CustomField, EntityType, Lead, Note, Pipeline } from '../model';
import { addTask } from '../store-task';

/** Fills an account: each function adds one record and returns it. `owner` is a place in the list of users. */
export function account(crm: Crm, now: number) {
  const userAt = (owner: number) => {
    const user = crm.users[owner];
    if (user === undefined) throw new Error(`the demo account has no user ${owner}`);
    return user;
  };
  const blank = (owner: number, at: number) => blankRecord(crm, userAt(owner), userAt(owner).id, at);

  const note = (type: EntityType, record: Company, at: number, kind: string, params: Note['params']) => {
    const { id, responsible_user_id } = record;
    const by = { responsible_user_id, created_by: responsible_user_id };
    addNote(crm, type, id, { note_type: kind, params, ...by, created_at: at });
  };

  return {
    company(name: string, owner: number, at: number): Company {
      const made = { ...blank(owner, at), name };
      crm.companies.set(made.id, made);
      return made;
    },
    contact(first_name: string, last_name: string, owner: number, at: number): Contact {
      const made = { ...blank(owner, at), name: `${first_name} ${last_name}`.trim(), first_name, last_name };
      crm.contacts.set(made.id, made);
      return made;
    },
    customer(name: string, owner: number, at: number): Company {
      const made = { ...blank(owner, at), name };
      crm.customers.set(made.id, made);
      return made;
    },
    /** `stage`: place among the stages after the inbox; -1 won, -2 lost. */
    lead(name: string, owner: number, at: number, pipeline: Pipeline, stage: number, price: number): Lead {
      const open = pipeline.statuses.filter(({ id, type }) => type === 0 && id !== 142 && id !== 143);
      const status_id = stage === -1 ? 142 : stage === -2 ? 143 : (open[stage % open.length]?.id ?? 142);
      const closed_at = stage < 0 ? at + Math.floor((now - at) / 2) : null;
      const place = { pipeline_id: pipeline.id, status_id, loss_reason_id: null, closed_at };
      const made = { ...blank(owner, at), name, price, ...place };
      crm.leads.set(made.id, made);
      return made;
    },
    fill(
      entity: CustomField['entity_type'],
      record: Company,
      fieldId: number,
      values: readonly WrittenValue[],
    ) {
      const field = crm.fields.find(({ id, entity_type }) => id === fieldId && entity_type === entity);
      if (field === undefined || values.length === 0) return;
      record.custom_fields_values = [...(record.custom_fields_values ?? []), fieldValue(field, values)];
    },
    link(from_type: EntityType, from: Company, to_type: EntityType, to: Company, main_contact = false) {
      crm.links.push({ from_type, from_id: from.id, to_type, to_id: to.id, main_contact });
    },
    task(type: EntityType, record: Company, text: string, complete_till: number, is_completed: boolean) {
      const user = crm.users.find(({ id }) => id === record.responsible_user_id) ?? userAt(0);
      const task = { text, complete_till, entity_type: type, entity_id: record.id, is_completed };
      const result = is_completed ? { result: { text: 'Сделано' } } : {};
      addTask({ crm, user, now: record.created_at }, { ...task, ...result });
    },
    remark: (type: EntityType, record: Company, at: number, text: string) =>
      note(type, record, at, 'common', { text }),
    talk: (
      type: EntityType,
      record: Company,
      at: number,
      kind: 'call_in' | 'call_out',
      phone: string,
      duration: number,
    ) =>
      note(type, record, at, kind, {
        uniq: `demo-${record.id}-${at}`,
        duration,
        source: 'demo_pbx',
        link: '',
        phone,
        call_result: '',
        call_status: duration === 0 ? 6 : 4,
        call_responsible: record.responsible_user_id,
      }),
  };
}

export type Account = ReturnType<typeof account>;
