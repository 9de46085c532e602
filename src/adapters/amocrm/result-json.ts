/** Readers of amoCRM's answers, whose shape nobody promises. */
export type Json = Readonly<Record<string, unknown>>;

export const fieldsOf = (raw: unknown): Json =>
  typeof raw === 'object' && raw !== null ? (raw as Json) : {};
export const listOf = (raw: unknown): readonly unknown[] => (Array.isArray(raw) ? raw : []);

export function idOf(raw: unknown): number | undefined {
  const value = typeof raw === 'number' || typeof raw === 'string' ? Number(raw) : NaN;
  return Number.isSafeInteger(value) && value > 0 ? value : undefined;
}

export const textOf = (raw: unknown): string => (typeof raw === 'string' ? raw : '');

/** What stands in `_embedded` under this name, e.g. the records of a list. */
export const embedded = (raw: unknown, name: string): readonly Json[] =>
  listOf(fieldsOf(fieldsOf(raw)['_embedded'])[name]).map(fieldsOf);

export const embeddedIds = (raw: unknown, name: string): number[] =>
  embedded(raw, name).flatMap(({ id }) => idOf(id) ?? []);

/** Values of the phone field, as stored. */
export const phoneValues = (raw: unknown): readonly Json[] =>
  listOf(fieldsOf(raw)['custom_fields_values'])
    .map(fieldsOf)
    .filter((field) => field['field_code'] === 'PHONE')
    .flatMap((field) => listOf(field['values']))
    .map(fieldsOf);
