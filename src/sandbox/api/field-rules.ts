import type { Crm, CustomField } from '../crm/model';
import type { Rule } from './rules';
import { filledText, int, listOf, nullable, object, required, scalar, text } from './rules';

export interface WrittenField {
  field: CustomField;
  values: {
    value: string | number | boolean;
    enum_id?: number | undefined;
    enum_code?: string | undefined;
  }[];
}

const writtenRule = object({
  field_id: int,
  field_code: text,
  values: required(
    nullable(listOf(object({ value: required(scalar), enum_id: int, enum_code: nullable(filledText) }))),
  ),
});

const wrongChoice = 'The value you selected is not a valid choice.';
/** Types whose value has to be text in JSON too. */
const textTypes = ['text', 'textarea', 'url', 'multitext'];

/** One entry of `custom_fields_values`: the field must exist, as must the kind (`WORK`, `MOB` …) of each value. */
export const fieldRule =
  (crm: Crm, entity: CustomField['entity_type']): Rule<WrittenField> =>
  (raw, path, report) => {
    const read = writtenRule(raw, path, report);
    if (read === undefined) return undefined;
    const { field_id, field_code, values } = read;
    if (field_id === undefined && field_code === undefined) {
      report('FieldMissing', `${path}.field_id`, 'This field is missing.');
      return undefined;
    }
    const field = crm.fields.find(
      (one) =>
        one.entity_type === entity &&
        (field_id === undefined ? one.code === field_code : one.id === field_id),
    );
    if (field === undefined) {
      report(
        'NotSupportedChoice',
        `${path}.${field_id === undefined ? 'field_code' : 'field_id'}`,
        wrongChoice,
      );
      return undefined;
    }
    const given = (values ?? []).map(({ value, enum_id, enum_code }, index) => {
      const at = `${path}.values.${index}`;
      if (textTypes.includes(field.type) && typeof value !== 'string') {
        report('InvalidType', `${at}.value`, 'This value should be of type string.');
      }
      const known = (name: 'id' | 'code', wanted: number | string | null | undefined) =>
        wanted === undefined || wanted === null || field.enums?.some((one) => one[name] === wanted) === true;
      if (!known('id', enum_id)) report('NotSupportedChoice', `${at}.enum_id`, wrongChoice);
      if (!known('code', enum_code)) report('NotSupportedChoice', `${at}.enum_code`, wrongChoice);
      return { value, enum_id, enum_code: enum_code ?? undefined };
    });
    return { field, values: given };
  };
