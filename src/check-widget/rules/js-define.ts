import type { CallExpression } from 'acorn';
import { globalPath, plainText } from '../paths';
import type { Rule } from '../rule';
import { isFunction } from '../scopes';
import type { Script } from '../script';
import { scriptRule } from '../script-rule';
import { moduleValueFault } from '../module-value';

const entry = 'script.js';

const defines = (script: Script): CallExpression[] =>
  script.all('CallExpression').filter((call) => globalPath(script, call.callee) === 'define');

export const jsDefineRules: readonly Rule[] = [
  scriptRule({
    code: 'js-define-missing',
    demand: 'script.js is an AMD module: it calls define.',
    cure: 'wrap it in define([…], function (…) { … })',
    find: function* (script) {
      if (script.path === entry && !script.error && !script.isModule && defines(script).length === 0)
        yield { node: { start: 0 }, what: 'script.js does not call define' };
    },
  }),
  scriptRule({
    code: 'js-define-named',
    demand: 'The define is anonymous: under a name of its own the page would not find the module.',
    cure: 'remove the name',
    find: function* (script) {
      for (const node of defines(script)) {
        const [name, ...others] = node.arguments;
        const text = plainText(name);
        if (text !== undefined && others.length > 0) yield { node, what: `the module is named “${text}”` };
      }
    },
  }),
  scriptRule({
    code: 'js-define-many',
    demand: 'A file calls define once.',
    cure: 'split the file, or bundle libraries so that they do not call define themselves',
    find: function* (script) {
      const anonymous = defines(script).filter(({ arguments: [first] }) => plainText(first) === undefined);
      for (const node of anonymous.slice(1)) yield { node, what: 'define is called once more' };
    },
  }),
  scriptRule({
    code: 'js-define-value',
    severity: 'warning',
    demand: 'The value of script.js is a plain function: the page sets its prototype and calls it with new.',
    cure: 'return a plain function from the one given to define',
    find: function* (script) {
      if (script.path !== entry) return;
      for (const define of defines(script)) {
        const factory = define.arguments.at(-1);
        if (factory && isFunction(factory)) yield* moduleValueFault(script, factory);
      }
    },
  }),
];
