import type { AnyNode } from 'acorn';
import { calledName, memberPath } from './paths';
import { isFunction } from './scopes';
import type { Script } from './script';
import type { Seen } from './script-rule';

const enclosingFunction = (script: Script, node: AnyNode): AnyNode | undefined => {
  let above = script.parent(node);
  while (above && !isFunction(above)) above = script.parent(above);
  return above;
};

/** What a value is by its declaration, where that can be seen. */
function resolve({ scopes }: Script, value: AnyNode): AnyNode {
  if (value.type !== 'Identifier') return value;
  const declaration = scopes.declarationOf(value);
  if (declaration?.type === 'VariableDeclarator' && declaration.id.type === 'Identifier')
    return declaration.init ?? value;
  return declaration ?? value;
}

const wrongValues: Partial<Record<AnyNode['type'], string>> = {
  ClassExpression: 'a class, whose prototype cannot be set',
  ClassDeclaration: 'a class, whose prototype cannot be set',
  ArrowFunctionExpression: 'an arrow function, which cannot be called with new',
  ObjectExpression: 'an object, not a function',
  Literal: 'not a function',
};

function faultOf(script: Script, value: AnyNode): Seen | undefined {
  const resolved = resolve(script, value);
  const what = wrongValues[resolved.type];
  return what === undefined ? undefined : { node: value, what: `the module’s value is ${what}` };
}

/** The fault of what a factory (the function given to define) returns or exports, if one can be seen. */
export function* moduleValueFault(script: Script, factory: AnyNode): Generator<Seen> {
  if (factory.type === 'ArrowFunctionExpression' && factory.expression) {
    const fault = faultOf(script, factory.body);
    if (fault) yield fault;
    return;
  }
  for (const statement of script.all('ReturnStatement')) {
    if (!statement.argument || enclosingFunction(script, statement) !== factory) continue;
    const fault = faultOf(script, statement.argument);
    if (fault) yield fault;
  }
  const exported = script.all('AssignmentExpression').flatMap(({ left, right }) => {
    const { root, names } = memberPath(left);
    const name = root.type === 'Identifier' ? [root.name, ...names].join('.') : '';
    return [{ name, node: left, right }];
  });
  const whole = exported.filter(
    ({ name, right }) => name === 'module.exports' && calledName(right) !== 'exports',
  );
  for (const { right } of whole) {
    const fault = faultOf(script, right);
    if (fault) yield fault;
  }
  const named = exported.find(({ name }) => name === 'exports.default');
  if (named && whole.length === 0)
    yield { node: named.node, what: 'the module’s value is {default: …}, not a function' };
}
