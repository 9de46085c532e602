import type { AnyNode } from 'acorn';
import { globalPath, plainText } from '../paths';
import type { Rule } from '../rule';
import { scriptRule } from '../script-rule';

const isText = (node: AnyNode | undefined): boolean =>
  node?.type === 'TemplateLiteral' ||
  plainText(node) !== undefined ||
  (node?.type === 'BinaryExpression' && node.operator === '+' && (isText(node.left) || isText(node.right)));

export const jsEvalRules: readonly Rule[] = [
  scriptRule({
    code: 'js-eval',
    demand: 'No text is run as code: no eval.',
    cure: 'call a function, or read data with JSON.parse',
    find: function* (script) {
      for (const node of script.all('CallExpression'))
        if (globalPath(script, node.callee) === 'eval') yield { node, what: 'eval() is called' };
    },
  }),
  scriptRule({
    code: 'js-function',
    demand: 'No function is made of text, but for `Function("return this")()`, which only asks for the page.',
    cure: 'write the function out',
    find: function* (script) {
      for (const node of [...script.all('CallExpression'), ...script.all('NewExpression')])
        if (
          globalPath(script, node.callee) === 'Function' &&
          plainText(node.arguments[0])
            ?.replace(/[\s;()]+/g, ' ')
            .trim() !== 'return this'
        )
          yield { node, what: 'a function is made of text by Function()' };
    },
  }),
  scriptRule({
    code: 'js-string-timer',
    demand: 'setTimeout and setInterval get a function, not a text.',
    cure: 'give it a function',
    find: function* (script) {
      for (const node of script.all('CallExpression')) {
        const path = globalPath(script, node.callee) ?? '';
        if (/^set(Timeout|Interval)$/.test(path) && isText(node.arguments[0]))
          yield { node, what: `${path}() gets a text` };
      }
    },
  }),
];
