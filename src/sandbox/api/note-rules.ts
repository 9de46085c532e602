import type { Crm } from '../crm/model';
import { authorship, callDetails, duration } from './call-rules';
import {
  anyObject,
  filledText,
  flag,
  int,
  nullable,
  number,
  object,
  oneOf,
  required,
  text,
  type Rule,
} from './rules';

const call = (crm: Crm) =>
  object({
    ...callDetails(crm),
    phone: text,
    duration: required(duration),
    source: required(filledText),
  });
const sms = object({ text: required(filledText), phone: text }, { closed: true });
const service = object({ service: required(filledText), text: required(filledText) });

/** Which `params` each type of note takes. */
const paramsOf = (crm: Crm): Record<string, Rule<object>> => ({
  common: object({ text: required(filledText) }),
  call_in: call(crm),
  call_out: call(crm),
  service_message: service,
  extended_service_message: service,
  sms_in: sms,
  sms_out: sms,
  geolocation: object({
    text: filledText,
    address: filledText,
    longitude: required(number),
    latitude: required(number),
  }),
  attachment: object({
    file_uuid: required(filledText),
    version_uuid: text,
    file_name: required(filledText),
  }),
  message_cashier: object({
    status: required(oneOf(['created', 'shown', 'canceled'])),
    text: required(filledText),
  }),
});

export interface NoteDraft {
  id?: number | undefined;
  entity_id?: number | undefined;
  note_type?: string | undefined;
  params?: object | undefined;
  responsible_user_id?: number | undefined;
  created_by?: number | undefined;
  created_at?: number | undefined;
}

/** A note to be added; when changing, `typeOf` says which type the note with this id has. */
export function noteRule(crm: Crm, typeOf?: (id: number | undefined) => string | undefined): Rule<NoteDraft> {
  const kinds = paramsOf(crm);
  const base = object({
    id: int,
    entity_id: int,
    note_type: oneOf(Object.keys(kinds)),
    params: anyObject,
    is_need_to_trigger_digital_pipeline: nullable(flag),
    ...authorship(crm),
  });
  return (value, path, report) => {
    const read = base(value, path, report);
    if (read === undefined) return undefined;
    const missing = typeOf ? [] : (['note_type', 'params'] as const).filter((name) => !(name in read));
    for (const name of missing) report('FieldMissing', name, 'This field is missing.');
    const kind = kinds[read.note_type ?? typeOf?.(read.id) ?? ''];
    const params = read.params === undefined ? undefined : kind?.(read.params, 'params', report);
    return { ...read, params };
  };
}
