import { quote } from '../quote';
import type { Rule } from '../rule';
import type { Sighting } from '../sighting';
import { positionAt } from '../text-position';
import type { Widget } from '../widget';

// A pair of braces ends at the next pair, so that a text without an end costs no more than its length.
const printed = /\{\{((?:(?!\}\}|\{\{)[\s\S])*)\}\}/g;
const commented = /\{#(?:(?!#\}|\{#)[\s\S])*#\}/g;
// Nothing of a stranger's is in a number, in a counter of the loop, or in a text written out.
const harmless =
  /\|\s*(e|escape|url_encode|length|number_format|round|abs)\b(\([^)]*\))?\s*$|^\s*(-?[\d.]+|loop\.\w+|"[^"]*"|'[^']*')\s*$/;

const blank = (match: string): string => match.replace(/[^\n]/g, ' ');

function* find(
  widget: Widget,
  pattern: RegExp,
  what: (match: RegExpExecArray) => string | undefined,
): Generator<Sighting> {
  for (const file of widget.withExtension('twig')) {
    const text = widget.text(file).replace(commented, blank);
    for (const match of text.matchAll(pattern)) {
      const fault = what(match);
      if (fault !== undefined) yield { what: fault, file, at: positionAt(text, match.index) };
    }
  }
}

export const twigRules: readonly Rule[] = [
  {
    code: 'twig-unescaped',
    severity: 'warning',
    demand: 'Values in templates are printed with |e: Twig of the page does not escape by itself.',
    cure: 'end it with |e',
    find: (widget) =>
      find(widget, printed, ([, found = '']) => {
        const inner = found.replace(/^-|-$/g, '');
        return harmless.test(inner) ? undefined : `${quote(inner.trim())} is printed raw`;
      }),
  },
  {
    code: 'twig-script',
    severity: 'fault',
    demand: 'No script tags in templates.',
    cure: 'move the code to the scripts of the widget',
    find: (widget) => find(widget, /<script\b/gi, () => 'a <script> tag stands in the template'),
  },
];
