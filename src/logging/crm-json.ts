export type Fields = Readonly<Record<string, unknown>>;

export const fieldsOf = (raw: unknown): Fields =>
  typeof raw === 'object' && raw !== null && !Array.isArray(raw) ? (raw as Fields) : {};
export const listOf = (raw: unknown): readonly Fields[] => (Array.isArray(raw) ? raw.map(fieldsOf) : []);
export const idOf = (raw: unknown): number | undefined =>
  typeof raw === 'number' && Number.isSafeInteger(raw) && raw > 0 ? raw : undefined;
export const textOf = (raw: unknown): string => (typeof raw === 'string' ? raw : '');

/** `_embedded.<name>` of an answer; empty for 204. */
export const embedded = (body: unknown, name: string): readonly Fields[] =>
  listOf(fieldsOf(fieldsOf(body)['_embedded'])[name]);
