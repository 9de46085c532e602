import type { DialEntry } from './dial-entry';

/** Spreadsheets run what begins with these (OWASP, "CSV injection"); a number in international form is none. */
const formula = /^[=+\-@\t\r]/;
const plainNumber = /^\+\d+$/;

function cell(value: string, separator: string): string {
  const safe = formula.test(value) && !plainNumber.test(value) ? `'${value}` : value;
  return safe.includes(separator) || /["\r\n]/.test(safe) ? `"${safe.replace(/"/g, '""')}"` : safe;
}

/** A table for spreadsheets: with the mark by which Excel knows UTF-8. `words`: of a row's state, of a moment. */
export function dialCsv(
  entries: readonly DialEntry[],
  head: readonly string[],
  words: { readonly state: (entry: DialEntry) => string; readonly moment: (at: number) => string },
  separator: ';' | ',',
): string {
  const rows = entries.map((entry) => {
    const last = entry.tries[entry.tries.length - 1];
    return [
      entry.name,
      entry.company,
      last?.phone ?? entry.next,
      words.state(entry),
      String(entry.tries.length),
      last === undefined ? '' : words.moment(last.at),
      String(entry.tries.reduce((sum, { seconds }) => sum + seconds, 0)),
    ];
  });
  return `\uFEFF${[head, ...rows].map((row) => row.map((value) => cell(value, separator)).join(separator)).join('\r\n')}\r\n`;
}
