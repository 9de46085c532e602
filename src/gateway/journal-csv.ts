import type { JournalRow } from '../domain/journal';

const columns = [
  'call_id',
  'ended_at',
  'direction',
  'phone',
  'state',
  'reason',
  'tries',
  'next_at',
  'entity_type',
  'entity_id',
] as const;

/** A cell that a spreadsheet shows and never computes, whatever a caller's number or a refusal begins with. */
function cell(value: string | number | null): string {
  if (typeof value === 'number') return String(value);
  const text = /^[\s]*[=+\-@\t\r]/.test(value ?? '') ? `'${value ?? ''}` : (value ?? '');
  return /[",;\n\r]/.test(text) ? `"${text.replaceAll('"', '""')}"` : text;
}

/** Line breaks as RFC 4180 has them; `separator`: what the reader's spreadsheet splits at. */
const line = (cells: readonly (string | number | null)[], separator: string): string =>
  `${cells.map(cell).join(separator)}\r\n`;

/** The mark by which spreadsheets know UTF-8, and the names of the columns. */
export const csvHead = (separator: string): string => `\uFEFF${line(columns, separator)}`;

export const csvLine = (row: JournalRow, separator: string): string => {
  const { entity, ...plain } = row;
  const values = { ...plain, entity_type: entity?.type ?? null, entity_id: entity?.id ?? null };
  return line(
    columns.map((name) => values[name]),
    separator,
  );
};
