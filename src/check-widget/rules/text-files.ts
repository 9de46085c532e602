import type { Rule } from '../rule';
import { positionAt } from '../text-position';
import type { Widget } from '../widget';

const texts = (widget: Widget): readonly string[] =>
  widget.withExtension('json', 'js', 'css', 'twig', 'html', 'htm', 'svg', 'txt', 'md');

const isUtf8 = (bytes: Uint8Array): boolean => {
  try {
    new TextDecoder('utf-8', { fatal: true }).decode(bytes);
    return true;
  } catch {
    return false;
  }
};

export const textFileRules: readonly Rule[] = [
  {
    code: 'text-bom',
    severity: 'fault',
    demand: 'Text files have no byte order mark.',
    cure: 'save it as “UTF-8 without BOM”',
    find: function* (widget) {
      for (const file of texts(widget)) {
        const [first, second, third] = widget.bytes(file);
        if (first === 0xef && second === 0xbb && third === 0xbf)
          yield { what: 'the file begins with a byte order mark', file, at: { line: 1, column: 1 } };
      }
    },
  },
  {
    code: 'text-not-utf8',
    severity: 'fault',
    demand: 'Text files are UTF-8.',
    cure: 'save it as UTF-8',
    find: function* (widget) {
      for (const file of texts(widget))
        if (!isUtf8(widget.bytes(file))) yield { what: 'the text is not UTF-8', file };
    },
  },
  {
    code: 'text-crlf',
    severity: 'warning',
    demand: 'Lines end as in Unix (\\n), which the review of public widgets demands.',
    cure: 'save it with Unix line ends',
    find: function* (widget) {
      for (const file of texts(widget)) {
        const at = widget.text(file).indexOf('\r');
        if (at >= 0) yield { what: 'lines end with \\r', file, at: positionAt(widget.text(file), at) };
      }
    },
  },
];
