import { parse } from 'acorn';
import type { AnyNode, Identifier, Pattern, Program } from 'acorn';
import { fullAncestor } from 'acorn-walk';

/** A script as rules see it: every node with what is around it (outermost first, itself last). */
export interface ScriptTree {
  readonly program: Program;
  readonly isModule: boolean;
  readonly text: string;
  readonly nodes: readonly { readonly node: AnyNode; readonly around: readonly AnyNode[] }[];
  /** Names that the script itself declares anywhere. */
  readonly declared: ReadonlySet<string>;
}

interface Unreadable {
  readonly message: string;
  readonly line: number;
  readonly column: number;
}

function namesIn(pattern: Pattern): Identifier[] {
  switch (pattern.type) {
    case 'Identifier':
      return [pattern];
    case 'ObjectPattern':
      return pattern.properties.flatMap((property) =>
        namesIn(property.type === 'RestElement' ? property.argument : property.value),
      );
    case 'ArrayPattern':
      return pattern.elements.flatMap((element) => (element === null ? [] : namesIn(element)));
    case 'RestElement':
      return namesIn(pattern.argument);
    case 'AssignmentPattern':
      return namesIn(pattern.left);
    case 'MemberExpression':
      return [];
  }
}

/** Names that a pattern gives a value. */
export const namesOf = (pattern: Pattern | null | undefined): string[] =>
  pattern ? namesIn(pattern).map(({ name }) => name) : [];

function declaredBy(node: AnyNode): string[] {
  if (node.type === 'VariableDeclarator') return namesOf(node.id);
  if (node.type === 'CatchClause') return namesOf(node.param);
  if ('local' in node && node.type !== 'ExportSpecifier') return [node.local.name];
  const own = 'id' in node && node.id?.type === 'Identifier' ? [node.id.name] : [];
  return 'params' in node ? [...own, ...node.params.flatMap(namesOf)] : own;
}

/** Parses at a language level. `year`: ECMAScript's edition. */
export function scriptTree(text: string, year: number, isModule: boolean): ScriptTree | Unreadable {
  let program: Program;
  try {
    program = parse(text, {
      ecmaVersion: year as 2020,
      sourceType: isModule ? 'module' : 'script',
      locations: true,
    });
  } catch (error) {
    const { message, loc } = error as { message: string; loc?: { line: number; column: number } };
    return {
      message: message.replace(/ \(\d+:\d+\)$/, ''),
      line: loc?.line ?? 1,
      column: (loc?.column ?? 0) + 1,
    };
  }
  const nodes: { node: AnyNode; around: readonly AnyNode[] }[] = [];
  fullAncestor(program, (node, _state, ancestors) => {
    nodes.push({ node: node, around: [...ancestors] as AnyNode[] });
  });
  const declared = new Set(nodes.flatMap(({ node }) => declaredBy(node)));
  return { program, isModule, text, nodes, declared };
}

/** `a.b.c` of a chain of plain names. */
export function pathOf(node: AnyNode): string | undefined {
  if (node.type === 'Identifier') return node.name;
  if (node.type === 'ChainExpression') return pathOf(node.expression);
  if (node.type !== 'MemberExpression' || node.computed || node.property.type !== 'Identifier')
    return undefined;
  const owner = pathOf(node.object);
  return owner === undefined ? undefined : `${owner}.${node.property.name}`;
}
