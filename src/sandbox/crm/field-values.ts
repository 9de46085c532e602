import type { CustomField, CustomFieldValue, FieldValue } from './model';

export interface WrittenValue {
  value: FieldValue['value'];
  enum_id?: number | undefined;
  enum_code?: string | undefined;
}

/** One value as the field stores it: the kind is found by id or code, the first kind where none is named. */
function stored(field: CustomField, { value, enum_id, enum_code }: WrittenValue): FieldValue {
  if (field.enums === null) return { value };
  const named = field.enums.find(
    (one) => one.id === enum_id || (enum_code !== undefined && one.code === enum_code) || one.value === value,
  );
  const kind = named ?? (field.type === 'multitext' ? field.enums[0] : undefined);
  if (kind === undefined) return { value };
  return {
    value: field.type === 'multitext' ? value : kind.value,
    enum_id: kind.id,
    enum_code: kind.code ?? kind.value,
  };
}

export const fieldValue = (field: CustomField, values: readonly WrittenValue[]): CustomFieldValue => ({
  field_id: field.id,
  field_name: field.name,
  field_code: field.code,
  field_type: field.type,
  values: values.map((value) => stored(field, value)),
});
