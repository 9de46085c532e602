import type { AnyNode } from 'acorn';
import { calledName, globalPath, plainText } from '../paths';
import type { Rule } from '../rule';
import { isFunction } from '../scopes';
import type { Script } from '../script';
import { scriptRule } from '../script-rule';

const rejectionEvents = ['error', 'unhandledrejection'];

/** Whether a function handles errors: of a promise, of a request, of the page. */
function isRejectionHandler(handler: AnyNode, above: AnyNode | undefined): boolean {
  if (above?.type === 'Property')
    return ['error', 'fail'].includes(calledName(above.key) ?? plainText(above.key) ?? '');
  if (above?.type !== 'CallExpression') return false;
  const place = above.arguments.findIndex((argument) => argument === handler);
  const name = calledName(above.callee) ?? '';
  if (name === 'catch' || name === 'fail') return true;
  if (name === 'then') return place === 1;
  return name === 'addEventListener' && rejectionEvents.includes(plainText(above.arguments[0]) ?? '');
}

function isAfterFailure(script: Script, node: AnyNode): boolean {
  for (let above: AnyNode | undefined = node; above; above = script.parent(above)) {
    if (above.type === 'CatchClause') return true;
    if (isFunction(above) && isRejectionHandler(above, script.parent(above))) return true;
  }
  return false;
}

const what = (name: string): string => `console.${name} is used`;

export const jsConsoleRules: readonly Rule[] = [
  scriptRule({
    code: 'js-console',
    demand: 'Of the console, only console.debug is used (and console.trace after a failure).',
    cure: 'remove it, or use console.debug',
    find: function* (script) {
      for (const node of script.all('MemberExpression')) {
        const [object, name, ...more] = globalPath(script, node)?.split('.') ?? [];
        if (
          object === 'console' &&
          name !== undefined &&
          more.length === 0 &&
          name !== 'debug' &&
          name !== 'trace'
        )
          yield { node, what: what(name) };
      }
      for (const { id, init } of script.all('VariableDeclarator')) {
        if (id.type !== 'ObjectPattern' || !init || globalPath(script, init) !== 'console') continue;
        for (const property of id.properties) {
          const name = property.type === 'Property' ? calledName(property.key) : undefined;
          if (name !== undefined && name !== 'debug' && name !== 'trace')
            yield { node: property, what: what(name) };
        }
      }
    },
  }),
  scriptRule({
    code: 'js-console-trace',
    demand: 'console.trace stands only in catch or in the handler of a rejection.',
    cure: 'move it into the catch, or remove it',
    find: function* (script) {
      for (const node of script.all('MemberExpression'))
        if (globalPath(script, node) === 'console.trace' && !isAfterFailure(script, node))
          yield { node, what: 'console.trace is used where nothing failed' };
    },
  }),
];
