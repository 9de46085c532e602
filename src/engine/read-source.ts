import { parse } from 'acorn';
import type { Node, Program } from 'acorn';

/** How a script is written: ES module (the platform's present way), or a plain script with `require`. */
export type Dialect = 'module' | 'classic';

export interface ScriptSource {
  readonly dialect: Dialect;
  /** Names that it imports or requires, as written. */
  readonly imports: readonly string[];
  /** It answers by exit() or err(), as the platform's first scripts did. */
  readonly exits: boolean;
}

export interface SourceFault {
  readonly message: string;
  readonly line: number;
  readonly column: number;
}

type ReadSource = { readonly source: ScriptSource; readonly tree: Program } | { readonly fault: SourceFault };

/** The newest language that the platform's engine reads. */
export const newestLevel = 2023;

/** Calls `visit` for every node of a syntax tree. */
export function eachNode(node: Node, visit: (node: Node & Record<string, unknown>) => void): void {
  const left: Node[] = [node];
  for (let next = left.pop(); next !== undefined; next = left.pop()) {
    const known = next as Node & Record<string, unknown>;
    visit(known);
    for (const value of Object.values(known))
      for (const child of Array.isArray(value) ? (value as unknown[]) : [value])
        if (typeof child === 'object' && child !== null && 'type' in child) left.push(child as Node);
  }
}

const written = (node: unknown): string | undefined => {
  const { type, value } = (node ?? {}) as { type?: string; value?: unknown };
  return type === 'Literal' && typeof value === 'string' ? value : undefined;
};
const nameOf = (node: unknown): string | undefined => {
  const { type, name } = (node ?? {}) as { type?: string; name?: string };
  return type === 'Identifier' ? name : undefined;
};

function parsed(text: string, sourceType: 'module' | 'script', level: number): Program | SourceFault {
  try {
    return parse(text, {
      ecmaVersion: level as 2023,
      sourceType,
      allowHashBang: true,
      locations: true,
      allowAwaitOutsideFunction: sourceType === 'module',
    });
  } catch (error) {
    const { message, loc } = error as { message: string; loc?: { line: number; column: number } };
    return {
      message: message.replace(/ \(\d+:\d+\)$/, ''),
      line: loc?.line ?? 1,
      column: (loc?.column ?? 0) + 1,
    };
  }
}

const isModule = (tree: Program): boolean =>
  tree.body.some(({ type }) => type.startsWith('Import') || type.startsWith('Export'));

/** Reads a script without running it. `level`: the language's year. */
export function readSource(text: string, level = newestLevel): ReadSource {
  const script: Program | SourceFault = parsed(text, 'script', level);
  const tree = 'message' in script ? parsed(text, 'module', level) : script;
  if ('message' in tree) {
    // Of two readings, the fault of the one that its author meant.
    const meant = /^\s*(import|export)\b/m.test(text) ? tree : script;
    return { fault: 'message' in meant ? meant : tree };
  }
  const imports: string[] = [];
  const called = new Set<string>();
  eachNode(tree, (node) => {
    const from = written(node['source']);
    if (from !== undefined) imports.push(from);
    if (node.type !== 'CallExpression') return;
    const callee = nameOf(node['callee']);
    if (callee !== undefined) called.add(callee);
    const required = callee === 'require' ? written((node['arguments'] as unknown[])[0]) : undefined;
    if (required !== undefined) imports.push(required);
  });
  // A script that is only readable as a module (top-level await) is one.
  const dialect = 'message' in script || isModule(tree) ? 'module' : 'classic';
  return {
    source: { dialect, imports, exits: dialect === 'classic' && (called.has('exit') || called.has('err')) },
    tree,
  };
}
