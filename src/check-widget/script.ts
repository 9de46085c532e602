import type { AnyNode, Comment, Program } from 'acorn';
import { parse } from 'acorn';
import { fullAncestor } from 'acorn-walk';
import type { Position } from './sighting';
import type { Scopes } from './scopes';
import { readScopes } from './scopes';

export type NodeOf<Type extends AnyNode['type']> = Extract<AnyNode, { type: Type }>;

/** A JavaScript file as its syntax tree, indexed by kinds of nodes. */
export interface Script {
  readonly path: string;
  readonly text: string;
  /** Why it cannot be parsed; then there are no nodes. */
  readonly error?: { readonly what: string; readonly at?: Position | undefined };
  /** It parses only as an ES module. */
  readonly isModule: boolean;
  readonly comments: readonly Comment[];
  readonly scopes: Scopes;
  all<Type extends AnyNode['type']>(type: Type): readonly NodeOf<Type>[];
  parent(node: AnyNode): AnyNode | undefined;
  position(node: { readonly start: number }): Position;
}

interface Tree {
  readonly program: Program;
  readonly comments: Comment[];
}

function treeOf(text: string, sourceType: 'script' | 'module'): Tree {
  const comments: Comment[] = [];
  const program = parse(text, {
    ecmaVersion: 'latest',
    sourceType,
    allowHashBang: true,
    allowReturnOutsideFunction: true,
    onComment: comments,
  });
  return { program, comments };
}

function attempt(text: string): (Tree & { isModule: boolean }) | { error: unknown } {
  try {
    return { ...treeOf(text, 'script'), isModule: false };
  } catch (error) {
    try {
      return { ...treeOf(text, 'module'), isModule: true };
    } catch {
      return { error };
    }
  }
}

function syntaxError(error: unknown): NonNullable<Script['error']> {
  const { message, loc } = error as { message: string; loc?: { line: number; column: number } };
  if (error instanceof RangeError) return { what: 'the code is nested too deep to be read' };
  const what = message.replace(/ \(\d+:\d+\)$/, '');
  return { what, at: loc && { line: loc.line, column: loc.column + 1 } };
}

/** Reads JavaScript. Never throws: what cannot be read has an `error`. */
export function parseScript(path: string, text: string): Script {
  const tree = attempt(text);
  const lines = lineStarts(text);
  const nodes = new Map<string, AnyNode[]>();
  const parents = new Map<AnyNode, AnyNode>();
  let error = 'error' in tree ? syntaxError(tree.error) : undefined;
  if ('program' in tree)
    try {
      fullAncestor(tree.program, (node, _, ancestors) => {
        // Patterns are visited twice, once under their own name and once as what they are.
        if (parents.has(node)) return;
        const above = ancestors.at(-2);
        if (above) parents.set(node, above);
        const same = nodes.get(node.type);
        if (same) same.push(node);
        else nodes.set(node.type, [node]);
      });
    } catch (fault) {
      error = syntaxError(fault);
    }
  const all = <Type extends AnyNode['type']>(type: Type) => (nodes.get(type) ?? []) as NodeOf<Type>[];
  const parent = (node: AnyNode): AnyNode | undefined => parents.get(node);
  return {
    path,
    text,
    ...(error ? { error } : {}),
    isModule: 'isModule' in tree && tree.isModule,
    comments: 'comments' in tree ? tree.comments : [],
    scopes: readScopes(all, parent),
    all,
    parent,
    position: ({ start }) => lines(start),
  };
}

function lineStarts(text: string): (offset: number) => Position {
  const starts = [0];
  for (let at = text.indexOf('\n'); at >= 0; at = text.indexOf('\n', at + 1)) starts.push(at + 1);
  return (offset) => {
    let low = 0;
    let high = starts.length;
    while (high - low > 1) {
      const middle = (low + high) >> 1;
      if ((starts[middle] ?? 0) <= offset) low = middle;
      else high = middle;
    }
    return { line: low + 1, column: offset - (starts[low] ?? 0) + 1 };
  };
}
