import type { AnyNode, CallExpression } from 'acorn';
import { calledName, plainText } from '../paths';
import type { Rule } from '../rule';
import { isFunction } from '../scopes';
import type { NodeOf, Script } from '../script';
import { scriptRule } from '../script-rule';

const loops = new Set([
  'ForStatement',
  'ForInStatement',
  'ForOfStatement',
  'WhileStatement',
  'DoWhileStatement',
]);
const eachers = new Set(['forEach', 'each', 'map', 'filter', 'reduce', 'some', 'every', 'flatMap', 'times']);
const soon = new Set(['then', 'catch', 'finally', 'done', 'fail', 'always', 'setTimeout', 'push']);
const byPath = new Set([
  'ajax',
  'get',
  'post',
  'put',
  'patch',
  'delete',
  'getJSON',
  'fetch',
  'request',
  'open',
  'axios',
]);

function namesApi(script: Script, call: CallExpression): boolean {
  const code = call.arguments.map(({ start, end }) => script.text.slice(start, end)).join(',');
  return /['"`/]\/?(?:ajax\/|api\/(?:v\d|unsorted))/.test(code);
}

function isHostRequest(script: Script, call: CallExpression): boolean {
  const name = calledName(call.callee) ?? '';
  if (name === 'crm_post' || name === '$authorizedAjax') return true;
  return byPath.has(name) && namesApi(script, call);
}

/** Whether code runs once per item: in a loop's body, or in the function given to forEach and the like. */
function isRepeated(script: Script, node: AnyNode): boolean {
  for (let here = node, above = script.parent(here); above; here = above, above = script.parent(above)) {
    if (loops.has(above.type)) return !('init' in above && above.init === here);
    if (!isFunction(here)) continue;
    if (above.type !== 'CallExpression') return false;
    const name = calledName(above.callee) ?? '';
    const isArgument = above.arguments.some((argument) => argument === here);
    if (isArgument && eachers.has(name)) return true;
    if (isArgument && !soon.has(name)) return false;
  }
  return false;
}

const isFalse = (node: AnyNode | undefined): boolean =>
  (node?.type === 'Literal' && node.value === false) ||
  (node?.type === 'UnaryExpression' &&
    node.operator === '!' &&
    node.argument.type === 'Literal' &&
    node.argument.value === 1);

const requestOptions = ['url', 'method', 'type', 'data', 'success', 'dataType'];

function isRequestOption(script: Script, property: NodeOf<'Property'>): boolean {
  const object = script.parent(property);
  if (object?.type !== 'ObjectExpression') return false;
  const keys = object.properties.flatMap((other) => (other.type === 'Property' ? [nameOf(other)] : []));
  const call = script.parent(object);
  const isGiven = call?.type === 'CallExpression' && /ajax/i.test(calledName(call.callee) ?? '');
  return isGiven || keys.some((key) => requestOptions.includes(key));
}

const nameOf = ({ key, computed }: NodeOf<'Property'>): string =>
  (!computed && key.type === 'Identifier' ? key.name : plainText(key)) ?? '';

export const jsRequestRules: readonly Rule[] = [
  scriptRule({
    code: 'js-sync-request',
    demand: 'Requests do not stop the page: no async: false.',
    cure: 'make the request asynchronous',
    find: function* (script) {
      for (const node of script.all('Property'))
        if (nameOf(node) === 'async' && isFalse(node.value) && isRequestOption(script, node))
          yield { node, what: 'a request with async: false' };
      for (const node of script.all('CallExpression'))
        if (calledName(node.callee) === 'open' && isFalse(node.arguments[2]))
          yield { node, what: 'an XMLHttpRequest is opened with async false' };
    },
  }),
  scriptRule({
    code: 'js-request-loop',
    demand: 'No requests to amoCRM, no crm_post and no $authorizedAjax in a loop.',
    cure: 'ask for all at once, or one after the other from a queue',
    find: function* (script) {
      for (const node of script.all('CallExpression'))
        if (isHostRequest(script, node) && isRepeated(script, node))
          yield { node, what: `${calledName(node.callee) ?? 'a request'}() is called in a loop` };
    },
  }),
];
