import type { AnyNode, Identifier } from 'acorn';
import { globalPath, isThroughWindow, memberPath } from '../paths';
import type { Rule } from '../rule';
import { boundNames } from '../scopes';
import type { Script } from '../script';
import { scriptRule } from '../script-rule';

// Members of window that are there to be set.
const settable =
  /^(on[a-z]+|location(\..*)?|name|status|opener|scrollX|scrollY|document\..*|history\..*|.*\..*)$/;

// Libraries that also run in Node set these, after asking whether they are there.
const commonJs = new Set(['exports', 'module']);

/** Everything that a script assigns to. */
function* targets(script: Script): Generator<AnyNode> {
  for (const { left } of script.all('AssignmentExpression')) yield left;
  for (const { argument } of script.all('UpdateExpression')) yield argument;
  for (const { operator, argument } of script.all('UnaryExpression'))
    if (operator === 'delete') yield argument;
  for (const { left } of [...script.all('ForInStatement'), ...script.all('ForOfStatement')])
    if (left.type !== 'VariableDeclaration') yield left;
}

const undeclared = (script: Script, target: AnyNode): Identifier[] =>
  [...boundNames(target)].filter((name) => !script.scopes.declarationOf(name));

const isHost = (path: string | undefined): boolean => /^(APP|AMOCRM)(\.|$)/.test(path ?? '');

export const jsGlobalRules: readonly Rule[] = [
  scriptRule({
    code: 'js-undeclared',
    demand: 'Every variable is declared.',
    cure: 'declare it with var, let or const',
    find: function* (script) {
      for (const target of targets(script))
        for (const node of undeclared(script, target))
          if (!isHost(node.name) && !commonJs.has(node.name))
            yield { node, what: `the variable ${node.name} is not declared` };
    },
  }),
  scriptRule({
    code: 'js-window-member',
    severity: 'warning',
    demand: 'Nothing is left on window, where every widget would see it.',
    cure: 'keep it in the module',
    find: function* (script) {
      for (const node of targets(script)) {
        const path =
          node.type === 'MemberExpression' && isThroughWindow(script, node)
            ? globalPath(script, node)
            : undefined;
        if (path !== undefined && !settable.test(path) && !isHost(path))
          yield { node, what: `window.${path} is set` };
      }
    },
  }),
  scriptRule({
    code: 'js-top-level',
    severity: 'warning',
    demand: 'Nothing is declared outside of define: it would be a global of the page.',
    cure: 'move it into the function given to define',
    find: function* (script) {
      if (script.isModule) return;
      const declared = [
        ...script.all('VariableDeclaration'),
        ...script.all('FunctionDeclaration'),
        ...script.all('ClassDeclaration'),
      ];
      for (const node of declared)
        if (script.parent(node)?.type === 'Program')
          yield { node, what: 'a declaration stands outside of define' };
    },
  }),
  scriptRule({
    code: 'js-host-write',
    demand: 'APP and AMOCRM are read, never written.',
    cure: 'keep the value in the widget',
    find: function* (script) {
      for (const node of targets(script)) {
        const path = globalPath(script, node);
        if (isHost(path)) yield { node, what: `${path ?? ''} is written` };
      }
      for (const node of script.all('CallExpression')) {
        const [target] = node.arguments;
        const name = memberPath(node.callee).names.at(-1) ?? '';
        if (target && /^(assign|extend|defineProperty)$/.test(name) && isHost(globalPath(script, target)))
          yield { node, what: `${globalPath(script, target) ?? ''} is written by ${name}()` };
      }
    },
  }),
];
