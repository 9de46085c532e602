import type { AnyNode } from 'acorn';
import type { Sighting } from './sighting';
import { faultAt, warningAt } from './sighting';
import type { ScriptTree } from './script-tree';
import { languageNames } from './language-names';

/** The names outside the language that a host gives, and those that people expect of it in vain. */
export interface HostNames {
  readonly host: string;
  readonly given: ReadonlySet<string>;
  /** Why not, and what instead. */
  readonly missing: Readonly<Record<string, string>>;
  /** Names beyond both lists: a fault, or, where the host has more than we know, a warning. */
  readonly unknown: (name: string) => 'fault' | 'warning';
}

const unread: ReadonlySet<string> = new Set([
  'LabeledStatement',
  'BreakStatement',
  'ContinueStatement',
  'ImportSpecifier',
  'ExportSpecifier',
  'MetaProperty',
]);

/** Only what stands for a value: no keys, no labels, no `typeof name`. */
function isRead(node: AnyNode, parent: AnyNode | undefined): boolean {
  if (parent === undefined) return true;
  if (parent.type === 'MemberExpression') return parent.object === node || parent.computed;
  if (parent.type === 'UnaryExpression') return parent.operator !== 'typeof';
  if ('key' in parent) return parent.value === node || ('computed' in parent && parent.computed);
  return !unread.has(parent.type);
}

/** Globals that the host does not have: each name once, where it is used first. */
export function findGlobals(tree: ScriptTree, names: HostNames): Sighting[] {
  const found = new Map<string, Sighting>();
  for (const { node, around } of tree.nodes) {
    if (node.type !== 'Identifier' || !isRead(node, around[around.length - 2])) continue;
    const { name } = node;
    if (found.has(name) || tree.declared.has(name) || names.given.has(name)) continue;
    const reason = Object.hasOwn(names.missing, name) ? names.missing[name] : undefined;
    if (reason !== undefined) found.set(name, faultAt(node, `${name}: ${reason}`));
    else if (!languageNames.has(name)) {
      const message = `${name} is neither declared here nor known of ${names.host}`;
      found.set(name, (names.unknown(name) === 'fault' ? faultAt : warningAt)(node, message));
    }
  }
  return [...found.values()];
}
