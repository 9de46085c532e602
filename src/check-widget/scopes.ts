import type { AnyNode, Identifier, Pattern } from 'acorn';

/** Which names a script declares, and where. */
export interface Scopes {
  /** The node that declares the name an identifier stands for; undefined for a global of the page. */
  declarationOf(identifier: Identifier): AnyNode | undefined;
}

type All = <Type extends AnyNode['type']>(type: Type) => readonly Extract<AnyNode, { type: Type }>[];
type Parent = (node: AnyNode) => AnyNode | undefined;

const functions = new Set(['FunctionDeclaration', 'FunctionExpression', 'ArrowFunctionExpression']);
const blocks = new Set([
  ...functions,
  ...['Program', 'BlockStatement', 'StaticBlock', 'SwitchStatement', 'CatchClause', 'ClassExpression'],
  ...['ForStatement', 'ForInStatement', 'ForOfStatement'],
]);

export const isFunction = (node: AnyNode): boolean => functions.has(node.type);

/** All names that a pattern binds or assigns, such as a and b of `{a, x: [b]}`. */
export function* boundNames(pattern: Pattern | AnyNode | null | undefined): Generator<Identifier> {
  if (pattern?.type === 'Identifier') yield pattern;
  else if (pattern?.type === 'AssignmentPattern') yield* boundNames(pattern.left);
  else if (pattern?.type === 'RestElement') yield* boundNames(pattern.argument);
  else if (pattern?.type === 'ArrayPattern')
    for (const element of pattern.elements) yield* boundNames(element);
  else if (pattern?.type === 'ObjectPattern')
    for (const property of pattern.properties)
      yield* boundNames(property.type === 'Property' ? property.value : property.argument);
}

export function readScopes(all: All, parent: Parent): Scopes {
  const names = new Map<AnyNode, Map<string, AnyNode>>();

  const declare = (scope: AnyNode | undefined, name: string, declaration: AnyNode): void => {
    if (!scope) return;
    const known = names.get(scope) ?? new Map<string, AnyNode>();
    if (!known.has(name)) known.set(name, declaration);
    names.set(scope, known);
  };

  const enclosing = (node: AnyNode, isScope: (node: AnyNode) => boolean): AnyNode | undefined => {
    let above = parent(node);
    while (above && !isScope(above)) above = parent(above);
    return above;
  };
  const block = (node: AnyNode) => enclosing(node, ({ type }) => blocks.has(type));
  const body = (node: AnyNode) => enclosing(node, (above) => above.type === 'Program' || isFunction(above));

  for (const list of all('VariableDeclaration'))
    for (const declarator of list.declarations)
      for (const { name } of boundNames(declarator.id))
        declare(list.kind === 'var' ? body(list) : block(list), name, declarator);
  // Sloppy mode lets a function in a block be seen in the whole body.
  for (const declared of all('FunctionDeclaration'))
    if (declared.id) declare(body(declared), declared.id.name, declared);
  for (const declared of all('ClassDeclaration'))
    if (declared.id) declare(block(declared), declared.id.name, declared);
  for (const expression of [...all('FunctionExpression'), ...all('ClassExpression')])
    if (expression.id) declare(expression, expression.id.name, expression);
  for (const inner of [
    ...all('FunctionDeclaration'),
    ...all('FunctionExpression'),
    ...all('ArrowFunctionExpression'),
  ]) {
    for (const parameter of inner.params)
      for (const { name } of boundNames(parameter)) declare(inner, name, parameter);
    if (inner.type !== 'ArrowFunctionExpression') declare(inner, 'arguments', inner);
  }
  for (const clause of all('CatchClause'))
    for (const { name } of boundNames(clause.param)) declare(clause, name, clause);
  for (const imported of all('ImportDeclaration'))
    for (const { local } of imported.specifiers) declare(body(imported), local.name, imported);

  return {
    declarationOf(identifier) {
      let scope: AnyNode | undefined = identifier;
      while (scope) {
        const declaration = names.get(scope)?.get(identifier.name);
        if (declaration) return declaration;
        scope = parent(scope);
      }
      return undefined;
    },
  };
}
