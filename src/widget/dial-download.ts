import { browserClock as clock } from '../adapters/browser/clock';
import { saveFile } from '../adapters/browser/save-file';
import { dialCsv } from '../dialing/dial-csv';
import type { DialEntry } from '../dialing/dial-entry';
import type { Texts } from '../domain/texts';
import { dialState, type DialWords } from '../views/dial-row-model';

const columns = ['name', 'company', 'phone', 'state', 'tries', 'last', 'seconds'];

/** The list as a file for spreadsheets. */
export function downloadDialList(
  entries: readonly DialEntry[],
  texts: Texts,
  words: DialWords,
  moment: (at: number) => string,
  separator: ';' | ',',
): void {
  const now = clock.now();
  const head = columns.map((name) => texts(`dial.csv.${name}`));
  const text = dialCsv(entries, head, { state: (entry) => dialState(entry, now, words), moment }, separator);
  const day = new Date(now).toISOString().slice(0, 10);
  saveFile(new Blob([text], { type: 'text/csv;charset=utf-8' }), `dial-list-${day}.csv`);
}
