import { editScript, type Edit } from './edit-script';

export interface DiffNames {
  readonly before: string;
  readonly after: string;
}

const around = 3;
const paint = { gone: '\x1b[31m', new: '\x1b[32m', head: '\x1b[36m', name: '\x1b[1m', end: '\x1b[0m' };
const signs: Readonly<Record<Edit['kind'], string>> = { same: ' ', gone: '-', new: '+' };

/** Line ends are the host's affair: what it stores with CRLF is the same text. */
export const foldedLines = (text: string): string => text.replace(/\r\n?/g, '\n');

const linesOf = (text: string): string[] => {
  const lines = foldedLines(text).split('\n');
  if (lines[lines.length - 1] === '') lines.pop();
  return lines;
};

/** The stretches of an edit that have changes in them, with what stands around. */
function hunks(edits: readonly Edit[]): { readonly from: number; readonly until: number }[] {
  const found: { from: number; until: number }[] = [];
  edits.forEach(({ kind }, index) => {
    if (kind === 'same') return;
    const last = found[found.length - 1];
    const [from, until] = [Math.max(0, index - around), Math.min(edits.length, index + around + 1)];
    if (last !== undefined && from <= last.until) last.until = until;
    else found.push({ from, until });
  });
  return found;
}

/** As `diff -u` writes it; empty where the texts are the same but for line ends. */
export function unifiedDiff(
  before: string,
  after: string,
  names: DiffNames,
  { isColoured = false } = {},
): string {
  if (foldedLines(before) === foldedLines(after)) return '';
  const colour = (kind: keyof typeof paint, text: string): string =>
    isColoured ? `${paint[kind]}${text}${paint.end}` : text;
  const edits = editScript(linesOf(before), linesOf(after));
  const out = [colour('name', `--- ${names.before}`), colour('name', `+++ ${names.after}`)];
  for (const { from, until } of hunks(edits)) {
    const count = (list: readonly Edit[], other: Edit['kind']): number =>
      list.filter(({ kind }) => kind !== other).length;
    const [above, inside] = [edits.slice(0, from), edits.slice(from, until)];
    const range = (other: Edit['kind']): string => {
      const length = count(inside, other);
      const start = count(above, other) + (length === 0 ? 0 : 1);
      return length === 1 ? `${start}` : `${start},${length}`;
    };
    out.push(colour('head', `@@ -${range('new')} +${range('gone')} @@`));
    for (const { kind, line } of inside)
      out.push(kind === 'same' ? ` ${line}` : colour(kind, signs[kind] + line));
  }
  const ends = (text: string): boolean => text === '' || text.endsWith('\n');
  if (ends(foldedLines(before)) !== ends(foldedLines(after)))
    out.push(`\\ ${ends(foldedLines(before)) ? names.after : names.before} has no line end at its end`);
  return `${out.join('\n')}\n`;
}
