import type { AnyNode, CallExpression, Expression } from 'acorn';
import type { Sighting } from './sighting';
import { faultAt } from './sighting';
import { pathOf } from './script-tree';
import type { ScriptTree } from './script-tree';

const isFunction = (node: AnyNode | undefined): boolean =>
  node?.type === 'FunctionDeclaration' ||
  node?.type === 'FunctionExpression' ||
  node?.type === 'ArrowFunctionExpression';

/** Names of async functions that the script declares. */
function asyncNames(tree: ScriptTree): Set<string> {
  const names = new Set<string>();
  for (const { node } of tree.nodes) {
    if (node.type === 'FunctionDeclaration' && node.async && node.id !== null) names.add(node.id.name);
    if (node.type !== 'VariableDeclarator' || node.id.type !== 'Identifier') continue;
    const made = node.init;
    if ((made?.type === 'ArrowFunctionExpression' || made?.type === 'FunctionExpression') && made.async)
      names.add(node.id.name);
  }
  return names;
}

/** Whether a chain of calls ends in somebody who takes its rejection. */
function isCaught(call: CallExpression): boolean {
  const { callee } = call;
  if (callee.type !== 'MemberExpression' || callee.property.type !== 'Identifier') return false;
  const { name } = callee.property;
  if (name === 'catch' || (name === 'then' && call.arguments.length > 1)) return true;
  return name === 'finally' && callee.object.type === 'CallExpression' && isCaught(callee.object);
}

/**
 * Promises that nobody waits for and whose rejection nobody takes: calls of the script's own async functions, of those
 * that the host is known to answer later (`isLater`, by path), and chains of `then` without an end.
 */
export function findPromises(tree: ScriptTree, isLater: (path: string) => boolean): Sighting[] {
  const own = asyncNames(tree);
  const starts = (expression: Expression): boolean => {
    if (expression.type === 'NewExpression') return pathOf(expression.callee) === 'Promise';
    if (expression.type !== 'CallExpression') return false;
    if (isCaught(expression)) return false;
    const path = pathOf(expression.callee);
    if (path !== undefined && (own.has(path) || isLater(path) || path.startsWith('Promise.'))) return true;
    const { callee } = expression;
    if (callee.type !== 'MemberExpression' || callee.property.type !== 'Identifier') return false;
    return callee.property.name === 'then' || callee.property.name === 'finally';
  };
  return tree.nodes.flatMap(({ node }) =>
    node.type === 'ExpressionStatement' && starts(node.expression)
      ? [faultAt(node, 'a promise that nobody waits for: await it, return it, or end it with .catch()')]
      : [],
  );
}

/** Async functions given away as handlers that do not catch by themselves all that they might throw. */
export function findOpenHandlers(tree: ScriptTree): Sighting[] {
  return tree.nodes.flatMap(({ node, around }) => {
    if (node.type !== 'FunctionExpression' && node.type !== 'ArrowFunctionExpression') return [];
    const parent = around[around.length - 2];
    const isGiven = parent?.type === 'CallExpression' && parent.callee !== node && isFunction(node);
    if (!node.async || !isGiven) return [];
    const { body } = node;
    const statements = body.type === 'BlockStatement' ? body.body : [];
    const [first] = statements;
    const catches = statements.length === 1 && first?.type === 'TryStatement' && first.handler != null;
    return catches
      ? []
      : [faultAt(node, 'an async handler: its rejection ends the scenario, put all of it into try … catch')];
  });
}
