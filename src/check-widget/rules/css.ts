import { quote } from '../quote';
import type { Rule } from '../rule';
import type { Sighting } from '../sighting';
import { isScoped } from '../selectors';
import type { StyleSheet } from '../style-sheet';
import { isUnder, parseStyle, rootClass } from '../style-sheet';
import type { Widget } from '../widget';

// Classes of amoCRM's own page.
const system =
  /^(js|nav|h|tips|feed|modal|popup|switcher|control|button-input|linked-form|card-widgets|card-fields|left-menu|list-multiple-actions|notification|widget[-_]settings)($|[-_])/;

interface Styles {
  readonly sheets: readonly { readonly file: string; readonly sheet: StyleSheet }[];
  readonly root: string | undefined;
}

const known = new WeakMap<Widget, Styles>();

function styles(widget: Widget): Styles {
  const before = known.get(widget);
  if (before) return before;
  const sheets = widget.withExtension('css').map((file) => ({ file, sheet: parseStyle(widget.text(file)) }));
  const read = { sheets, root: rootClass(sheets.map(({ sheet }) => sheet)) };
  known.set(widget, read);
  return read;
}

const rule = (
  code: string,
  demand: string,
  cure: string,
  find: (sheet: StyleSheet, root: string | undefined) => Iterable<Sighting>,
): Rule => ({
  code,
  severity: 'fault',
  demand,
  cure,
  *find(widget) {
    const { sheets, root } = styles(widget);
    for (const { file, sheet } of sheets)
      for (const sighting of find(sheet, root)) yield { ...sighting, file };
  },
});

export const cssRules: readonly Rule[] = [
  rule(
    'css-syntax',
    'Styles can be parsed.',
    'correct it; Sass and Less must be compiled',
    function* ({ error }) {
      if (error) yield { what: error.what, at: error.at };
    },
  ),
  rule(
    'css-unscoped',
    'Every style stands under one class of the widget: no bare elements, ids or classes of the page.',
    'put the class of the widget before it',
    function* ({ rules }, root) {
      for (const { selector, at } of rules)
        if (root === undefined || !isScoped(selector, isUnder(root))) {
          const wanted = root === undefined ? 'a class' : `.${root}`;
          yield { what: `${quote(String(selector).trim())} is not under ${wanted}`, at };
        }
    },
  ),
  rule(
    'css-system-class',
    'The class of the widget is its own, not one of amoCRM’s.',
    'choose a class that no one else has',
    function* ({ rules }, root) {
      if (root !== undefined && system.test(root) && rules[0])
        yield { what: `the styles stand under .${root}, a class of amoCRM’s page`, at: rules[0].at };
    },
  ),
  rule(
    'css-name',
    'Names of animations and fonts begin with the class of the widget.',
    'put the class of the widget before the name',
    function* ({ names }, root) {
      for (const { name, at } of names)
        if (root !== undefined && !isUnder(root)(name))
          yield { what: `the name ${quote(name)} does not begin with ${root}`, at };
    },
  ),
  rule(
    'css-import',
    'Styles do not load others from elsewhere.',
    'put the styles into the archive',
    function* ({ imports }) {
      for (const { text, at } of imports)
        if (/^(url\()?["']?\s*(https?:)?\/\//i.test(text)) yield { what: `@import of ${quote(text)}`, at };
    },
  ),
];
