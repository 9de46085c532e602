import type { AtRule, ChildNode, Rule as StyleRule } from 'postcss';
import { CssSyntaxError, parse } from 'postcss';
import type { Selector } from 'postcss-selector-parser';
import type { Position } from './sighting';
import { leadingClasses, parseSelectors } from './selectors';

export interface StyleSheet {
  readonly error?: { readonly what: string; readonly at?: Position | undefined };
  readonly rules: readonly { readonly selector: Selector; readonly at: Position | undefined }[];
  /** Names given by @keyframes and @font-face. */
  readonly names: readonly { readonly name: string; readonly at: Position | undefined }[];
  readonly imports: readonly { readonly text: string; readonly at: Position | undefined }[];
}

const position = ({ source }: StyleRule | AtRule): Position | undefined =>
  source?.start && { line: source.start.line, column: source.start.column };

const isKeyframes = (name: string): boolean => /(^|-)keyframes$/.test(name);

/** Rules but for those under another rule, which belong to that one, and the steps of animations. */
function* outerRules({ nodes }: { nodes?: readonly ChildNode[] | undefined }): Generator<StyleRule> {
  for (const node of nodes ?? [])
    if (node.type === 'rule') yield node;
    else if (node.type === 'atrule' && !isKeyframes(node.name)) yield* outerRules(node);
}

/** Reads CSS. Never throws. */
export function parseStyle(text: string): StyleSheet {
  const rules: StyleSheet['rules'][number][] = [];
  const names: StyleSheet['names'][number][] = [];
  const imports: StyleSheet['imports'][number][] = [];
  try {
    const root = parse(text);
    for (const rule of outerRules(root))
      for (const selector of parseSelectors(rule.selector)) rules.push({ selector, at: position(rule) });
    root.walkAtRules((rule) => {
      if (isKeyframes(rule.name)) names.push({ name: rule.params.replace(/["']/g, ''), at: position(rule) });
      if (rule.name === 'import') imports.push({ text: rule.params, at: position(rule) });
      if (rule.name === 'font-face')
        rule.walkDecls('font-family', ({ value }) => {
          names.push({ name: value.replace(/["']/g, ''), at: position(rule) });
        });
    });
    return { rules, names, imports };
  } catch (error) {
    const isCss = error instanceof CssSyntaxError;
    const at =
      isCss && error.line !== undefined ? { line: error.line, column: error.column ?? 1 } : undefined;
    return { rules, names, imports, error: { what: isCss ? error.reason : (error as Error).message, at } };
  }
}

const stem = (name: string): string => /^[^_-]+/.exec(name)?.[0] ?? name;

/** The class, or the beginning of classes, under which most of the selectors stand; undefined if none do. */
export function rootClass(sheets: readonly StyleSheet[]): string | undefined {
  const counts = new Map<string, number>();
  for (const { selector } of sheets.flatMap(({ rules }) => rules)) {
    const names = leadingClasses(selector).flatMap((name) => [name, stem(name)]);
    for (const name of new Set(names)) counts.set(name, (counts.get(name) ?? 0) + 1);
  }
  const [most] = [...counts].sort(
    ([one, ones], [other, others]) => others - ones || other.length - one.length,
  );
  return most?.[0];
}

/** Whether a class is the root class or begins with it: root, root-x, root__x. */
export const isUnder =
  (root: string) =>
  (name: string): boolean =>
    name === root || (name.startsWith(root) && /^[-_]/.test(name.slice(root.length)));
